"""The plurals and feminines of a word, as names of several words have them."""

from collections.abc import Iterator

from ...analysis import Token, stem_form

#: What a noun or an adjective ends in, and may end in instead (Grevisse, Le bon usage,
#: §§ 513 and 541): nothing, -s, -e, -es, -ne, -nes, -x.
_ENDINGS = ("nes", "ne", "es", "e", "s", "x", "")


def inflected(token: Token) -> tuple[str, ...]:
    """The form and others of the same stem; a stop word is itself."""
    if token.stop:
        return (token.form,)
    others = dict.fromkeys(_with_other_endings(token.form))
    same = (form for form in others if stem_form(form) == token.stem)
    return tuple(dict.fromkeys((token.form, *same)))


def _with_other_endings(form: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) > 2:
            base = form[: len(form) - len(ending)]
            yield from (base + other for other in _ENDINGS)
