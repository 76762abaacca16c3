"""Dates as they are written in the language of the page."""

from search.period import Period
from search.wording.messages import language, translate


def in_words(period: Period) -> str:
    """« 5 novembre 2024 », « novembre 2024 », « 2024 »; in English “5 November 2024”."""
    month = _months()[period.month - 1] if period.month else ""
    day = "1er" if period.day == 1 and language() == "fr" else str(period.day or "")
    day_of_month = "\u00a0".join(part for part in (day, month) if part)  # a line ends at neither
    return f"{day_of_month} {period.year:04}".lstrip()


def _months() -> list[str]:
    return [
        translate("January"),
        translate("February"),
        translate("March"),
        translate("April"),
        translate("May"),
        translate("June"),
        translate("July"),
        translate("August"),
        translate("September"),
        translate("October"),
        translate("November"),
        translate("December"),
    ]
