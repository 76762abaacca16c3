"""How many paragraphs have each value (`Reader.value_counts`), with every engine."""

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from conformance.reference import Reference
from conformance.writing import add

import search.engines.opensearch.values
import search.engines.tantivy.values
import search.engines.whoosh.reader
from search.engines.base import Engine, Entry, document_of, paragraph_key
from search.errors import TooManyValuesError
from search.query.clauses import BooleanClause, DocumentClause, EveryClause, TermClause
from search.wording.messages import speaking

#: What a value may be: what looks like a date, a number, a path, or has signs of ours.
VALUES = ("Émile Zola", "2024-11-05T00:00:00Z", "12", "a/b c/", "x=y", "{}", "\0", "日本", "a")


def entries(count: int) -> list[Entry]:
    chance = random.Random(7)
    return [
        Entry(
            paragraph_key(number, 1),
            {"form": " ".join(chance.sample(["un", "deux", "trois"], 2))},
            b"",
            values={
                "one": tuple(chance.sample(VALUES, chance.randint(0, 1))),
                "several": tuple(chance.sample(VALUES, chance.randint(0, 4))),
            },
        )
        for number in range(count)
    ]


def counted(them: Sequence[Entry], clause) -> dict[str, Counter[str]]:
    found = Reference(them).scores(clause)
    return {
        column: Counter(one for e in them if e.key in found for one in e.values.get(column, ()))
        for column in ("one", "several", "none")
    }


CLAUSES = (
    EveryClause(),
    TermClause("form", "deux"),
    BooleanClause(should=(TermClause("form", "un"),), must_not=(TermClause("form", "trois"),)),
    DocumentClause((3, 5, 300)),
    TermClause("form", "quatre"),
)


@pytest.mark.parametrize("clause", CLAUSES, ids=str)
def test_values_are_counted_among_what_matches(build, clause):
    them = entries(40)
    assert build(them).value_counts(clause, ("one", "several", "none")) == counted(them, clause)


def test_what_is_deleted_and_what_is_merged_is_counted_right(tested: Engine, tmp_path):
    them = entries(60)
    for begin in (0, 20, 40):
        writer = tested.append(tmp_path) if begin else tested.create(tmp_path)
        for entry in them[begin : begin + 20]:
            add(writer, entry)
        for number in range(begin - 15, begin - 5) if begin else ():
            writer.delete(number)
        writer.commit()
    gone = {*range(5, 15), *range(25, 35)}
    left = [one for one in them if document_of(one.key) not in gone]
    reader = tested.open(tmp_path)
    for clause in CLAUSES:
        assert reader.value_counts(clause, ("one", "several", "none")) == counted(left, clause)


def test_too_many_values_are_refused(build, monkeypatch):
    reader = build(entries(40))
    opensearch, tantivy = search.engines.opensearch.values, search.engines.tantivy.values
    for module in (opensearch, tantivy, search.engines.whoosh.reader):
        monkeypatch.setattr(module, "MAX_VALUES", 8)
    assert reader.value_counts(DocumentClause((1,)), ("several",))
    with speaking("en"), pytest.raises(TooManyValuesError, match="more than 8 values"):
        reader.value_counts(EveryClause(), ("several",))
