"""What the command line prints of facets: values with their counts."""

from collections.abc import Iterator, Sequence

from ..model import Facet, FacetValue
from ..wording.messages import number, translate_plural
from ..wording.names import facet_name, language_name
from ..wording.printable import printable_line
from .console import console

#: Values of a facet that are printed: what else there is the JSON says.
_SHOWN = 20


def print_facets(facets: Sequence[Facet]) -> None:
    """Each facet under its name; those of which no hit has a value are left out."""
    out = console()
    for facet in facets:
        if not facet.values:
            continue
        name = facet_name(facet.name)
        out.print()
        out.print(printable_line(name[:1].upper() + name[1:]), style="bold")
        rows = list(_rows(facet.values))
        width = max((len(number(total)) for _, total in rows), default=0)
        for value, total in rows[:_SHOWN]:
            shown = language_name(value) if facet.name in _LANGUAGES else value
            out.print(f"{number(total):>{width}}  {printable_line(shown)}", cut=True)
        if left := facet.distinct - len(rows[:_SHOWN]):
            more = translate_plural("{n} other value", "{n} other values", left)
            out.print(more.format(n=number(left)), style="dim")


_LANGUAGES = ("language", "langue", "lang")


def _rows(values: Sequence[FacetValue]) -> Iterator[tuple[str, int]]:
    """Each value, folders with those in them behind them."""
    for value in values:
        yield value.value, value.total
        yield from _rows(value.under)
