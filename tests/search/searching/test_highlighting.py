"""What is lit in a text, and what part of it is shown."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import FRENCH
from search.analysis.sentences import sentence_starts, sentences
from search.errors import QueryError
from search.model import Snippet
from search.query.parser import parse
from search.query.tree import leaves
from search.searching.highlighting import Highlighter
from search.searching.highlighting.cuts import Cuts
from search.searching.highlighting.passages import Passages

#: What wildcards stand for in some index.
KNOWN = {"d?s": frozenset({"des", "dos"}), "*tion": frozenset({"nation"})}


def highlighter(query: str, expansions: dict[str, set[str]] | None = None) -> Highlighter:
    asked = list(leaves(parse(query)))
    wanted = dict.fromkeys([leaf for leaf in asked if not leaf.is_stop] or asked, 1.0)
    expanded = {leaf: frozenset((expansions or {}).get(leaf.text, ())) for leaf in wanted}
    expanded |= {leaf: KNOWN[leaf.text] for leaf in wanted if leaf.text in KNOWN}
    return Highlighter(wanted, expanded, {}, FRENCH)


def lit(query: str, text: str, **expansions: set[str]) -> list[str]:
    (snippet,) = highlighter(query, expansions).light([text])
    return [piece for piece, matched in snippet.pieces() if matched]


def shown(asked: Highlighter, text: str, size: int) -> Snippet:
    (snippet,) = asked.snippets([text], size)
    return snippet


EXAMPLES = [
    # a stem lights the inflected word
    ("arme", "en manque d’armes, l'arme", ["armes", "arme"]),
    ("coréen", "Les Nord-Coréens et la Coréenne", ["Coréens", "Coréenne"]),
    ("travail", "des travaux", ["travaux"]),
    # without what is elided, with either apostrophe
    ("l'Ukraine", "Jusqu’à l’Ukraine, d'Ukraine", ["Ukraine", "Ukraine"]),
    ("l’avocat", "l'avocat", ["avocat"]),
    # as written, whatever the accents, ligatures and spaces
    ("oeuvre", "Son Œuvre", ["Œuvre"]),
    ("ETATS", "Les États", ["États"]),
    ("11000", "les 11'000, 11 000 et 11\u202f000", ["11'000", "11 000", "11\u202f000"]),
    ("ete", "un e\u0301te\u0301 chaud", ["e\u0301te\u0301"]),
    ("finance", "la ﬁnance", ["ﬁnance"]),
    # a phrase is one span, its stop words included, and only where it is the phrase
    (
        '"jour de la victoire"',
        'Le jour, la victoire ; jusqu\'"au jour de la victoire"',
        ["jour de la victoire"],
    ),
    ('"jour de la victoire"', "un jour de victoire", []),
    ('"les armes"', "l'arme, les armes", ["les armes"]),
    # exact forms
    ("=armes", "arme, armes", ["armes"]),
    # compounds: side by side as one, else each part
    ("nord-coréen", "des soldats nord-coréens", ["nord-coréens"]),
    ("nord-coréen", "un Coréen du Nord", ["Coréen", "Nord"]),
    # where it is near, and only there
    (
        '"traité russe"~3',
        "Le Russe lit un traité. Le traité lui plaît, au Russe.",
        ["Russe", "traité", "traité", "Russe"],
    ),
    ('"traité russe"~2', "Le Russe lit donc un traité, puis un autre. Un Russe court.", []),
    ('"traité de paix"~1', "traité de paix ; la paix", ["traité", "paix"]),
    ('"les les"~1', "les uns, les autres et les chats", ["les", "les"]),
    ('"cou cou"~1', "cou à cou, le cou", ["cou", "cou", "cou"]),
    # wildcards, alone and in a phrase
    ("d?s", "des dés, les dos", ["des", "dés", "dos"]),
    ("*tion", "la nation, nationale", ["nation"]),
    ('"jour de la vic*"', "le jour de la victoire, la victoire", ["jour de la victoire"]),
    ('"j?ur de l* victoire"', "le jour de la victoire", ["jour de la victoire"]),
    ("Choe Son-hui", "la cheffe Choe Son-hui", ["Choe", "Son-hui"]),
    # prefixes
    ("ukrain*", "Ukraine, ukrainien, Kiev", ["Ukraine", "ukrainien"]),
    # nothing that is excluded, no stop word, nothing that is asked of titles or dates
    ("Ukraine -Trump", "Trump et l'Ukraine", ["Ukraine"]),
    ("Ukraine SAUF (Trump OU Biden)", "Trump, Biden, Ukraine", ["Ukraine"]),
    ("traité de défense", "le traité de la défense", ["traité", "défense"]),
    ("titre:traité russe", "un traité russe", ["russe"]),
    ("date:2024 Trump", "Trump en 2024", ["Trump"]),
    # words that become a stop word without accents
    ("maïs", "mais le maïs", ["maïs"]),
    ("de", "de la mer", ["de"]),
]


@pytest.mark.parametrize(("query", "text", "expected"), EXAMPLES, ids=lambda v: str(v)[:30])
def test_what_matches_is_lit(query, text, expected):
    assert lit(query, text) == expected


def test_a_mistyped_word_lights_what_it_stands_for():
    assert lit("Zelenski~", "Zelensky à Kiev", Zelenski={"zelensky"}) == ["Zelensky"]


def test_in_a_title_what_is_asked_of_titles_is_lit():
    (title,) = highlighter("titre:traité russe").light(["Un traité russe"], are_titles=True)
    assert [piece for piece, matched in title.pieces() if matched] == ["traité", "russe"]


SENTENCE = "La neige est tombée sur les toits de la ville pendant toute la nuit. "
LONG = SENTENCE * 5 + "Un avocat parle du traité russe. " + SENTENCE * 5


def test_a_short_text_is_shown_whole():
    assert shown(highlighter("neige"), SENTENCE * 4, 300).text == SENTENCE * 4


def test_a_snippet_shows_the_match_between_whole_sentences():
    snippet = shown(highlighter("traité"), LONG, 300)
    assert snippet.text.startswith("… Un avocat parle")
    assert snippet.text.endswith("nuit. …")
    assert [piece for piece, matched in snippet.pieces() if matched] == ["traité"]
    assert len(snippet.text) <= 304


def test_a_snippet_from_the_beginning_has_no_dots_before_it():
    snippet = shown(highlighter("introuvable"), LONG, 300)
    assert snippet.text.startswith("La neige")
    assert snippet.text.endswith(" …")


def test_a_snippet_to_the_end_has_no_dots_behind_it():
    snippet = shown(highlighter("fin"), SENTENCE * 10 + "C’est la fin.", 300)
    assert snippet.text.startswith("… La neige")
    assert snippet.text.endswith("C’est la fin.")


def test_without_sentences_a_snippet_is_cut_at_words():
    text = "mot " * 200 + "cible " + "mot " * 200
    snippet = shown(highlighter("cible"), text, 300)
    assert set(snippet.text.split()) == {"…", "mot", "cible"}


@pytest.mark.parametrize("place", [0, 1, 3, 10])
def test_a_quoted_sentence_longer_than_a_snippet_is_shown_where_it_is(place):
    sentence = ", ".join(f"le grand parlementaire {n} et l’avocat" for n in range(10)) + "."
    text = SENTENCE * place + sentence + " " + SENTENCE * 8
    snippet = shown(highlighter(f'"{sentence}"'), text, 300)
    (lit_piece,) = (piece for piece, matched in snippet.pieces() if matched)
    assert lit_piece.startswith("le grand parlementaire 0")
    assert len(lit_piece) > 200
    assert snippet.text.endswith(" …")
    assert lit_piece in sentence


def test_a_phrase_of_two_thirds_of_a_snippet_is_shown_whole():
    phrase = " ".join(f"mo{n:02}" for n in range(40))
    text = SENTENCE * 5 + "Il y a longtemps que, disait-il à qui voulait bien l’entendre en ce "
    text += f"temps-là sur la place du marché ou bien ailleurs, {phrase} et puis voilà. "
    snippet = shown(highlighter(f'"{phrase}"'), text + SENTENCE * 5, 300)
    assert phrase in [piece for piece, matched in snippet.pieces() if matched]


def test_the_most_distinct_words_are_shown_rather_than_the_most():
    text = ("Le traité, le traité, le traité. " + SENTENCE * 8) + "Le traité russe. " + SENTENCE * 8
    assert "Le traité russe." in shown(highlighter("traité russe"), text, 300).text


def test_the_rarest_words_are_shown():
    text = "Le traité est signé. " + SENTENCE * 8 + "Le russe est parlé. " + SENTENCE * 8
    rare = {"traité": 1.0, "russe": 5.0}
    wanted = {leaf: rare[leaf.text] for leaf in leaves(parse("traité russe"))}
    assert "russe" in shown(Highlighter(wanted, {}, {}, FRENCH), text, 300).text


WORDS = st.sampled_from(
    ["le", "traité", "l’avocat", "d'armes", "nord-coréens", "11 000", "e\u0301te\u0301", "fin.",
     "Fin !", "\n", " ", "\u00a0", "mot" * 120, "«", "»", "東京", "M.", "…"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=200).map(" ".join), st.text(max_size=2000))
ASKED = st.sampled_from(
    [
        "traité",
        "avocat armes",
        '"le traité"',
        "nord-coréen",
        "tr*",
        "=fin mot*",
        "11000 été",
        "東京",
        '"avocat armes"~9',
        '"le tr*"',
        '"le traité avocat armes nord coréens 11000 été fin fin"',
    ]
)


@settings(deadline=None, max_examples=300)
@given(TEXTS, ASKED, st.integers(20, 400))
def test_a_snippet_is_a_part_of_the_text_and_its_spans_are_in_order(text, query, size):
    snippet = shown(highlighter(query), text, size)
    if snippet.text != text:
        inner = snippet.text.removeprefix("… ").removesuffix(" …")
        assert inner in text
    inside = (place for span in snippet.spans for place in (span.start, span.end))
    ends = [0, *inside, len(snippet.text)]
    assert ends == sorted(ends)
    assert "".join(piece for piece, _ in snippet.pieces()) == snippet.text
    lit_pieces = [piece for piece, matched in snippet.pieces() if matched]
    assert len(lit_pieces) == len(snippet.spans)  # none is empty, none touches nothing


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.integers(0, 2000), st.integers(60, 400))
def test_a_word_that_is_there_once_is_always_in_the_snippet(text, place, size):
    text = f"{text[:place]} cible {text[place:]}"
    assert shown(highlighter("cible"), text, size).spans


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.text(max_size=20))
def test_lighting_any_query_changes_no_character(text, query):
    try:
        (snippet,) = highlighter(query).light([text])
    except QueryError:
        return
    assert "".join(piece for piece, _ in snippet.pieces()) == text


#: Long, and without a word of `ASKED`.
OTHER = "Rien à voir ici, sinon des phrases quelconques. " * 40


@settings(deadline=None, max_examples=300)
@given(st.lists(TEXTS, max_size=4), ASKED, st.integers(20, 400))
def test_texts_shown_together_are_what_each_is_alone(texts, query, size):
    asked = highlighter(query)
    together = asked.snippets([OTHER, *texts, OTHER], size)[1:-1]
    assert together == [shown(asked, text, size) for text in texts]
    assert asked.light([*texts, OTHER, *texts])[: len(texts)] == [
        snippet for text in texts for snippet in asked.light([text])
    ]


@settings(deadline=None, max_examples=300)
@given(st.lists(TEXTS, max_size=4), ASKED, st.integers(20, 400))
def test_a_snippet_is_the_same_where_its_sentences_are_known(texts, query, size):
    asked = highlighter(query)
    long = [" ".join([text, OTHER, text]) for text in texts]
    starts = [tuple(sentence_starts(text)[1:]) for text in long]
    assert asked.snippets(long, size, starts) == asked.snippets(long, size)


@settings(deadline=None, max_examples=300)
@given(st.lists(TEXTS, max_size=4), ASKED, st.sampled_from(["", "titre:armes ", "titre:fin "]))
def test_a_page_is_lit_as_its_parts_are_alone(texts, query, in_title):
    asked = highlighter(in_title + query)
    others = [*texts[1:], *texts[:1]]
    assert list(asked.page(texts, [None] * len(texts), 60, texts, others, texts)) == list(
        zip(
            asked.snippets(texts, 60),
            asked.light(texts, are_titles=True),
            asked.light(others),
            asked.light(texts),
            strict=True,
        )
    )


LIGHTS = st.lists(
    st.tuples(st.integers(0, 1500), st.integers(1, 12), st.integers(0, 3)), max_size=40
)


@settings(deadline=None, max_examples=300)
@given(LIGHTS, st.lists(st.floats(0, 9), min_size=4, max_size=4), st.integers(60, 400))
@example(
    [(0, 1, 0), (0, 1, 3), (0, 2, 1), (49, 12, 0), (49, 12, 1), (49, 12, 3)],
    [1.1017024867906589, 7.249125148356698, 0.0, 1.1739029103986338],
    60,
)
def test_the_passage_shown_is_the_best_of_all_that_begin_near_a_match(found, rarity, size):
    lights = [(start, start + length, leaf) for start, length, leaf in found]
    (of_text,) = sentences([SENTENCE * 24])
    begins = sorted(start for start, _, _ in lights)
    starts = Cuts(SENTENCE * 24, size, of_text).starts_near(begins)

    def score(start):
        seen = [leaf for begin, end, leaf in lights if start <= begin and end <= start + size]
        return sum(rarity[leaf] for leaf in set(seen)) + len(seen) / 1000

    best, _ = Passages(rarity, size).best(SENTENCE * 24, of_text, lights)
    assert score(best) == pytest.approx(max(map(score, starts)))
    equal = [start for start in starts if score(start) == pytest.approx(score(best), abs=1e-9)]
    assert best == equal[0]
