"""Which words stand behind others: those that a pattern finds in texts without their accents."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import FRENCH, is_stop_form
from search.engines.base import Match
from search.searching.contexts import Behind, Contexts, Sources
from search.searching.followers import behind_pattern, places_of, written_in

GAP = r"[^\w']+(?:\w{1,2}')?"
WORDS = st.sampled_from(
    ["le", "l’", "la", "traité", "traite", "Traité,", "œuvre", "l'œuvre", "d'armes", "de", "d’",
     "été", "ÉTÉ.", "«", "…", "–", "11", "000", "c++", "\n", "'", "東京", "ſ", "Ĳ", "K"]
)  # fmt: skip
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=4)


def plain(text: str) -> str:
    text = text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode("ascii").lower()


def judged(texts: list[str], context: tuple[str, ...], prefix: str) -> list[str]:
    """One text after the other, each looked through for the words and what begins so."""
    pattern = re.compile(
        r"\b" + GAP.join([*map(re.escape, context), rf"({re.escape(prefix)}\w*)(?![\w'])"])
    )
    found: Counter[str] = Counter()
    having: dict[str, str] = {}
    for text in texts:
        for word in pattern.findall(plain(text)):
            found[word] += 1
            having.setdefault(word, text)
    best = sorted(found, key=lambda word: (-found[word], word))
    return [written(having[word], word) for word in best if not is_stop_form(word)]


def written(text: str, form: str) -> str:
    return next((token.text for token in FRENCH.tokens(text) if token.form == form), form)


@settings(deadline=None, max_examples=400)
@given(
    TEXTS,
    st.sampled_from([("le",), ("de", "la"), ("traite",), ("11",), ("la", "traite", "le")]),
    st.sampled_from(["l", "t", "tr", "oe", "0", "e", "armes", "c++", "d"]),
)
@example(["le le le le"], ("le",), "l")
@example(["le", "traité"], ("le",), "t")
@example(["a\n'\nb", "le traité", "le tr\n'\n"], ("le",), "t")
@example([], ("le",), "t")
@example(["le\x80 traité", "\x80'\nle t"], ("le",), "t")
def test_they_are_those_of_the_pattern(texts, context, prefix):
    texts = sorted(set(texts))
    spelt = "" if prefix.isalnum() else prefix
    places = places_of(texts, context[0], behind_pattern(context, spelt))
    found = Behind(places, is_all=True).beginning(prefix, 20)
    words = [written_in(texts[number], word) for word, number in found]
    assert words == judged(texts, context, prefix)


@pytest.mark.parametrize(("limit", "expected"), [(1, ["chat"]), (5, ["chat", "chien"])])
def test_the_most_frequent_come_first(limit, expected):
    texts = ["le chien et le chat", "le chat"]
    places = places_of(texts, "le", behind_pattern(("le",), ""))
    found = Behind(places, is_all=True).beginning("ch", limit)
    assert [word for word, _ in found] == expected


@pytest.mark.parametrize("addresses", [(7, 1 << 40), (None, None), ("eA==", "eQ==")])
def test_where_a_text_is_from_is_what_its_engine_needs_to_give_it(addresses):
    matches = [
        Match(key, 0.0, address) for key, address in zip((3, 1 << 62), addresses, strict=True)
    ]
    sources = Sources([(matches[0], 0), (matches[1], 5)])
    assert [sources[0], sources[1]] == [(matches[0], 0), (matches[1], 5)]


def test_contexts_asked_for_lately_are_remembered_within_the_budget():
    looked_up: list[str] = []

    def look_up(context):
        looked_up.append(context[0])
        return Behind([(f"mot{n}", n, n, 0) for n in range(100)], is_all=True)

    contexts = Contexts(look_up, budget=2 * look_up(("", (), "", "")).size)
    looked_up.clear()
    for field in "aabacab":
        contexts[field, (), "", ""]
    assert looked_up == ["a", "b", "c", "b"]
    assert contexts.size <= 2 * look_up(("", (), "", "")).size
