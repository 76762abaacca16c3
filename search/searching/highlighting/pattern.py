"""What to look for in a text: the words of a query, prepared once for all its texts."""

from collections.abc import Iterator, Mapping, Sequence

from ...analysis import Analyzer, Token, WantedTerms, accents_asked, form_tells, needs_accent
from ...query.tree import Exact, Fuzzy, Leaf, Near, Phrase, Prefix, Synonym, Wildcard
from ...query.wildcards import is_pattern
from .sequences import NearWords, Places, SideBySide, Wanted, WordSequence

#: Characters of a text, as in `Span`, with the leaf that lit them, by number: a plain tuple,
#: of which there are many.
Light = tuple[int, int, int]


class Pattern:
    """What to look for in the words of a text, prepared once for a query."""

    def __init__(
        self,
        leaves: Sequence[tuple[int, Leaf]],
        expansions: Mapping[Leaf, frozenset[str]],
        families: Mapping[str, frozenset[str]],
    ) -> None:
        self._families = families
        self._forms: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._accents: dict[str, int] = {}
        self._joined: dict[str, int] = {}
        self._accented: set[str] = set()
        self._prefixes: list[tuple[str, int]] = []
        self._sequences: list[tuple[WordSequence, int]] = []
        for number, leaf in leaves:
            self._add(leaf, number, expansions.get(leaf, frozenset()))
        prefixes = tuple(prefix for prefix, _ in self._prefixes)
        forms = frozenset(self._forms.keys() | self._accented)
        self._terms = WantedTerms(forms, self._stems.keys(), prefixes)
        # By identity, which is quicker than comparing; who has an entry keeps its words alive.
        self._known: dict[int, tuple[Sequence[Token], Sequence[Light]]] = {}

    def lights(self, analyzer: Analyzer, texts: Sequence[str]) -> list[list[Light]]:
        """All in each of some texts, in any order."""
        if self._sequences:
            return [list(self._beside_sequences(analyzer.tokens(text))) for text in texts]
        return [
            [
                (begins + start, begins + end, leaf)
                for begins, lights in words
                for start, end, leaf in lights
            ]
            for words in analyzer.words_like(texts, self._terms, self._lights_in)
        ]

    def _lights_in(self, tokens: Sequence[Token]) -> Sequence[Light]:
        known = self._known.get(id(tokens)) or self._look_at(tokens)
        return known[1]

    def _beside_sequences(self, tokens: Sequence[Token]) -> Iterator[Light]:
        """Where a compound stands as such, its parts elsewhere in the text stay dark."""
        together = set()
        places = Places(tokens)
        for sequence, number in self._sequences:
            for span in sequence.spans(places):
                together.add(number)
                yield (*span, number)
        for token in tokens:
            leaf = self._leaf_of(token)
            if leaf is not None and leaf not in together:
                yield token.start, token.end, leaf
            if self._joined or token.also:
                yield from self._of_one_word(token)

    def _look_at(self, tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Light]]:
        """The lights in words that come again in other texts, with these."""
        lights: list[Light] = []
        for token in tokens:
            leaf = self._leaf_of(token)
            if leaf is not None:
                lights.append((token.start, token.end, leaf))
            if self._joined or token.also:
                lights += self._of_one_word(token)
        self._known[id(tokens)] = tokens, lights
        return tokens, lights

    def _of_one_word(self, token: Token) -> Iterator[Light]:
        """What is written as one word here and as several there, or for both genders."""
        if token.stem in self._joined and not token.stop:
            yield token.start, token.end, self._joined[token.stem]
        for stem in token.also:
            if (number := self._stems.get(stem, self._joined.get(stem))) is not None:
                yield token.start, token.start + token.reach, number

    def _add(self, leaf: Leaf, number: int, expanded: frozenset[str]) -> None:
        *whole, last = leaf.tokens
        match leaf:
            case Phrase() | Exact() | Near() | Synonym() if whole:
                self._sequences.append((self._sequence(leaf), number))
                return
            case Exact():
                self._add_exact(last, number)
            case Prefix():
                self._prefixes.append((last.form, number))
            case Fuzzy() | Wildcard():
                self._forms |= dict.fromkeys(expanded, number)
            case _:
                if whole:
                    self._sequences.append((self._sequence(leaf), number))
                self._joined |= dict.fromkeys(leaf.joined, number)
                whole = list(leaf.content)
        for token in whole:
            if not is_pattern(token.form):
                self._add_word(token, number)

    def _sequence(self, leaf: Leaf) -> WordSequence:
        if isinstance(leaf, Near):
            return NearWords(leaf)
        by_form = isinstance(leaf, Phrase | Exact)
        return SideBySide([Wanted(token, by_form, self._families) for token in leaf.tokens])

    def _add_word(self, token: Token, number: int) -> None:
        if needs_accent(token):
            self._add_exact(token, number)
            return
        if not token.stop:
            stems = (token.stem, *token.others, *self._families.get(token.stem, ()))
            for stem in stems:
                self._stems.setdefault(stem, number)
        if token.stop or form_tells(token):
            self._forms.setdefault(token.form, number)

    def _add_exact(self, token: Token, number: int) -> None:
        asked = accents_asked(token)
        self._accents |= dict.fromkeys(asked, number)
        if asked:
            self._accented.add(token.form)
        else:
            self._forms.setdefault(token.form, number)

    def _leaf_of(self, token: Token) -> int | None:
        if token.text == ":":  # stands for the h of an hour, and isn't it
            return None
        number = self._forms.get(token.form)
        if number is None and not token.stop:
            number = self._stems.get(token.stem)
        if number is None and token.accent:
            number = self._accents.get(token.accent)
        if number is None and self._prefixes:
            found = (n for prefix, n in self._prefixes if token.form.startswith(prefix))
            number = next(found, None)
        return number
