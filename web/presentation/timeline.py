"""What matches by years, or by months where it is of few years: bars that are links."""

from collections.abc import Sequence
from typing import NamedTuple

from search.model import Facet, FacetValue, Results
from search.period import Period

from ..addresses.results_address import ResultsAddress
from .dates import in_words

#: Years that are shown by months, and bars at the most: beyond, a bar is ten years, or more.
_BY_MONTH, _MOST = 2, 48
#: Units of the picture: of a bar with its gap, of the gap, and of the highest.
_STEP, _GAP, HEIGHT = 8, 2, 32
#: What is there is seen.
_LEAST = 2


class Bar(NamedTuple):
    """A span of time: how many paragraphs are of it, and the address of those, if there are any;
    x, y, width, height: of the bar, in units of the picture
    """

    label: str
    total: int
    url: str
    x: int
    y: int
    width: int
    height: int


class Timeline(NamedTuple):
    """label: « 2015–2024 »; width, height: of the picture; undated: paragraphs without a date

    rows: the bars of times that something is of, the latest first
    """

    label: str
    bars: tuple[Bar, ...]
    width: int
    height: int
    undated: int

    @property
    def rows(self) -> tuple[Bar, ...]:
        return tuple(bar for bar in reversed(self.bars) if bar.total)


class _Span(NamedTuple):
    first: str
    last: str
    label: str
    total: int


def timeline(results: Results, address: ResultsAddress) -> Timeline | None:
    """None where nothing that matches has a date, or dates weren't counted."""
    facets = {facet.name: facet for facet in results.facets}
    years = facets.get("year")
    if not (years and years.values):
        return None
    undated = results.total + results.repeated - sum(one.total for one in years.values)
    spans = _spans(years, facets["month"])
    highest = max(span.total for span in spans)
    bars = tuple(_bar(place, span, highest, address) for place, span in enumerate(spans))
    first, last = years.values[-1].value, years.values[0].value
    label = first if first == last else f"{first}–{last}"
    return Timeline(label, bars, len(bars) * _STEP - _GAP, HEIGHT, undated)


def _bar(place: int, span: _Span, highest: int, address: ResultsAddress) -> Bar:
    height, url = 0, ""
    if span.total:
        height = max(_LEAST, round(HEIGHT * span.total / highest))
        url = address.changed(first=span.first, last=span.last).url()
    return Bar(span.label, span.total, url, place * _STEP, HEIGHT - height, _STEP - _GAP, height)


def _spans(years: Facet, months: Facet) -> Sequence[_Span]:
    """From the first to the last without a gap. Months where each of the years' is known."""
    span = int(years.values[0].value) - int(years.values[-1].value) + 1
    known = sum(one.total for one in months.values) == sum(one.total for one in years.values)
    if span <= _BY_MONTH and known:
        return _months(months.values)
    step = 1
    while -(-span // step) > _MOST:
        step = step * 10 if step == 1 else step * 2
    return _years(years.values, step)


def _months(values: Sequence[FacetValue]) -> Sequence[_Span]:
    totals = {value.value: value.total for value in values}
    last, month = max(totals), min(totals)
    spans = []
    while month <= last:
        label = in_words(Period.parse(month))
        spans.append(_Span(month, month, label, totals.get(month, 0)))
        year, number = int(month[:4]), int(month[5:])
        month = f"{year + number // 12:04}-{number % 12 + 1:02}"
    return spans


def _years(values: Sequence[FacetValue], step: int) -> Sequence[_Span]:
    """step: years of a span"""
    totals = {int(value.value): value.total for value in values}
    first, last = min(totals) // step * step, max(totals)
    spans = []
    for start in range(first, last + 1, step):
        end = start + step - 1
        total = sum(totals.get(year, 0) for year in range(start, end + 1))
        label = f"{start:04}" if step == 1 else f"{start:04}–{end:04}"
        spans.append(_Span(f"{start:04}", f"{end:04}", label, total))
    return spans
