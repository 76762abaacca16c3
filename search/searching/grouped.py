"""Hits grouped by document: of each its best paragraph, with its next best."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from ..engines.base import Match, Order, document_of
from ..model import Hit
from ..query.budget import COSTLY, SHOWN, fetching
from ..query.clauses import BooleanClause, DocumentClause
from ..query.cost import cost
from .finding import Finding, Found
from .reranking import as_ranked

#: Passages that a grouped hit carries besides its best.
MAX_OTHERS = 5
#: So many times more hits are fetched where there were too few documents.
_MORE = 16
#: Paragraphs counted in the documents of one page.
_MOST_COUNTED = 10_000
#: Paragraphs of which the documents are counted: beyond, tantivy would take longer to count them
#: than to find what is shown (it gives them one by one).
_COUNTED = 10_000


def documents(finding: Finding, offset: int, size: int, order: Order) -> Found:
    """The best paragraph of each document; more are fetched until there are enough, but
    what is costly is better asked for much at once.
    """
    duplicates, window = finding.duplicates, finding.window(order)
    wanted = offset + size + 1
    limit = max(4 * wanted, window, _MOST_COUNTED if finding.cost > COSTLY else 0)
    found = first = finding.first(limit, order, _COUNTED)
    while True:
        finding.budget.charge(fetching(len(found.best)))
        ranked = finding.ranked(found.best, order)
        distinct = duplicates.collapsed(ranked)
        best = _first_of_each(distinct)
        enough = len(best) >= wanted and len(distinct) >= window
        if enough or limit >= found.total:
            break
        limit *= _MORE  # each time all is evaluated anew
        found = finding.search(finding.clause, limit, order)
    page = best[offset : offset + size]
    shown = _with_others(finding, page, ranked, order)
    return finding.found(first, shown, len(best), page, is_all=limit >= found.total)


def _first_of_each(matches: Sequence[Match]) -> list[Match]:
    first: dict[int, Match] = {}
    for match in matches:
        first.setdefault(document_of(match.key), match)
    return list(first.values())


def _with_others(
    finding: Finding, best: Sequence[Match], ranked: Sequence[Match], order: Order
) -> list[Hit]:
    """Each document's best, with its next best; scored and sorted as in `ranked`."""
    numbers = tuple(document_of(match.key) for match in best)
    if not numbers:
        return []
    matching = _matching_in(finding, numbers, order)
    duplicates = finding.duplicates
    found = as_ranked(matching, ranked)
    members = duplicates.members(found, order)
    found = duplicates.without_copies(found, duplicates.collapsed(ranked), members)
    others = _others(found, best)
    shown = [
        match for one, number in zip(best, numbers, strict=True) for match in (one, *others[number])
    ]
    hits = finding.shown.hits(shown, members)
    counts = Counter(document_of(match.key) for match in found)
    return [
        replace(
            hits[match],
            others=tuple(map(hits.__getitem__, others[number])),
            more=counts[number] - 1,
        )
        for match, number in zip(best, numbers, strict=True)
    ]


def _matching_in(finding: Finding, numbers: tuple[int, ...], order: Order) -> Sequence[Match]:
    """What matches in some documents."""
    finding.budget.require(finding.cost + len(numbers) * SHOWN)
    clause = BooleanClause(must=(finding.clause, DocumentClause(numbers)))
    finding.budget.charge(cost(clause, finding.reader))
    return finding.reader.search(clause, _MOST_COUNTED, order, finding.budget).best


def _others(found: Sequence[Match], best: Sequence[Match]) -> dict[int, list[Match]]:
    """The next best of each document, by its number."""
    chosen = {match.key for match in best}
    others: dict[int, list[Match]] = {document_of(match.key): [] for match in best}
    for match in found:
        of_document = others[document_of(match.key)]
        if match.key not in chosen and len(of_document) < MAX_OTHERS:
            of_document.append(match)
    return others
