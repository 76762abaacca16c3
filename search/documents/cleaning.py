"""What no reader sees: invisible characters, typographic ligatures, decomposed accents."""

import re
import unicodedata

#: Soft hyphen, zero-width space, word joiner, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_REPLACED = ("\u00ad", "\u200b", "\u2060", "\ufeff", *_LIGATURES)
#: The mark that manuals put after a heading or a paragraph to link to it.
_PERMALINK = re.compile(r"\s*[¶§]\s*$")


def clean(text: str, *, composed: bool) -> str:
    """The text without invisible characters and ligatures; itself if it has none.

    composed: whether accents are to be composed with their letters (NFC)
    """
    if text.isascii():
        return text
    if any(map(text.__contains__, _REPLACED)):  # a third of the time of one expression
        text = _INVISIBLE.sub("", text).strip()
        text = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text)
    if composed and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _PERMALINK.sub("", text) if text[-1:] in "¶§ \u00a0" and len(text) > 1 else text
