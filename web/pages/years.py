"""Years as a row of columns: no more than the eye takes in, else decades, else centuries."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from search.model import Count
from search.wording.messages import translate

#: Columns at the most, and their height in units of the drawing.
_MOST, HEIGHT = 16, 36


class YearColumn(NamedTuple):
    """begin: the digits that the years begin with; height: of HEIGHT, from 1"""

    begin: str
    label: str
    total: int
    height: int


def year_columns(years: Sequence[Count]) -> list[YearColumn]:
    """The earliest first; years without documents have none."""
    digits = next((n for n in (4, 3, 2) if len(_begins(years, n)) <= _MOST), 1)
    totals = _begins(years, digits)
    most = max(totals.values(), default=1)
    return [
        YearColumn(begin, year_label(begin), total, max(1, round(HEIGHT * total / most)))
        for begin, total in totals.items()
    ]


def _begins(years: Sequence[Count], digits: int) -> dict[str, int]:
    totals: defaultdict[str, int] = defaultdict(int)
    for year, total in years:
        totals[year[:digits]] += total
    return totals


def year_label(begin: str) -> str:
    """« 1923 »; « années 1920 » for 192; « 1900–1999 » for 19."""
    match len(begin):
        case 4:
            return begin
        case 3:
            return translate("the {year}s").format(year=f"{begin}0")
        case _:
            return f"{begin:0<4}–{begin:9<4}"
