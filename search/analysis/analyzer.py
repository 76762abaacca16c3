"""The analyzer: a tokenizer and a chain of filters, run once for each spelling."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import chain
from typing import Any

from .bulk import Bulk, in_batches
from .capitals import NAME, mark_names, starts_of_names
from .characters import FIRST_IDEOGRAPH
from .context import (
    depends,
    is_marked,
    marked,
    runs,
    stretches,
    to_be_marked,
    without_marks,
)
from .lookup import Lookup, Read
from .memory import Memory
from .plain_compounds import Compound, terms_of_compounds
from .terms import Row, Terms, joined, terms_of
from .token import Token
from .tokenizer import ONE_RUN, RUN
from .wanted_terms import WantedTerms

#: A filter takes the words of one run and gives those that it leaves.
Filter = Callable[[list[Token]], list[Token]]
#: What takes many runs and gives the terms of those that it knows.
Together = Callable[[Iterable[str]], Mapping[str, Row]]
#: What takes many runs and gives the tokens of those that it knows.
TokensTogether = Callable[[Iterable[str]], Mapping[str, tuple[Token, ...]]]
#: What takes many runs and gives the parts of those that it knows.
Compounds = Callable[[Iterable[str]], Mapping[str, Compound]]

#: Bytes for the terms of pieces (what stands between spaces): for queries and what they show,
#: and for whole collections, in each process; and for those of runs.
_BUDGET = 24 << 20
_BUDGET_IN_BULK = 96 << 20
_BUDGET_OF_RUNS = 12 << 20
#: Bytes for the tokens of runs and of pieces.
_BUDGET_OF_TOKENS = 8 << 20
_PIECE = re.compile(r"\S+")
#: What filters that cut leave unsettled of most words.
_BARE = Token("", 0, 0)[3:]
#: A letter that is an apostrophe.
_LETTER_APOSTROPHE = "\u02bc"


class Analyzer:
    """Turns text into tokens, the same for documents and queries.

    cutting: filters that find the words in a run; a run of letters alone is one word, and
        spared them
    naming: filters that settle the form and the stem of each word
    revision: what the terms depend on, as text
    together: what all of them make of those of many runs that it knows (`plain.py`)
    tokens_together: the same as tokens
    compounds: the parts of those of many runs that it knows (`plain_compounds.py`)
    budget: bytes for what is remembered of pieces

    A filter sees nothing but one run (`tokenizer.RUN`), so what it makes of a spelling is
    remembered: a word seen before costs one look in a dictionary.
    """

    def __init__(
        self,
        cutting: Sequence[Filter],
        naming: Sequence[Filter],
        revision: str,
        together: Together = lambda _: {},
        compounds: Compounds = lambda _: {},
        tokens_together: TokensTogether = lambda _: {},
        budget: int = _BUDGET,
    ) -> None:
        self._cutting = cutting
        self._naming = naming
        self._revision = revision
        self._together = together
        self._compounds = compounds
        self._tokens_together = tokens_together
        self._budget = budget
        self._tokens = Memory(self._tokens_of_runs, _BUDGET_OF_TOKENS)
        self._run_terms = Memory(self._terms_of_runs, _BUDGET_OF_RUNS)
        self._piece_terms = Memory(self._terms_of_pieces, budget)
        self._piece_tokens = Memory(_each(self.tokens), _BUDGET_OF_TOKENS)
        self._lookup = Lookup(self._piece_terms, self._tokens, self._piece_tokens)
        #: Changes whenever the same text may give other terms.
        self.fingerprint = hashlib.sha256(revision.encode()).hexdigest()[:16]

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process, for bulk, it is made anew, once, with a memory of its own."""
        filters = tuple(self._cutting), tuple(self._naming)
        together = self._together, self._compounds, self._tokens_together
        return _remade, (*filters, self._revision, *together)

    def tokens(self, text: str) -> list[Token]:
        """The words of `text` in order, stop words included."""
        return [
            token.shifted(start)
            for start, run in runs(text, set(starts_of_names(text)))
            for token in self._tokens[run]
        ]

    def learn(self, texts: Iterable[str]) -> None:
        """Analyse what is new in some texts together, which takes a fifth of the time; their
        tokens will be asked for next.
        """
        self._tokens.learn(run.group() for text in texts for run in RUN.finditer(text))

    def tokens_of_names(self, text: str) -> list[Token]:
        """As `tokens`, where small words in capitals are names whatever is around them."""
        return [
            token.shifted(run.start())
            for run in RUN.finditer(text)
            for token in self._tokens[NAME + run.group()]
        ]

    def tokens_like(self, texts: Sequence[str], wanted: WantedTerms) -> list[list[Token]]:
        """Of each text those of its `tokens` that are wanted; and perhaps others. Many times
        faster, since most are none: of texts that are read once.
        """
        return [
            [token.shifted(begins) for begins, tokens in found for token in tokens]
            for batch in in_batches(texts)
            for found in self._lookup.words_like(batch, wanted, _as_they_are, are_new=True)
        ]

    def words_like(
        self,
        texts: Sequence[str],
        wanted: WantedTerms,
        read: Callable[[Sequence[Token]], Read],
    ) -> list[list[tuple[int, Read]]]:
        """What is made of the same words, with the place from which their own are counted: of texts
        that are read again.

        read: what makes it, of the same words seldom more than once
        """
        return [
            found
            for batch in in_batches(texts)
            for found in self._lookup.words_like(batch, wanted, read)
        ]

    @cached_property
    def bulk(self) -> Bulk:
        """The same of many texts at once, as numbers; not for several threads."""
        return Bulk(self._terms_of_pieces, self._terms_of_runs, self._budget)

    def terms(self, text: str) -> Terms:
        """What `tokens` gives, as an engine indexes it; many times faster.

        What stands between spaces is looked up whole, unless it may go beyond one or mean
        something else for what is around it.
        """
        pieces = text.split()
        self._piece_terms.learn(pieces)
        rows = list(map(self._piece_terms.__getitem__, pieces))
        forms, stems, spellings = joined(rows)
        if not is_marked(forms):
            return Terms(forms, stems, spellings)
        if depends(text, forms):
            forms, stems, spellings = joined(self._closely(text, rows))
        return Terms(without_marks(forms), stems, spellings)

    def _closely(self, text: str, rows: list[Row]) -> Iterator[Row]:
        """The terms of a text's pieces, but for those that the ones around them change."""
        place = 0
        for first, past, found in stretches(text, [one.start() for one in _PIECE.finditer(text)]):
            yield from rows[place:first]
            yield from map(self._run_terms.__getitem__, found)
            place = past
        yield from rows[place:]

    def _tokens_of_runs(self, runs: Set[str]) -> dict[str, tuple[Token, ...]]:
        tokens = dict(self._tokens_together(runs))
        return tokens | {run: self._analyse(run) for run in runs - tokens.keys()}

    def _analyse(self, run: str) -> tuple[Token, ...]:
        tokens = self._named(self._cut(run.lstrip(NAME)))
        return tuple(mark_names(tokens) if run[0] == NAME else tokens)

    def _cut(self, run: str) -> list[Token]:
        tokens = [Token(run, 0, len(run))]
        if not _is_one_word(run):
            for cut in self._cutting:
                tokens = cut(tokens)
        return tokens

    def _named(self, tokens: list[Token]) -> list[Token]:
        for name in self._naming:
            tokens = name(tokens)
        return tokens

    def _terms_of_pieces(self, pieces: Set[str]) -> dict[str, Row]:
        one_run = ONE_RUN.findall("\n".join(pieces))
        self._run_terms.learn(run for _, run in one_run)
        terms = {piece: self._run_terms[run] for piece, run in one_run}
        for piece in pieces - terms.keys():
            terms[piece] = joined(map(self._run_terms.__getitem__, RUN.findall(piece)))
        for piece in to_be_marked(pieces):
            terms[piece] = marked(piece, terms[piece])
        return terms

    def _terms_of_runs(self, runs: Set[str]) -> dict[str, Row]:
        """Those that have to be cut are cut one by one; their words are looked up as runs."""
        terms = dict(self._together(runs))
        compounds = self._compounds(runs - terms.keys())
        self._run_terms.learn(chain.from_iterable(one.parts for one in compounds.values()))
        terms |= terms_of_compounds(compounds, self._run_terms)
        cut = {run: self._cut(run) for run in runs - terms.keys() if run[0] != NAME}
        self._run_terms.learn(
            token.text for run, tokens in cut.items() for token in tokens if _is_bare(token, run)
        )
        for run, tokens in cut.items():
            terms[run] = joined(self._terms_of_token(token, run) for token in tokens)
        for run in runs - terms.keys():
            terms[run] = terms_of(self._analyse(run))
        return terms

    def _terms_of_token(self, token: Token, run: str) -> Row:
        return (
            self._run_terms[token.text] if _is_bare(token, run) else terms_of(self._named([token]))
        )


def _as_they_are(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens


def _each(make: Callable[[str], Any]) -> Callable[[Set[str]], dict[str, Any]]:
    return lambda keys: {key: make(key) for key in keys}


def _is_one_word(run: str) -> bool:
    return run.isalpha() and max(run) < FIRST_IDEOGRAPH and _LETTER_APOSTROPHE not in run


def _is_bare(token: Token, run: str) -> bool:
    """Whether a word that was cut from a run is what it would be alone."""
    return token[3:] == _BARE and token.text != run and _is_one_word(token.text)


@cache
def _remade(
    cutting: tuple[Filter, ...],
    naming: tuple[Filter, ...],
    revision: str,
    together: Together,
    compounds: Compounds,
    tokens_together: TokensTogether,
) -> Analyzer:
    made_of = cutting, naming, revision, together, compounds, tokens_together
    return Analyzer(*made_of, _BUDGET_IN_BULK)
