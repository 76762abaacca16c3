"""What is looked for by its letters before it's analysed: nothing that is wanted is left out."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import FRENCH, WantedTerms, stem_form
from search.analysis.abbreviations import ABBREVIATIONS
from search.analysis.prefilter import beginnings, likely_pieces
from search.analysis.stemming import OVERRIDES

ROOTS = st.text("abcdefghijlmnopqrstuvxyz", min_size=1, max_size=8)
#: What Snowball changes or takes off, and what `stems.txt` reads otherwise.
ENDINGS = st.sampled_from(
    """e es ee ees ent ant ence ences emment amment ement ication ications icatif icative icateur
    icatrice ateur atrice trice trices teur euse euses eusement eux ive ives if ifs ivement ivite
    able ables ablement abilite abilites icite aux eaux al ale issement issant iere ieres ierement
    ier iers y ay oy uy ye ys ique iques isme iste logie logies usion ution ions ion aient erait
    enne onne ette elle eille ot otte idus enus os its ers irs gere geres""".split()
)
WORDS = st.one_of(
    st.builds("".join, st.tuples(ROOTS, ENDINGS)),
    st.builds("".join, st.tuples(ROOTS, ENDINGS, ENDINGS)),
    st.sampled_from([*OVERRIDES.words, *OVERRIDES.stems]),
)
#: Punctuation and what is elided, around a word and before it.
AROUND = st.sampled_from(["{}", "« {} »", "l’{}", "QU'{}", "({})", "…{}…", "d'{}.", "[{}];", "–{}"])
often = settings(deadline=None, max_examples=600)


def is_likely(text: str, forms: set[str], stems: set[str]) -> bool:
    begun = beginnings(forms, stems)
    return begun is None or bool(likely_pieces(text, begun)[1])


@often
@given(WORDS, AROUND)
@example("directrice", "{}")
@example("évidemment", "{}")
@example("yeux", "l'{}")
def test_any_word_is_likely_by_its_form_and_by_its_stem(word, around):
    text = around.format(word)
    for token in FRENCH.tokens(text):
        assert is_likely(text, {token.form}, set())
        assert is_likely(text, set(), {token.stem})


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_what_is_written_short_is_likely_by_the_whole_word(short):
    form = FRENCH.tokens(short)[0].form
    assert is_likely(f"{short} Nicolas", {form}, set())
    assert is_likely(f"{short} Nicolas", set(), {stem_form(form)})


@pytest.mark.parametrize(
    "piece",
    ["O.N.U.", "week-end", "aujourd’hui", "quelqu'un", "O'Brien", "prud'homme", "n°",
     "étudiant·e", "salarié(e)s", "étudiant/e", "Œuvre", "cœur", "ﬁn", "µg", "M&M", "50€",
     "a@b.fr", "J.", "東京", "e\u0301te\u0301", "anti\u00adgel", "C++", "Ψ", "🙂"],
)  # fmt: skip
def test_what_letters_alone_dont_tell_is_always_likely(piece):
    assert likely_pieces(f"un {piece} deux", [b" zzz"])[1] == [piece]


@pytest.mark.parametrize("piece", ["12km", "20ans", "Covid19", "18h30", "(5g)", "3-km", "1978km"])
def test_words_beside_figures_are_likely(piece):
    for token in FRENCH.tokens(piece):
        assert is_likely(f"un {piece} deux", {token.form}, set())
        assert is_likely(f"un {piece} deux", set(), {token.stem})


def test_where_likely_pieces_stand():
    text = "\u3000Les chats,\u202fun chien\net l’achat du Chat."
    starts, pieces = likely_pieces(text, [b" chat"])
    assert pieces == ["chats,", "Chat."]
    assert [
        text[start : start + len(piece)] for start, piece in zip(starts, pieces, strict=True)
    ] == pieces


@often
@given(st.text())
def test_pieces_are_those_between_spaces(text):
    starts, pieces = likely_pieces(text, [b" a", b" e"])
    assert set(pieces) <= set(text.split())
    for start, piece in zip(starts, pieces, strict=True):
        assert text[start : start + len(piece)] == piece


def test_every_space_is_one():
    for code in range(1 << 16):
        if chr(code).isspace():
            assert likely_pieces(f"a{chr(code)}b", [b" b"]) == ([2], ["b"])


def test_terms_with_signs_have_no_beginnings():
    assert WantedTerms({"c++"}, set()).beginnings is None
    assert WantedTerms({"1978"}, {"trait"}).beginnings is None
    assert WantedTerms({"traite"}, {"trait"}).beginnings == (b" trai",)


def test_a_form_is_all_of_a_plain_word_however_often_it_stands_there():
    text = "Non non NON, nonante ; l’anon non-lieu ! non"
    assert likely_pieces(text, beginnings({"non"}, set()) or ())[1] == [
        *("Non", "non", "NON,", "non-lieu", "non")
    ]
