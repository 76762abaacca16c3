"""Many words analysed together are what they are one by one."""

from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import FRENCH, Analyzer
from search.analysis.abbreviations import ABBREVIATIONS
from search.analysis.french import CUTTING, NAMING
from search.analysis.plain import terms_of_plain, tokens_of_plain
from search.analysis.plain_compounds import plain_compounds
from search.analysis.stemming import OVERRIDES
from search.analysis.stopwords import FORMS, WORDS
from search.analysis.terms import terms_of

from .test_invariants import TEXTS, often

FRENCH_LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ"
#: What a rule is for, and any letters; as they are, as a sentence and a heading have them.
WORDS_OF_LETTERS = st.one_of(
    st.sampled_from(sorted({*WORDS, *FORMS, *ABBREVIATIONS, *OVERRIDES.words, *OVERRIDES.stems})),
    st.sampled_from(["XIXème", "ivème", "Vè", "Étatisme", "ETAT", "Ça", "ÇA", "Œuvre", "À", "A"]),
    st.text(FRENCH_LETTERS + FRENCH_LETTERS.upper(), min_size=1, max_size=60),
).flatmap(lambda word: st.sampled_from([word, word.capitalize(), word.upper()]))
#: The chain alone.
ONE_BY_ONE = Analyzer(CUTTING, NAMING, "")
ELIDED = st.sampled_from(["", "l’", "L'", "d'", "Qu'", "jusqu’", "presqu'", "quelqu'", "ç'", "s´"])
RUNS = st.one_of(
    st.tuples(ELIDED, WORDS_OF_LETTERS).map("".join),
    st.from_regex(r"\A[0-9]{1,12}[a-z°]?\Z"),
    st.text(st.characters(exclude_characters=" \n"), min_size=1, max_size=12),
)


@often
@given(st.lists(RUNS, max_size=12))
@example(["presqu'ile", "quelqu’une", "XIXème", "l'XIXème", "Dr", "l'St", "º", "ʼa", "été"])
def test_words_analysed_together_are_as_one_by_one(runs):
    for run, terms in terms_of_plain(runs).items():
        assert terms == terms_of(ONE_BY_ONE.tokens(run))
    for run, tokens in tokens_of_plain(runs).items():
        assert list(tokens) == ONE_BY_ONE.tokens(run)


def test_most_words_are_analysed_together():
    runs = ["avocat", "Étienne", "l’été", "MUSÉE", "cœur", "qu'elle"]
    assert list(terms_of_plain(runs)) == list(tokens_of_plain(runs)) == runs


def test_a_word_that_has_to_be_cut_or_spelt_out_is_not():
    assert terms_of_plain(["porte-monnaie", "R&D", "XIXème", "Mme", "presqu'île", "東京"]) == {}


#: Words of grammar, of inclusive writing and any others, with hyphens.
PARTS = st.one_of(
    WORDS_OF_LETTERS,
    st.sampled_from(
        "est dit a t il elle je ce on vous là e es s x le la trice ive sous non demi porte St Mme "
        "auto école week end beau belle étudiant étudiante XIX ème c'est dire".split()
    ),
)
COMPOUNDS = st.tuples(ELIDED, st.lists(PARTS, min_size=2, max_size=4).map("-".join)).map("".join)


@often
@given(st.lists(COMPOUNDS, max_size=8))
@example(["c'est-à-dire", "est-ce", "dit-il", "a-t-il", "sous-sol", "étudiant-e-s", "l'auto-école"])
@example(["auto-auto", "porte-monnaie", "St-Nicolas", "beau-belle", "sous-sous", "XIX-XXème"])
@example(["l’St-abatteuse", "l’abatteuse-St", "l’Ier-abatteuse"])
def test_compounds_analysed_together_are_as_one_by_one(runs):
    for run, terms in FRENCH._terms_of_runs(set(runs)).items():
        assert terms == terms_of(FRENCH._analyse(run))


def test_most_compounds_are_analysed_together():
    runs = ["porte-monnaie", "Nord-Coréens", "l’auto-école", "arc-en-ciel", "sous-sol"]
    assert list(plain_compounds(runs)) == runs


@often
@given(st.lists(TEXTS, max_size=5))
@example(["(l'été), «Étienne»", "nᵒ-a", "nº-a ʼaʼ", "ami(e), a' a'."])
def test_texts_analysed_together_are_as_one_by_one(texts):
    for text in texts:
        forms = " ".join(token.form for token in FRENCH.tokens(text))
        assert FRENCH.terms(text).forms == forms
