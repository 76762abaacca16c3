"""What to light in a text, and which part of it to show.

The query says what matched, never the engine, so all engines light alike: a word lights
every form of its family, a phrase lights where it is the phrase and as one span, a prefix and a
mistyped word light what they stand for, an excluded word nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from ...analysis import Analyzer
from ...analysis.sentences import Sentences, sentence_starts
from ...model import Snippet, Span, span_of
from ...query.tree import Leaf
from .passages import Passages
from .pattern import Light, Pattern

_ELLIPSIS = "…"
#: Where all sentences of a text but the first begin; None where that isn't known.
Starts = Sequence[int] | None


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
        self._in_texts = Pattern(in_texts, expansions, families)
        self._in_titles = (
            self._in_texts
            if len(in_texts) == len(leaves)
            else Pattern(leaves, expansions, families)
        )

    def light(self, texts: Sequence[str], *, are_titles: bool = False) -> list[Snippet]:
        """The whole texts. What is asked for in titles only lights titles only; those that come
        again are lit once.
        """
        pattern = self._in_titles if are_titles else self._in_texts
        distinct = _distinct(texts)
        lit = _lit(distinct, pattern.lights(self._analyzer, distinct))
        return [lit[text] for text in texts]

    def page(
        self,
        texts: Sequence[str],
        sentences: Sequence[Starts],
        size: int,
        titles: Sequence[str],
        headings: Sequence[str],
        names: Sequence[str],
    ) -> Iterator[tuple[Snippet, Snippet, Snippet, Snippet]]:
        """Of each hit of a page the snippet of its text, and its title, its heading and what its
        file is called: all are looked through together, which takes hardly longer than the texts.

        sentences: of each text, where all but the first begin, if that is known
        """
        apart = self._in_titles is not self._in_texts
        distinct = _distinct([*headings, *names] if apart else [*titles, *headings, *names])
        lights = self._in_texts.lights(self._analyzer, [*texts, *distinct])
        snippets = self._cut_out(texts, size, lights[: len(texts)], sentences)
        lit = _lit(distinct, lights[len(texts) :])
        of_titles = self.light(titles, are_titles=True) if apart else map(lit.__getitem__, titles)
        return zip(
            snippets,
            of_titles,
            map(lit.__getitem__, headings),
            map(lit.__getitem__, names),
            strict=True,
        )

    def snippets(
        self, texts: Sequence[str], size: int, sentences: Sequence[Starts] = ()
    ) -> list[Snippet]:
        """Of each text about `size` characters with the most distinct and rarest matches.

        Begins and ends at a sentence if one is near, else at a word, with « … » where
        text is left out. A text that is hardly longer is shown whole. A phrase that goes
        on beyond the snippet is lit as far as that goes.

        sentences: of each text, where all but the first begin, if that is known
        """
        lights = self._in_texts.lights(self._analyzer, texts)
        return self._cut_out(texts, size, lights, sentences or [None] * len(texts))

    def _cut_out(
        self,
        texts: Sequence[str],
        size: int,
        lights: Sequence[Sequence[Light]],
        sentences: Sequence[Starts],
    ) -> list[Snippet]:
        longest = size + size // 4
        passages = Passages(self._rarity, size)
        return [
            _cut(text, *passages.best(text, _sentences(text, starts), found), found)
            if len(text) > longest
            else Snippet(text, _merged(found))
            for text, found, starts in zip(texts, lights, sentences, strict=True)
        ]


def _sentences(text: str, starts: Starts) -> Sentences:
    return Sentences(sentence_starts(text)[1:] if starts is None else starts)


def _distinct(texts: Sequence[str]) -> list[str]:
    """Those that aren't empty, each once."""
    return list(filter(None, dict.fromkeys(texts)))


def _lit(texts: Sequence[str], lights: Sequence[Sequence[Light]]) -> dict[str, Snippet]:
    """All of each text, and of none."""
    lit = {"": Snippet("")}
    for text, found in zip(texts, lights, strict=True):
        lit[text] = Snippet(text, _merged(found))
    return lit


def _cut(text: str, start: int, end: int, lights: Sequence[Light]) -> Snippet:
    """A part of a text, with what is lit in it."""
    before = f"{_ELLIPSIS} " if start else ""
    after = f" {_ELLIPSIS}" if end < len(text) else ""
    shift = len(before) - start
    inside = [
        (max(begin, start) + shift, min(past, end) + shift, leaf)
        for begin, past, leaf in lights
        if begin < end and start < past
    ]
    return Snippet(before + text[start:end] + after, _merged(inside))


def _merged(lights: Sequence[Light]) -> tuple[Span, ...]:
    """The spans in order; those that overlap become one."""
    found: list[Span] = []
    reached = 0
    for start, end, _ in sorted(lights):
        if start < reached:
            end = max(end, reached)
            found[-1] = span_of((found[-1].start, end))
        else:
            found.append(span_of((start, end)))
        reached = end
    return tuple(found)
