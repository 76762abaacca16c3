"""Alinéa without one of its decisions at a time, to see what each is worth."""

import unicodedata
from dataclasses import dataclass

import Stemmer

from search.analysis import FRENCH, Analyzer, Token
from search.analysis.folding import fold, fold_word
from search.analysis.french import CUTTING, SPELLING
from search.analysis.lexicon.make import HAND_MADE
from search.analysis.stemming import stem, stem_with
from search.analysis.stopwords import mark_stop_words
from search.query.rewrite import Weights

#: Snowball's own French list, as it is published with the stemmer.
SNOWBALL = frozenset(
    """au aux avec ce ces dans de des du elle en et eux il je la le leur lui ma mais me même
    mes moi mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes
    toi ton tu un une vos votre vous c d j l à m n s t y été étée étées étés étant suis es
    est sommes êtes sont serai seras sera serons serez seront serais serait serions seriez
    seraient étais était étions étiez étaient fus fut fûmes fûtes furent sois soit soyons
    soyez soient fusse fusses fût fussions fussiez fussent ayant eu eue eues eus ai as avons
    avez ont aurai auras aura aurons aurez auront aurais aurait aurions auriez auraient avais
    avait avions aviez avaient eut eûmes eûtes eurent aie aies ait ayons ayez aient eusse
    eusses eût eussions eussiez eussent""".split()
)


@dataclass(frozen=True)
class Variant:
    name: str
    weights: Weights = Weights()
    analyzer: Analyzer = FRENCH
    tasks: tuple[str, ...] = ("text", "titled")
    also_without_accents: bool = False


def without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _snowball_stop_words(tokens: list[Token]) -> list[Token]:
    return [token._replace(stop=token.text.lower() in SNOWBALL) for token in tokens]


def _no_stop_words(tokens: list[Token]) -> list[Token]:
    return [token._replace(stop=False) for token in tokens]


def _plain_stem(tokens: list[Token]) -> list[Token]:
    return [token._replace(stem=_snowball.stemWord(token.form)) for token in tokens]


def _stem_with_false_friends(tokens: list[Token]) -> list[Token]:
    return [token._replace(stem=stem_with(HAND_MADE, token.form)) for token in tokens]


def _stem_then_fold(tokens: list[Token]) -> list[Token]:
    """What most systems do: the stemmer sees the accents."""
    return [
        token._replace(
            form=fold_word(token.form or token.text),
            stem=fold_word(_snowball.stemWord((token.form or token.text).lower())),
        )
        for token in tokens
    ]


_snowball = Stemmer.Stemmer("french")

STEM_ONLY = Weights(form=0.0, heading_form=0.0, title_form=0.0)
FORM_ONLY = Weights(
    stem=0.0, form=1.0, heading_stem=0.0, heading_form=1.0, title_stem=0.0, title_form=1.0
)

VARIANTS = (
    Variant("as it is", also_without_accents=True),
    Variant("words alone, not what they mean", Weights(meaning=0.0), also_without_accents=True),
    Variant("what they mean at 1", Weights(meaning=1.0)),
    Variant("what they mean at 2", Weights(meaning=2.0)),
    Variant("stem only", STEM_ONLY),
    Variant("form only", FORM_ONLY),
    Variant("no synonyms", Weights(synonym=0.0)),
    Variant("forms at 0.3", Weights(form=0.3)),
    Variant("without families", Weights(family=0.0), also_without_accents=True),
    Variant("families at 0.02", Weights(family=0.02)),
    Variant("families at 0.05", Weights(family=0.05)),
    Variant("families at 0.1", Weights(family=0.1)),
    Variant("families at 0.3", Weights(family=0.3)),
    Variant(
        "with false friends",
        analyzer=Analyzer(
            CUTTING,
            (*SPELLING, fold, mark_stop_words, _stem_with_false_friends),
            revision="false friends",
        ),
        also_without_accents=True,
    ),
    Variant(
        "title worth as much as text", Weights(title_stem=1.0, title_form=0.2), tasks=("titled",)
    ),
    Variant("title not scored", Weights(title_stem=0.0, title_form=0.0), tasks=("titled",)),
    Variant(
        "Snowball's stop words",
        analyzer=Analyzer(
            CUTTING, (*SPELLING, fold, _snowball_stop_words, stem), revision="snowball stop"
        ),
    ),
    Variant(
        "no stop words",
        analyzer=Analyzer(CUTTING, (*SPELLING, fold, _no_stop_words, stem), revision="no stop"),
    ),
    Variant(
        "fold then stem, without stems.txt",
        analyzer=Analyzer(
            CUTTING, (*SPELLING, fold, mark_stop_words, _plain_stem), revision="plain"
        ),
        also_without_accents=True,
    ),
    Variant(
        "stem then fold, without stems.txt",
        analyzer=Analyzer(CUTTING, (*SPELLING, mark_stop_words, _stem_then_fold), revision="after"),
        also_without_accents=True,
    ),
)
