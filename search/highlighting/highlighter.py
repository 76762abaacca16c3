"""What to light in a text, and which part of it to show.

The query says what matched, never the engine, so all engines light alike: a word lights
every form of its family, a phrase lights where it is the phrase and as one span, a prefix and a
mistyped word light what they stand for, an excluded word nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from .analysis import Analyzer, Token, accents_asked, form_tells, needs_accent
from .model import Snippet, Span
from .query.tree import Exact, Fuzzy, Leaf, Near, Phrase, Prefix, Synonym, Wildcard
from .query.wildcards import expression, is_pattern
from .sentences import sentence_before, sentence_starts

_ELLIPSIS = "…"


class Highlighter:
    """Lights the words of one query.

    wanted: what was searched, with the rarity of each; the snippet shows the rarest
    expansions: the forms that a mistyped word stands for
    families: for the stem of a word, the other stems that are the same word's
    """

    def __init__(
        self,
        wanted: Mapping[Leaf, float],
        expansions: Mapping[Leaf, frozenset[str]],
        families: Mapping[str, frozenset[str]],
        analyzer: Analyzer,
    ) -> None:
        self._analyzer = analyzer
        self._rarity = tuple(wanted.values())
        leaves = list(enumerate(wanted))
        in_texts = [(n, leaf) for n, leaf in leaves if not leaf.title_only]
        self._in_titles = _Pattern(leaves, expansions, families)
        self._in_texts = _Pattern(in_texts, expansions, families)

    def light(self, text: str, *, is_title: bool = False) -> Snippet:
        """The whole text. What is asked for in titles only lights titles only."""
        pattern = self._in_titles if is_title else self._in_texts
        return Snippet(text, _merged(pattern.lights(self._analyzer, text)))

    def snippet(self, text: str, size: int) -> Snippet:
        """About `size` characters with the most distinct and rarest matches.

        Begins and ends at a sentence if one is near, else at a word, with « … » where
        text is left out. A text that is hardly longer is shown whole. A phrase that goes
        on beyond the snippet is lit as far as that goes.
        """
        lights = list(self._in_texts.lights(self._analyzer, text))
        spans = _merged(lights)
        if len(text) <= size + size // 4:
            return Snippet(text, spans)
        start, end = self._window(text, lights, size)
        before = f"{_ELLIPSIS} " if start else ""
        after = f" {_ELLIPSIS}" if end < len(text) else ""
        shift = len(before) - start
        inside = [span for span in spans if span.start < end and start < span.end]
        shifted = tuple(
            Span(max(span.start, start) + shift, min(span.end, end) + shift) for span in inside
        )
        return Snippet(before + text[start:end] + after, shifted)

    def _window(self, text: str, lights: "Sequence[_Light]", size: int) -> tuple[int, int]:
        """The part of `text` to show: the best of those that begin near a match."""
        cuts = _Cuts(text, size)
        candidates = {0, *(cuts.start_near(light.span.start) for light in lights)}
        score = self._score
        if long := [light for light in lights if _is_long(light.span, size)]:
            candidates |= {cuts.word_start(light.span.start) for light in long}
            score = self._score_in_part
        best = max(candidates, key=lambda start: (score(lights, start, size), -start))
        return best, cuts.end_near(best)

    def _score(self, lights: "Sequence[_Light]", start: int, size: int) -> float:
        """The rarity of the distinct leaves inside; their number decides between equals."""
        end = start + size
        inside = [light for light in lights if start <= light.span.start and light.span.end <= end]
        distinct = sum(self._rarity[leaf] for leaf in {light.leaf for light in inside})
        return distinct + len(inside) / 1000

    def _score_in_part(self, lights: "Sequence[_Light]", start: int, size: int) -> float:
        """The same where phrases may be longer than a snippet: each counts for its share."""
        shares = [(light.leaf, _share(light.span, start, size)) for light in lights]
        shown: dict[int, float] = {}
        for leaf, share in shares:
            shown[leaf] = max(share, shown.get(leaf, 0.0))
        distinct = sum(self._rarity[leaf] * share for leaf, share in shown.items())
        return distinct + sum(share > 0 for _, share in shares) / 1000


def _is_long(span: Span, size: int) -> bool:
    return span.end - span.start > size // 2


def _share(span: Span, start: int, size: int) -> float:
    """How much of a match is seen from `start` on: all or nothing of a word, but a long
    phrase may go on beyond what is shown.
    """
    if start <= span.start and span.end <= start + size:
        return 1.0
    if not _is_long(span, size) or span.start < start:
        return 0.0
    return max(0, start + size - span.start) / (span.end - span.start)


class _Light(NamedTuple):
    """A span with the leaf that lit it, by number."""

    span: Span
    leaf: int


class _Pattern:
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
        self._sequences: list[tuple[Leaf, int]] = []
        for number, leaf in leaves:
            self._add(leaf, number, expansions.get(leaf, frozenset()))
        prefixes = tuple(prefix for prefix, _ in self._prefixes)
        forms = frozenset(self._forms.keys() | self._accented)
        self._terms = (forms, frozenset(self._stems), prefixes)

    def lights(self, analyzer: Analyzer, text: str) -> Iterator[_Light]:
        """Where a compound stands as such, its parts elsewhere in the text stay dark."""
        together = set()
        if self._sequences:
            tokens = analyzer.tokens(text)
        else:
            tokens = analyzer.tokens_like(text, *self._terms)
        for leaf, number in self._sequences:
            for span in self._spans(leaf, tokens):
                together.add(number)
                yield _Light(span, number)
        for token in tokens:
            leaf_of = self._leaf_of(token)
            if leaf_of is not None and leaf_of not in together:
                yield _Light(Span(token.start, token.end), leaf_of)
            if self._joined or token.also:
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
            case Phrase() | Exact() | Near() | Synonym() if whole:
                self._sequences.append((leaf, number))
                return
            case Exact():
                self._add_exact(last, number)
            case Prefix():
                self._prefixes.append((last.form, number))
            case Fuzzy() | Wildcard():
                self._forms |= dict.fromkeys(expanded, number)
            case _:
                if whole:
                    self._sequences.append((leaf, number))
                self._joined |= dict.fromkeys(leaf.joined, number)
                whole = list(leaf.content)
        for token in whole:
            if not is_pattern(token.form):
                self._add_word(token, number)

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

    def _spans(self, leaf: Leaf, tokens: Sequence[Token]) -> Iterator[Span]:
        """Where the leaf's words follow one another: their forms, or for a word its family.
        Of words near one another each is lit where it is.
        """
        if isinstance(leaf, Near):
            yield from _near(leaf, tokens)
            return
        same = _same_form if isinstance(leaf, (Phrase, Exact)) else self._same_word
        length = len(leaf.tokens)
        for first in range(len(tokens) - length + 1):
            if all(map(same, leaf.tokens, tokens[first : first + length])):
                yield Span(tokens[first].start, tokens[first + length - 1].end)

    def _same_word(self, wanted: Token, token: Token) -> bool:
        if wanted.form == token.form:
            return True
        if wanted.stop or token.stop:
            return False
        return token.stem == wanted.stem or token.stem in self._families.get(wanted.stem, ())


def _near(leaf: Near, tokens: Sequence[Token]) -> Iterator[Span]:
    """The words of every two that are near, if there are such of all."""
    places = [
        [place for place, token in enumerate(tokens) if _same_form(wanted, token)]
        for wanted in leaf.content
    ]
    found: set[int] = set()
    for one, other in combinations(places, 2):
        pairs = product(one, other)
        near = {pair for pair in pairs if 0 < abs(pair[0] - pair[1]) <= leaf.distance + 1}
        if not near:
            return
        found.update(*near)
    yield from (Span(tokens[place].start, tokens[place].end) for place in sorted(found))


def _same_form(wanted: Token, token: Token) -> bool:
    if is_pattern(wanted.form):
        return expression(wanted.form).fullmatch(token.form) is not None
    asked = accents_asked(wanted)
    return wanted.form == token.form and (not asked or token.accent in asked)


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

    def word_start(self, offset: int) -> int:
        """The start of what stands between spaces at `offset`."""
        return self._text.rfind(" ", 0, offset) + 1

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
