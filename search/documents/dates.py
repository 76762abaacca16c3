"""Dates as documents write them."""

import re
from email.utils import parsedate_to_datetime

from ..period import MONTHS, Period

_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_SPACES = r"[\s\u00a0\u202f]+"
#: « à 18 h 30 », « 18:30:05 »
_HOUR = rf"(?:,?{_SPACES}(?:à{_SPACES})?\d{{1,2}}\s?[h:]\s?(?:\d{{2}}(?::\d{{2}})?)?)?"
#: « Mis à jour le », « Saint-Malo, le »
_BEFORE = rf"(?:publié|paru|modifié|mis{_SPACES}à{_SPACES}jour|fait{_SPACES}à[\w '’-]{{1,40}},"
_BEFORE += r"|(?-i:[A-ZÀ-Ý])[\w '’-]{1,40},)"
_WRITTEN = re.compile(
    rf"(?:{_BEFORE}{_SPACES}(?=le\s))?(?:le{_SPACES})?(?:(?:{_DAYS}),?{_SPACES})?"
    rf"(?:(?P<day>\d{{1,2}})(?:er|ᵉʳ)?{_SPACES})?(?P<month>[^\W\d_]+)\.?{_SPACES}(?P<year>\d{{4}})"
    rf"{_HOUR}",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?P<month>[A-Za-z]+)\.?{_SPACES}(?P<day>\d{{1,2}}),{_SPACES}(?P<year>\d{{4}})"
)
_FIGURES = re.compile(
    rf"(?P<day>\d{{1,2}})([/.-])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}){_HOUR}", re.IGNORECASE
)
#: As spreadsheets shorten it: only where a date is declared.
_SHORT = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{2})")
_ISO = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ][\d:.]+.*)?")
#: Years of two figures below this are of our century.
_PIVOT = 70
#: PDF 32000-1, 7.9.4.
_PDF = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})\d*.*")


def date_alone(text: str) -> Period | None:
    """The day or month that a text consists of, and nothing else."""
    if len(text) > 60 or not any(map(str.isdigit, text)):
        return None
    text = text.strip(" \u00a0.")
    if iso := _ISO.fullmatch(text):
        return _period("-".join(iso.groups()))
    for form in (_WRITTEN, _ENGLISH, _FIGURES):
        if named := form.fullmatch(text):
            return _named(named)
    return None


def read_date(text: str) -> Period | None:
    """The date in a value that is declared to be one."""
    text = text.strip()
    if pdf := _PDF.fullmatch(text):
        return _period("-".join(pdf.groups()))
    if found := date_alone(text) or _period(text):
        return found
    if short := _SHORT.fullmatch(text):
        century = "20" if int(short["year"]) < _PIVOT else "19"
        return _period(f"{century}{short['year']}-{int(short['month']):02}-{int(short['day']):02}")
    try:
        return _period(parsedate_to_datetime(text).date().isoformat())
    except (TypeError, ValueError, IndexError, OverflowError):
        return _period(text[:10])


def _named(found: re.Match[str]) -> Period | None:
    named = found["month"].lower()
    month = int(named) if named.isdigit() else MONTHS.get(named, 0)
    day = f"-{int(found['day']):02}" if found["day"] else ""
    return _period(f"{found['year']}-{month:02}{day}")


def _period(text: str) -> Period | None:
    if "-00" in text:
        return None  # no month, and no day
    try:
        return Period.parse(text)
    except ValueError:
        return None
