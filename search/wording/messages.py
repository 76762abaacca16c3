"""The two languages of what people read: French first, English.

Messages are written in English in the code and translated by gettext catalogues, which
are compiled from `locale/*.po` when the project is installed. A language is chosen for a
context (a request, a command), never for the process.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

#: The languages of the interface, the default first.
LANGUAGES = ("fr", "en")
DOMAIN = "alinea"
LOCALE = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, [language], fallback=True)


def mark(message: str) -> str:
    """Mark a message that is translated later, where its language is known."""
    return message


def translate(message: str) -> str:
    """The message in the language of this context."""
    return _catalogue(_language.get()).gettext(message)


def translate_plural(one: str, many: str, count: int) -> str:
    """The form that `count` asks for: in French zero is singular."""
    return _catalogue(_language.get()).ngettext(one, many, count)


def language() -> str:
    """The language of this context, as a BCP 47 tag."""
    return _language.get()


def set_language(code: str) -> None:
    """Speak `code` in this context, or the default language if there's no such catalogue."""
    _language.set(code if code in LANGUAGES else LANGUAGES[0])


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak `code` for a while."""
    token = _language.set(code if code in LANGUAGES else LANGUAGES[0])
    try:
        yield
    finally:
        _language.reset(token)


def number(value: int) -> str:
    """11000 as read: « 11 000 » in French (narrow no-break space), 11,000 in English."""
    return f"{value:,}".replace(",", "\u202f") if language() == "fr" else f"{value:,}"
