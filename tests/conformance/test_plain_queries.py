"""What most queries ask, over enough paragraphs for long lists: a few words, in texts and titles.

Engines leave most of long lists unread; what is best, and how much there is, is the reference's.
"""

import random
from collections.abc import Iterable

import pytest
from conformance.reference import Reference
from conformance.test_contract import Build

from search.engines.base import Entry, Reader, document_of, ordinal_of, paragraph_key
from search.query.clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    DocumentClause,
    LeadClause,
    TermClause,
)

PARAGRAPHS, QUERIES = 2400, 60
#: In how many paragraphs of a hundred each word is: a few in most, most in few (Zipf's law).
CHANCES = {f"m{number}": 80 / number for number in range(1, 40)} | {"unique": 0.05}
Query = tuple[Clause, Clause]


def entries() -> list[Entry]:
    chance = random.Random(2)
    return [_entry(chance, number) for number in range(PARAGRAPHS)]


def _entry(chance: random.Random, number: int) -> Entry:
    document, ordinal = number // 4, number % 4 + 1
    titled = random.Random(document)
    text = " ".join(word for word in _words(chance) for _ in range(chance.choice((1, 1, 1, 4))))
    title = "" if document % 12 else " ".join(_words(titled)[-2:])
    terms = {"form": text, "stem": text, "title_stem": title}
    cluster = 1 + number % 10 if number < 30 else 1000 + number
    is_copy = 10 <= number < 30
    return Entry(
        paragraph_key(document, ordinal), terms, b"", 1, 1, cluster=cluster, is_copy=is_copy
    )


def _words(chance: random.Random) -> list[str]:
    return [word for word, percent in CHANCES.items() if chance.random() * 100 < percent]


def queries() -> list[Query]:
    chance = random.Random(3)
    words = list(CHANCES)
    return [query(_some(chance, words[:4]) + _some(chance, words)) for _ in range(QUERIES)]


def _some(chance: random.Random, words: list[str]) -> list[str]:
    return chance.sample(words, chance.randint(1, 2))


def query(words: list[str]) -> Query:
    """Words in texts; a title by itself finds the first paragraph. And what titles find alone."""
    text = tuple(
        BooleanClause(should=(TermClause("stem", word), TermClause("form", word, 0.2)))
        for word in words
    )
    title = tuple(TermClause("title_stem", word) for word in words)
    above = BooleanClause(must=(BooleanClause(should=title), LeadClause()))
    found = BooleanClause(should=(*text, ConstantClause(above)))
    besides = BooleanClause(must=(above,), must_not=(BooleanClause(should=text),))
    return BooleanClause(should=title, must=(found,)), besides


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(entries())


@pytest.fixture
def reader(build: Build) -> Reader:
    return build(entries())


def test_the_best_of_long_lists_are_found_and_all_are_counted(reader, reference) -> None:
    for clause, besides in queries():
        scores = reference.scores(clause)
        for limit in (1, 10, 66, 300):
            found = reader.search(clause, limit, counted=10_000, collapsed=True, besides=besides)
            expected = [score for _, score in reference.best(clause, limit)]
            assert [one.score for one in found.best] == pytest.approx(expected, abs=2e-4)
            assert [one.score for one in found.best] == pytest.approx(
                [scores[one.key] for one in found.best], abs=2e-4
            )
            assert found.total == len(scores)
            assert found.besides == len(reference.scores(besides))
            assert found.repeated == repeated(scores)


def repeated(keys: Iterable[int]) -> int:
    """How many say what another one of them says."""
    numbers = (4 * document_of(key) + ordinal_of(key) - 1 for key in keys)
    clusters = [number % 10 for number in numbers if number < 30]
    return len(clusters) - len(set(clusters))


def test_what_only_adds_to_scores_finds_nothing(reader, reference) -> None:
    """However many are found that score nothing."""
    for word, other in (("m1", "m2"), ("m2", "m1"), ("m3", "m30")):
        found = ConstantClause(TermClause("stem", word))
        titles = tuple(TermClause("title_stem", one) for one in (word, other))
        clause = BooleanClause(should=titles, must=(found,))
        for limit in (10, 700, PARAGRAPHS):
            matches = reader.search(clause, limit)
            assert matches.total == len(reference.scores(clause))
            assert [one.key for one in matches.best] == [
                key for key, _ in reference.best(clause, limit)
            ]


def test_a_word_finds_the_same_however_often_it_is_asked_for(reader) -> None:
    asked = [clause for clause, _ in queries()]
    once = [reader.search(clause, 20) for clause in asked]
    assert [reader.search(clause, 20) for clause in reversed(asked)] == once[::-1]


def test_what_is_found_among_few_documents_scores_what_it_scores_among_all(reader) -> None:
    documents = DocumentClause((3, 5, 7, 11, 13))
    for clause, _ in queries():
        narrowed = BooleanClause(must=(clause, documents))
        scores = {one.key: one.score for one in reader.search(clause, PARAGRAPHS).best}
        found = reader.search(narrowed, PARAGRAPHS).best
        assert {one.key: one.score for one in found} == pytest.approx(
            {
                key: score
                for key, score in scores.items()
                if document_of(key) in documents.documents
            },
            abs=2e-4,
        )
