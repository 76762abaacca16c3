"""What to light in a text, and which part of it to show.

The query says what matched, never the engine, so all engines light alike: a word lights
every inflection, a phrase lights where it is the phrase and as one span, a prefix and a
mistyped word light what they stand for, an excluded word nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .analysis import Analyzer, Token, accents_asked, form_tells, needs_accent
from .model import Snippet, Span
from .query.tree import Exact, Fuzzy, Leaf, Phrase, Prefix
from .sentences import sentence_before, sentence_starts

_ELLIPSIS = "…"


class Highlighter:
    """Lights the words of one query.

    wanted: what was searched, with the rarity of each; the snippet shows the rarest
    expansions: the forms that a mistyped word stands for
    """

    def __init__(
        self,
        wanted: Mapping[Leaf, float],
        expansions: Mapping[Leaf, frozenset[str]],
        analyzer: Analyzer,
    ) -> None:
        self._analyzer = analyzer
        self._rarity = tuple(wanted.values())
        leaves = list(enumerate(wanted))
        self._in_titles = _Pattern(leaves, expansions)
        self._in_texts = _Pattern(
            [(n, leaf) for n, leaf in leaves if not leaf.title_only], expansions
        )

    def light(self, text: str, *, is_title: bool = False) -> Snippet:
        """The whole text. What is asked for in titles only lights titles only."""
        pattern = self._in_titles if is_title else self._in_texts
        return Snippet(text, _merged(pattern.lights(self._analyzer, text)))

    def snippet(self, text: str, size: int) -> Snippet:
        """About `size` characters with the most distinct and rarest matches.

        Begins and ends at a sentence if one is near, else at a word, with « … » where
        text is left out. A text that is hardly longer is shown whole.
        """
        lights = list(self._in_texts.lights(self._analyzer, text))
        spans = _merged(lights)
        if len(text) <= size + size // 4:
            return Snippet(text, spans)
        start, end = self._window(text, lights, size)
        before = f"{_ELLIPSIS} " if start else ""
        after = f" {_ELLIPSIS}" if end < len(text) else ""
        shift = len(before) - start
        inside = (span for span in spans if start <= span.start and span.end <= end)
        shifted = tuple(Span(span.start + shift, span.end + shift) for span in inside)
        return Snippet(before + text[start:end] + after, shifted)

    def _window(self, text: str, lights: "Sequence[_Light]", size: int) -> tuple[int, int]:
        """The part of `text` to show: the best of those that begin near a match."""
        cuts = _Cuts(text, size)
        candidates = sorted({0, *(cuts.start_near(light.span.start) for light in lights)})
        best = max(candidates, key=lambda start: (self._score(lights, start, size), -start))
        return best, cuts.end_near(best)

    def _score(self, lights: "Sequence[_Light]", start: int, size: int) -> float:
        """The rarity of the distinct leaves inside; their number decides between equals."""
        end = start + size
        inside = [light for light in lights if start <= light.span.start and light.span.end <= end]
        distinct = sum(self._rarity[leaf] for leaf in {light.leaf for light in inside})
        return distinct + len(inside) / 1000


class _Light(NamedTuple):
    """A span with the leaf that lit it, by number."""

    span: Span
    leaf: int


class _Pattern:
    """What to look for in the words of a text, prepared once for a query."""

    def __init__(
        self, leaves: Sequence[tuple[int, Leaf]], expansions: Mapping[Leaf, frozenset[str]]
    ) -> None:
        self._forms: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._accents: dict[str, int] = {}
        self._joined: dict[str, int] = {}
        self._accented: set[str] = set()
        self._prefixes: list[tuple[str, int]] = []
        self._sequences: list[tuple[Leaf, int]] = []
        for number, leaf in leaves:
            self._add(leaf, number, expansions.get(leaf, frozenset()))

    def lights(self, analyzer: Analyzer, text: str) -> Iterator[_Light]:
        """Where a compound stands as such, its parts elsewhere in the text stay dark."""
        together = set()
        if self._sequences:
            tokens = analyzer.tokens(text)
        else:
            prefixes = tuple(prefix for prefix, _ in self._prefixes)
            forms = self._forms.keys() | self._accented
            tokens = analyzer.tokens_like(text, forms, self._stems.keys(), prefixes)
        for leaf, number in self._sequences:
            for span in _sequences(leaf, tokens):
                together.add(number)
                yield _Light(span, number)
        for token in tokens:
            leaf_of = self._leaf_of(token)
            if leaf_of is not None and leaf_of not in together:
                yield _Light(Span(token.start, token.end), leaf_of)
            yield from self._of_one_word(token)

    def _of_one_word(self, token: Token) -> Iterator[_Light]:
        """What is written as one word here and as several there, or for both genders."""
        if token.stem in self._joined and not token.stop:
            yield _Light(Span(token.start, token.end), self._joined[token.stem])
        for stem in token.also:
            if (number := self._stems.get(stem, self._joined.get(stem))) is not None:
                yield _Light(Span(token.start, token.start + token.reach), number)

    def _add(self, leaf: Leaf, number: int, expanded: frozenset[str]) -> None:
        *whole, last = leaf.tokens
        match leaf:
            case Phrase() | Exact() if whole:
                self._sequences.append((leaf, number))
                return
            case Exact():
                self._add_exact(last, number)
            case Prefix():
                self._prefixes.append((last.form, number))
            case Fuzzy():
                self._forms |= dict.fromkeys(expanded, number)
            case _:
                if whole:
                    self._sequences.append((leaf, number))
                self._joined |= dict.fromkeys(leaf.joined, number)
                whole = list(leaf.content)
        for token in whole:
            self._add_word(token, number)

    def _add_word(self, token: Token, number: int) -> None:
        if needs_accent(token):
            self._add_exact(token, number)
            return
        if not token.stop:
            for stem in (token.stem, *token.others):
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


def _sequences(leaf: Leaf, tokens: Sequence[Token]) -> Iterator[Span]:
    """Where the leaf's words follow one another: their forms, or for a word their stems."""
    same = _same_form if isinstance(leaf, (Phrase, Exact)) else _same_word
    length = len(leaf.tokens)
    for first in range(len(tokens) - length + 1):
        if all(map(same, leaf.tokens, tokens[first : first + length])):
            yield Span(tokens[first].start, tokens[first + length - 1].end)


