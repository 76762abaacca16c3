"""Dates as documents give them: a year, a month or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


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
