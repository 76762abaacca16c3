"""However the matches of a clause are cut, the parts together are all of them, in order, each once:
over several segments, with scores that only rounding makes equal, and with thousands of equals.
"""

from pathlib import Path

import pytest
from conformance.engines import EVERY, settings_for
from conformance.reference import all_clauses
from conformance.writing import add
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import (
    Engine,
    Entry,
    Match,
    Order,
    Reader,
    document_of,
    ordinal_of,
    paragraph_key,
)
from search.opening import engine
from search.query.clauses import BooleanClause, Clause, ConstantClause, PrefixClause, TermClause

#: Documents, the number of each being not its rank, and paragraphs of one.
DOCUMENTS, PARAGRAPHS = 120, 2
EQUALS = 5_000
WORDS = "le nord le sud la coree de nord en sud defense du nord uni unie unies".split()


def entry(document: int, ordinal: int) -> Entry:
    """Many are alike, some have the same words in another order."""
    n = document * PARAGRAPHS + ordinal
    words = [WORDS[n * place % 7 + place] for place in range(n % 3 + 1)]
    text = " ".join(words)
    day = 730_000 + n % 4 if n % 3 else 0
    terms = {"form": text, "stem": text}
    return Entry(paragraph_key(document, ordinal), terms, b"", day, day, added=n * 5 % 3)


def opened(tested: Engine, folder: Path, *, by_rank: bool) -> Reader:
    """Three segments, one of which has deleted paragraphs; or one."""
    writer = tested.create(folder)
    for document in range(DOCUMENTS):
        if by_rank and document in (40, 80):
            writer.commit()
            writer = tested.append(folder)
            writer.delete(document - 2)
        for ordinal in range(1, PARAGRAPHS + 1):
            add(writer, entry(document, ordinal))
    writer.commit()
    ranks = [(n * 7) % DOCUMENTS for n in range(DOCUMENTS)]
    return tested.open(folder, ranks if by_rank else None)


@pytest.fixture(scope="module", params=[True, False], ids=["segments", "one segment"])
def by_rank(request) -> bool:
    return request.param


@pytest.fixture(scope="module", params=EVERY)
def reader(request, by_rank, tmp_path_factory) -> Reader:
    tested = engine(request.param, settings_for(request, request.param))
    return opened(tested, tmp_path_factory.mktemp("parts"), by_rank=by_rank)


def place(key: int, *, by_rank: bool) -> tuple[int, int]:
    document = document_of(key)
    return (document * 7 % DOCUMENTS if by_rank else document, ordinal_of(key))


CLAUSES: tuple[Clause, ...] = (
    *all_clauses(["nord", "uni"]),
    ConstantClause(PrefixClause("form", "un"), 1.5),
    BooleanClause(
        should=(
            *(TermClause("form", word, 0.2) for word in ("uni", "unie", "unies")),
            ConstantClause(PrefixClause("form", "un"), 0.3),
        )
    ),
)


@settings(deadline=None, max_examples=60)
@given(clause=st.sampled_from(CLAUSES), size=st.integers(1, 60), order=st.sampled_from(list(Order)))
def test_the_parts_together_are_all_in_order_each_once(reader, by_rank, clause, size, order):
    whole = reader.search(clause, 1000, order)
    parts = [reader.search(clause, size, order, offset=n) for n in range(0, whole.total + 1, size)]
    assert [match for part in parts for match in part.best] == list(whole.best)
    assert {part.total for part in parts} == {len(whole.best)}

    def rank(match: Match) -> tuple[float, tuple[int, int]]:
        shown = entry(document_of(match.key), ordinal_of(match.key))
        leading = {
            Order.RELEVANCE: -match.score,
            Order.DATE: -shown.first_day,
            Order.OLDEST: shown.first_day or 10**6,
            Order.ADDED: -shown.added,
            Order.DOCUMENT: 0,
        }
        return leading[order], place(match.key, by_rank=by_rank)

    assert list(whole.best) == sorted(whole.best, key=rank)


@pytest.fixture(scope="module", params=EVERY)
def equals(request, tmp_path_factory) -> Reader:
    """Thousands of paragraphs with one text, in two segments, the last first by rank."""
    tested = engine(request.param, settings_for(request, request.param))
    folder = tmp_path_factory.mktemp("equals")
    half = EQUALS // 2
    for documents in (range(half), range(half, EQUALS)):
        writer = tested.append(folder) if documents.start else tested.create(folder)
        for document in documents:
            add(writer, Entry(paragraph_key(document, 1), {"form": "oui"}, b""))
        writer.commit()
    return tested.open(folder, ranks=[EQUALS - 1 - n for n in range(EQUALS)])


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize(
    "clause", [TermClause("form", "oui"), PrefixClause("form", "ou")], ids=["scored", "constant"]
)
def test_thousands_of_equals_follow_the_ranks(equals, clause, order):
    expected = list(reversed(range(EQUALS)))
    for offset in (0, 7, 2_490, 4_992):
        found = equals.search(clause, 10, order, offset=offset)
        assert [document_of(match.key) for match in found.best] == expected[offset : offset + 10]
        assert found.total == EQUALS


def test_beyond_the_last_there_is_nothing(reader):
    clause = TermClause("form", "nord")
    total = reader.search(clause, 1).total
    for offset in (total, total + 1, 10**6):
        found = reader.search(clause, 10, offset=offset)
        assert (found.total, list(found.best)) == (total, [])