def _same_form(wanted: Token, token: Token) -> bool:
    asked = accents_asked(wanted)
    return wanted.form == token.form and (not asked or token.accent in asked)


def _same_word(wanted: Token, token: Token) -> bool:
    return wanted.form == token.form or (
        wanted.stem == token.stem and not (wanted.stop or token.stop)
    )


def _merged(lights: "Sequence[_Light] | Iterator[_Light]") -> tuple[Span, ...]:
    """The spans in order; those that overlap become one."""
    merged: list[Span] = []
    for span in sorted(light.span for light in lights):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


class _Cuts:
    """Where a text may be cut to show `size` characters of it."""

    def __init__(self, text: str, size: int) -> None:
        self._text = text
        self._size = size
        self._sentences = sentence_starts(text)

    def start_near(self, offset: int) -> int:
        """The start of the sentence of `offset` if that is near, else of a word before it;
        not so late that less than `size` characters are left.
        """
        sentence = sentence_before(self._sentences, offset)
        if offset - sentence > self._size // 2:
            sentence = self._word_from(offset - self._size // 4, offset)
        latest = len(self._text) - self._size
        if sentence <= latest:
            return sentence
        earlier = bisect_left(self._sentences, latest)
        if earlier < len(self._sentences) and self._sentences[earlier] <= sentence:
            return self._sentences[earlier]
        return self._word_from(latest, sentence)

    def end_near(self, start: int) -> int:
        """At most `size` characters on: a sentence's end in the last two fifths, else a word's."""
        end = start + self._size
        if end >= len(self._text):
            return len(self._text)
        sentence = self._sentences[bisect_right(self._sentences, end) - 1]
        if sentence - start < self._size * 3 // 5:
            space = self._text.rfind(" ", start + 1, end + 1)
            sentence = space if space > start else end
        return start + len(self._text[start:sentence].rstrip())

    def _word_from(self, offset: int, latest: int) -> int:
        """The first start of a word after `offset`, or `latest`."""
        space = self._text.find(" ", max(offset, 0), latest)
        return space + 1 if space >= 0 else latest
