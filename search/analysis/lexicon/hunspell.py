"""The French dictionary of Hunspell: every inflection, of new words too (autrice, cheffe).

Dictionnaires français v7.0, Dicollecte contributors, MPL 2.0; Debian's `hunspell-fr`
installs it as /usr/share/hunspell/fr.dic and fr.aff. The format is that of hunspell(5).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .lexeme import Category, Lexeme

_CATEGORIES = {"nom": Category.NOUN, "v": Category.VERB, "adj": Category.ADJECTIVE}
_CATEGORY = re.compile(r"\bpo:(nom|adj|v(?=\d))")


@dataclass(frozen=True, slots=True)
class _Suffix:
    """One rule: what is stripped from a word that ends so, and what is added."""

    strip: str
    add: str
    condition: re.Pattern[str]

    def of(self, word: str) -> str | None:
        if not (self.condition.search(word) and word.endswith(self.strip)):
            return None
        return word[: len(word) - len(self.strip)] + self.add


def read_hunspell(path: Path) -> Iterator[Lexeme]:
    """The nouns, verbs and adjectives of `fr.dic`, each with what `fr.aff` makes of it."""
    rules = _suffixes(path.with_suffix(".aff"))
    for line in path.read_text("utf-8").splitlines()[1:]:
        entry, _, morphology = line.partition(" ")
        lemma, _, flags = entry.partition("/")
        found = _CATEGORY.findall(morphology)
        if not found:
            continue
        forms = {lemma: 0.0}
        for flag in re.findall("..", flags):
            forms |= {form: 0.0 for rule in rules[flag] if (form := rule.of(lemma))}
        yield Lexeme(lemma, _CATEGORIES[found[0]], forms)


def _suffixes(path: Path) -> defaultdict[str, list[_Suffix]]:
    """The suffix rules by flag (the prefixes are elided articles and pronouns)."""
    rules: defaultdict[str, list[_Suffix]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        match line.split():
            case ["SFX", flag, strip, add, condition, *_]:
                rules[flag].append(
                    _Suffix(
                        strip.replace("0", ""),
                        add.partition("/")[0].replace("0", ""),
                        re.compile(f"{condition}$"),
                    )
                )
    return rules
