"""What languages and metadata are called, in the language of the context."""

from .messages import LANGUAGES, mark, speaking, translate

#: Those that documents are told to be in (`documents/language.py`), by their ISO 639-1 code.
_LANGUAGES = {
    "ar": mark("Arabic"),
    "br": mark("Breton"),
    "ca": mark("Catalan"),
    "co": mark("Corsican"),
    "cs": mark("Czech"),
    "da": mark("Danish"),
    "de": mark("German"),
    "el": mark("Greek"),
    "en": mark("English"),
    "es": mark("Spanish"),
    "eu": mark("Basque"),
    "fi": mark("Finnish"),
    "fr": mark("French"),
    "he": mark("Hebrew"),
    "hu": mark("Hungarian"),
    "it": mark("Italian"),
    "ja": mark("Japanese"),
    "ko": mark("Korean"),
    "la": mark("Latin"),
    "lb": mark("Luxembourgish"),
    "nb": mark("Bokmål"),
    "nl": mark("Dutch"),
    "nn": mark("Nynorsk"),
    "no": mark("Norwegian"),
    "oc": mark("Occitan"),
    "pl": mark("Polish"),
    "pt": mark("Portuguese"),
    "ro": mark("Romanian"),
    "ru": mark("Russian"),
    "sv": mark("Swedish"),
    "tr": mark("Turkish"),
    "uk": mark("Ukrainian"),
    "vi": mark("Vietnamese"),
    "zh": mark("Chinese"),
}
#: What readers of several formats tell (`documents/header.py`).
_METADATA = {
    "author": mark("author"),
    "encoding": mark("encoding, guessed"),
    "tags": mark("tags"),
}


#: Formats that have a name of their own; others are called by their letters.
_FORMATS = {"text": mark("text"), "mail": mark("mail"), "markdown": "Markdown"}

#: What hits are counted by in every index.
_FACETS = {
    "year": mark("Year"),
    "month": mark("Month"),
    "folder": mark("Folder"),
    "format": mark("Format"),
    "language": mark("Language"),
    "file": mark("File"),
}


def facet_name(name: str) -> str:
    """« Année » for `year`; the name itself where a document gave its own."""
    return translate(_FACETS[name]) if name in _FACETS else metadata_name(name)


def format_name(name: str) -> str:
    """« texte » for `text`; « PDF » for `pdf`."""
    return translate(_FORMATS[name]) if name in _FORMATS else name.upper()


def language_name(code: str) -> str:
    """« anglais » for `en`; the code itself where no name is known."""
    return translate(_LANGUAGES[code]) if code in _LANGUAGES else code


def metadata_name(name: str) -> str:
    """« auteur » for `author`; the name itself where a document gave its own."""
    return translate(_METADATA[name]) if name in _METADATA else name


def named_languages() -> dict[str, str]:
    """The code of each name, in all languages of the interface."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            found |= {language_name(code): code for code in _LANGUAGES}
    return found
