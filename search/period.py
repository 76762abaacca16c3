"""Dates with their precision: a year, a month or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

#: The months by their names and their usual abbreviations, French and English.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "january", "janv", "jan"),
            ("février", "fevrier", "february", "févr", "fév", "feb"),
            ("mars", "march", "mar"),
            ("avril", "april", "avr", "apr"),
            ("mai", "may"),
            ("juin", "june", "jun"),
            ("juillet", "july", "juil", "jul"),
            ("août", "aout", "august", "aug"),
            ("septembre", "september", "sept", "sep"),
            ("octobre", "october", "oct"),
            ("novembre", "november", "nov"),
            ("décembre", "decembre", "december", "déc", "dec"),
        ),
        start=1,
    )
    for name in names
}
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
#: « 5 novembre 2024 », « 1er nov. 2024 », « novembre 2024 », as a part of a pattern.
IN_WORDS = (
    rf"(?:(?:\d{{1,2}}(?:er|ᵉʳ)?|premier)\s+)?(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
    r"\.?\s+\d{4}"
)
_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2}|premier)(?:er|ᵉʳ)?\s+)?(?P<month>[^\W\d_]+)\.?\s+(?P<year>\d{4})"
)
#: The day first, as in France, Switzerland, Belgium and Canada.
_FIGURES = re.compile(
    r"(?:(?P<day>\d{1,2})(?P<sign>[/.-]))?(?P<month>\d{1,2})(?(sign)(?P=sign)|[/.-])(?P<year>\d{4})"
)
#: The year first, with any sign and with or without noughts.
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?P<sign>[/.-])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A date with its precision; as text, ISO 8601 (2024, 2024-11 or 2024-11-05)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Raises ValueError unless `text` is such a date and is in the calendar."""
        match = _ISO.fullmatch(text.strip())
        if not match:
            raise ValueError(f"not a date: {text!r}")
        period = cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        date(period.year, period.month or 1, period.day or 1)
        return period

    @classmethod
    def typed(cls, text: str) -> "Period":
        """As `parse`, or as people type it: 05/11/2024, 1.11.2024, 11/2024, 2024/11/5,
        5 novembre 2024, 1er nov. 2024, novembre 2024. Raises ValueError for anything else.
        """
        text = " ".join(text.lower().split())
        for pattern in (_YEAR_FIRST, _FIGURES, _IN_WORDS):
            if found := pattern.fullmatch(text):
                return cls._checked(found)
        return cls.parse(text)

    @classmethod
    def _checked(cls, found: re.Match[str]) -> "Period":
        """Of a match with a year, a month and perhaps a day; raises ValueError."""
        month, day = found["month"], found["day"]
        number = int(month) if month.isdigit() else MONTHS.get(month, 0)
        period = cls(int(found["year"]), number, int(day.replace("premier", "1")) if day else None)
        date(period.year, number, 1 if period.day is None else period.day)
        return period

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        if self.day:
            return self.first
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = (f"{self.year:04}", f"{self.month or 0:02}", f"{self.day or 0:02}")
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])
