"""Which documents aren't French.

French is told by its little words, in microseconds; only what lacks them is given to
langid's model, if it is installed (`alinea[formats]`).
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

FRENCH = "fr"
#: Characters that are looked at; fewer than the second prove nothing.
_SAMPLE, _ENOUGH = 2000, 60
_WORD = re.compile(r"[^\W\d_]+")
_LITTLE = frozenset(
    "le la les l un une des du de d et à au aux en dans pour par sur avec que qu qui ne pas "
    "est sont a ont se s ce cette ces il elle ils elles on nous vous je c n son sa ses plus "
    "mais ou où leur leurs été être fait comme tout".split()
)
#: Of the words of French text a third to a half are such; of Spanish or Italian a tenth or
#: less, since « la », « de », « a » are theirs too and most others are not.
_SHARE = 0.2
#: A catalogue has fewer of them: that will do where no word is another language's.
_LEAST = 0.05
#: So many times as many different ones as of those of others tell French: in Catalan, the
#: nearest, there are about twice as many.
_TIMES = 3
#: Characters that nearly always suffice: more cost more.
_BEGINNING = 400
#: Those that are hardly any other's: « les » and « des » are Catalan, « le » is Italian, « est »
#: and « qui » are Latin. Of the first a text has one, of the second three.
_ALONE = frozenset("du au aux dans pour avec sont cette une être été mais ils elle".split())
_OWN = _ALONE | frozenset("le les des qui est ce à".split())
_DISTINCT = 3
#: Little words of its neighbours, and of English, that French lacks (« il » is its own).
_FOREIGN = frozenset(
    "the of and to is with for was der die das und ist nicht mit von el los las y por una con del "
    "como i els amb van di che è della gli sono per e o do da não uma em com het een "
    "niet şi și este din pe dels es lo ed ha in ad cum sunt quod quae".split()
)
#: How sure the model has to be.
_SURE = 0.9


def language_of(texts: Iterable[str], declared: str = "") -> str:
    """The language (ISO 639-1), or "" for French and for what can't be told."""
    sample = _sample(texts)
    if is_french(sample):
        return ""
    if len(sample) < _ENOUGH:
        return ""
    if (model := _model()) is None:
        return _of(declared)
    found, probability = model.classify(sample[:_BEGINNING])
    if found == FRENCH or probability < _SURE:
        return ""
    return str(found)


def is_french(sample: str) -> bool:
    """Whether it has so many of the little words of French that it is no other language."""
    beginning = sample[:_BEGINNING]
    return _has_little_words(beginning) or _has_little_words(" ".join(_WORD.findall(sample)))


def _has_little_words(text: str) -> bool:
    """Of French; what stands beside punctuation is no word here, which costs little."""
    words = text.lower().replace("'", " ").replace("’", " ").split()
    if len(_LITTLE.intersection(words)) > _TIMES * len(_FOREIGN.intersection(words)):
        return True
    distinct = _OWN.intersection(words)
    if not distinct:
        return False
    little = sum(map(_LITTLE.__contains__, words))
    if little >= _SHARE * len(words) and (
        len(distinct) >= _DISTINCT or not distinct.isdisjoint(_ALONE)
    ):
        return True
    return little >= _LEAST * len(words) and _FOREIGN.isdisjoint(words)


def _sample(texts: Iterable[str]) -> str:
    found, size = [], 0
    for text in texts:
        found.append(text[: _SAMPLE - size])
        size += len(found[-1])
        if size >= _SAMPLE:
            break
    return " ".join(found)


def _of(declared: str) -> str:
    code = declared.strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isalpha() and code != FRENCH else ""


@cache
def _model() -> Any:
    try:
        from .language_model import MODEL
    except ModuleNotFoundError:
        return None
    return MODEL
