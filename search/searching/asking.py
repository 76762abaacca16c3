"""What asking takes: a generation, the words that stand for one another, weights, and a budget."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from ..analysis import FRENCH, Analyzer
from ..errors import (
    IndexUnusableError,
    WordsError,
)
from ..query.budget import Admission, Budget
from ..query.rewrite import RewrittenWords, Weights
from ..query.synonyms import SynonymFile, Synonyms, expand
from ..query.tree import Language, Node
from .answer import Answer
from .collection import Collection
from .highlighting import Highlighter
from .recovery import Recovery
from .snapshot import Snapshot


class Asking(Collection):
    """Asks whatever generation is current.

    current: gives that generation, or raises IndexUnusableError
    snippet_size: characters
    synonyms: what words stand for one another, or None for nothing but themselves
    facets: names of metadata that what matches may be counted by
    seconds: that a search may take
    admission: who decides when a costly search may go on (see `budget.py`)
    recovery: who knows what to ask where that generation turns out to be damaged
    """

    def __init__(
        self,
        current: Callable[[], Snapshot],
        *,
        analyzer: Analyzer = FRENCH,
        weights: Weights | None = None,
        page_size: int = 10,
        snippet_size: int = 300,
        synonyms: SynonymFile | None = None,
        facets: Sequence[str] = (),
        seconds: float = 5.0,
        admission: Admission = nullcontext,
        recovery: Recovery | None = None,
    ) -> None:
        super().__init__(current, recovery)
        self._synonyms = synonyms
        self._analyzer = analyzer
        self._weights = weights or Weights()
        self.page_size = page_size
        self._snippet_size = snippet_size
        self._facets = tuple(facets)
        self._seconds = seconds
        self._admission = admission
        self._words: RewrittenWords | None = None

    @contextmanager
    def one_generation(self) -> Iterator[str]:
        """What this thread asks within is answered from the generation of now, and by the words of
        now, even if there are others meanwhile; their revision.
        """
        words = self._synonyms.held() if self._synonyms else nullcontext()
        with self._current.held() as snapshot, words:
            yield self._revision(snapshot)

    @property
    def generation(self) -> str:
        """The name of the current generation; another one whenever the index has changed."""
        return self._current().name

    @property
    def fault(self) -> IndexUnusableError | None:
        """Why it isn't the current generation that answers, or None where it is."""
        return self.recovery.fault

    @property
    def word_errors(self) -> Sequence[WordsError]:
        """The lines of `words.txt` that aren't understood."""
        return self._synonyms.errors if self._synonyms else ()

    @property
    def revision(self) -> str:
        """Changes whenever an answer may: with the generation, and with the words."""
        return self._revision(self._current())

    def _revision(self, snapshot: Snapshot) -> str:
        words = self._synonyms.current().revision if self._synonyms else ""
        return f"{snapshot.name} {words}"

    def _budget(self) -> Budget:
        return Budget(self._seconds, self._admission)

    def _answer(
        self,
        snapshot: Snapshot,
        tree: Node,
        budget: Budget,
        language: Language | None = None,
        *,
        shown_once: bool = True,
    ) -> Answer:
        size = self._snippet_size
        if synonyms := self._table():
            tree = expand(tree, synonyms)
        weights, analyzer = self._weights, self._analyzer
        return Answer(
            snapshot,
            tree,
            language,
            analyzer,
            weights,
            size,
            budget,
            shown_once=shown_once,
            words=self._words_of(snapshot),
        )

    def _table(self) -> Synonyms | None:
        """What words stand for one another, where that counts."""
        return self._synonyms.current() if self._synonyms and self._weights.synonym else None

    def _words_of(self, snapshot: Snapshot) -> RewrittenWords:
        """Those that are remembered of a generation; of the one before none are wanted."""
        known = self._words
        if known is None or known.index is not snapshot.reader:
            self._words = known = RewrittenWords(snapshot.reader)
        return known

    @property
    def _unlit(self) -> Highlighter:
        return Highlighter({}, {}, {}, self._analyzer)
