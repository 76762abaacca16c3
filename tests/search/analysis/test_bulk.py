"""The terms of many texts at once are those of each."""

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import FRENCH, Analyzer
from search.analysis.bulk import Bulk
from search.analysis.pieces import PieceTable
from search.vocabulary import words_within

from .test_invariants import TEXTS, often

#: What the words around a piece have a say in, beside words that they haven't.
WORDS = st.lists(
    st.sampled_from(
        "12 345 000 h 18h30 30 J. K. (J. A. R & D D&D AIE A Y LE L'A L’AIE PARIS — mot mot, «mot» "
        "l'été porte-monnaie dit-il a-t-il S' +33 4 76 12 34 56 FR76 3000 H & G 7 l'A 380 TF x ×"
        " N'Diaye IIe 2ème".split()
    ),
    max_size=14,
)
AMONG_OTHERS = st.builds(
    lambda words, space: space.join([*words, ""]), WORDS, st.sampled_from([" ", "  "])
)


def bulk_terms(analyzer: Analyzer, texts: list[str]) -> list[tuple[list[str], ...]]:
    """Of each text its forms, stems and spellings."""
    lists = analyzer.bulk.lists_of_texts(texts)
    words = [one.split() for one in analyzer.bulk.numbers.packed(lists).texts()[1:]]
    forms, stems, spellings = (words[n : n + len(texts)] for n in range(0, len(words), len(texts)))
    return list(zip(forms, stems, spellings, strict=True))


def terms(text: str) -> tuple[list[str], ...]:
    return tuple(one.split() for one in FRENCH.terms(text))


@often
@given(st.lists(TEXTS | AMONG_OTHERS, min_size=1, max_size=6))
@example(["(l'été), «Étienne»", "nᵒ-a", "nº-a ʼaʼ", "ami(e), a' a'."])
@example(["J. A. Doria", "le R & D de 12 345 000 AIE", "", "12 - 345", "h 30", "18 h 30", '"h'])
def test_texts_analysed_together_are_as_one_by_one(texts):
    assert bulk_terms(FRENCH, texts) == list(map(terms, texts))


@pytest.mark.parametrize("budget", [0, 1 << 30], ids=["forgetting", "remembering"])
def test_what_is_forgotten_is_analysed_anew(budget):
    analyzer = pickle.loads(pickle.dumps(FRENCH))
    analyzer.__dict__["bulk"] = Bulk(analyzer._terms_of_pieces, analyzer._terms_of_runs, budget)
    for texts in (["L’été à Nîmes.", "11 000 fois"], ["À Nîmes, l'été", ""], ["L’été à Nîmes."]):
        assert bulk_terms(analyzer, texts) == list(map(terms, texts))


@pytest.mark.parametrize(
    "text", ["1 000 " * 50_000, "J. " * 100_000, "l'AIE " * 50_000, "4 x " * 50_000]
)
def test_text_made_to_be_slow_is_analysed_all_the_same(text):
    """Each of these is seconds of work for a rule that looks at all of it again and again."""
    (found,) = bulk_terms(FRENCH, [text])
    assert found[0] == [token.form for token in FRENCH.tokens(text)]


def test_each_piece_keeps_its_own_terms_whatever_spaces_are_between_them():
    rows = {"a": ("a  b", "", ""), "c": (" c", "c", ""), "d": ("d", "d", "")}
    table = PieceTable(lambda _: {}, lambda runs: {run: rows[run] for run in runs})
    pieces = words_within(["d", "a", "c"])
    lists = [column.lists(table.rows_of(pieces), pieces.past) for column in table.columns]
    assert table.numbers.packed(lists[:1]).texts() == ["", "d", "a b", "c"]
