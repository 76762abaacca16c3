"""Queries drawn from a collection, one for each thing that can be asked, each of which finds
something in it.

Some documents all over the catalogue are looked at; the words of one passage of theirs, those that
stand in other passages too, are put together as somebody would who knows it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from ..analysis import FRENCH, Token
from ..engines.base import Order, Reader
from ..meaning import FRENCH_VECTORS
from ..model import DocumentInfo, Paragraph
from ..query.clauses import LANGUAGE_FIELD, DocumentClause
from ..query.columns import FOLDER, column_key
from ..query.synonyms import Synonyms
from ..query.unparse import narrowing
from .as_written import stored
from .snapshot import Snapshot

#: Documents that are looked at, paragraphs of each from its beginning, characters of each of these.
_DOCUMENTS, _PARAGRAPHS, _CHARACTERS = 10, 10, 600
#: Metadata that nobody asks for.
_UNTOLD = ("encoding", "attachments")
#: Letters of a word that says something, and its place among the words of French; words of a
#: phrase at the most.
_SHORTEST, _RANKS, _LONGEST_PHRASE = 5, range(400, 20_000), 5
#: Of the words of a French text so many are little ones, at the least.
_LITTLE_WORDS = 0.3


@dataclass(frozen=True, slots=True)
class Passage:
    """words: those that say something, in order; frequencies: paragraphs that have each"""

    text: str
    tokens: Sequence[Token]
    words: Sequence[Token]
    frequencies: Mapping[str, int]

    @property
    def worth(self) -> int:
        """How many words it has that stand in few other passages, but in some."""
        return len({one.form for one in self.words if self.frequencies[one.form] > 1})

    def best(self) -> list[Token]:
        """Its words, those first that stand in other passages too, then the rarest."""
        words = {one.form: one for one in self.words}
        told = self.frequencies
        return sorted(words.values(), key=lambda one: (told[one.form] < 2, told[one.form], one))


class Examples:
    """Those of one generation, each tried when it is first asked for.

    finds: whether a query finds something
    """

    def __init__(
        self, snapshot: Snapshot, finds: Callable[[str], bool], synonyms: Synonyms | None
    ) -> None:
        infos, passages = _looked_at(snapshot)
        self.generation = snapshot.name
        self._finds = finds
        self._drawn = dict(_candidates(snapshot, infos, passages))
        self._drawn |= dict(_with_signs(passages, synonyms))
        self._found: dict[str, bool] = {}

    def of(self, kinds: Iterable[str] | None, samples: Mapping[str, str]) -> dict[str, str]:
        """A query for each of these kinds, or of all, if there is one that finds something.

        samples: those that are tried where none of their kind is drawn that does
        """
        wanted = {**self._drawn, **samples} if kinds is None else kinds
        tried = {kind: (self._drawn.get(kind), samples.get(kind)) for kind in wanted}
        found = ((kind, filter(self._is_found, queries)) for kind, queries in tried.items())
        return {kind: query for kind, queries in found for query in islice(queries, 1) if query}

    def _is_found(self, query: str | None) -> bool:
        if query is None:
            return False
        if query not in self._found:
            self._found[query] = self._finds(query)
        return self._found[query]


def _looked_at(snapshot: Snapshot) -> tuple[list[DocumentInfo], list[Passage]]:
    """Documents from all over the catalogue, and their passages, the best first."""
    catalog, reader = snapshot.catalog, snapshot.reader
    total = catalog.document_count
    steps = min(total, _DOCUMENTS)
    listed = [one for n in range(steps) for one in catalog.documents(n * total // steps, 1)]
    texts = [
        paragraph.text[:_CHARACTERS]
        for one in listed
        if one.info.language in ("", "fr")
        for paragraph in _first_paragraphs(reader, one.number)
    ]
    passages = [_passage(text, reader) for text in texts]
    best = sorted(filter(_is_french, passages), key=lambda one: -one.worth)
    return [one.info for one in listed], best


def _first_paragraphs(reader: Reader, document: int) -> list[Paragraph]:
    matches = reader.search(DocumentClause((document,)), _PARAGRAPHS, Order.DOCUMENT)
    return [stored(reader, match)[1] for match in matches.best]


def _passage(text: str, reader: Reader) -> Passage:
    tokens = FRENCH.tokens(text)
    words = [one for one in tokens if _says_something(one)]
    forms = {one.form: reader.document_frequency("form", one.form) for one in words}
    return Passage(text, tokens, words, forms)


def _says_something(token: Token) -> bool:
    word = token.text
    plain = not token.stop and len(word) >= _SHORTEST and word.isalpha() and word.islower()
    return plain and FRENCH_VECTORS.rank(token.stem) in _RANKS


def _is_french(passage: Passage) -> bool:
    """A passage with words, that is no table and quotes no other language."""
    little = sum(token.stop for token in passage.tokens)
    return bool(passage.words) and little >= _LITTLE_WORDS * len(passage.tokens)


def _candidates(
    snapshot: Snapshot, infos: Sequence[DocumentInfo], passages: Sequence[Passage]
) -> Iterator[tuple[str, str]]:
    if passages:
        yield from _of_words(passages[0], snapshot.reader)
        yield from _of_several(passages)
    yield from _of_documents(infos)
    others = sorted(snapshot.reader.terms(LANGUAGE_FIELD))
    yield "language", f"langue:{others[0] if others else 'fr'}"


def _of_words(passage: Passage, reader: Reader) -> Iterator[tuple[str, str]]:
    """What is asked with words of one passage."""
    best = passage.best()
    if pair := _pair(passage):
        first, second = pair
        yield "words", f"{first.text} {second.text}"
        yield "near", f'"{second.text} {first.text}"~5'
    if phrase := _phrase(passage):
        yield "phrase", f'"{phrase}"'
        yield "open phrase", f'"{phrase[:-2]}*"'
    if long := sorted((one for one in best if len(one.text) > 7), key=lambda one: -len(one.text)):
        word = long[0].text
        yield "beginning", f"{word[:-3]}*"
        yield "pattern", f"*{word[-7:]} {word[0]}?{word[2:]}"
        yield from (("mistyped", f"{wrong}~") for wrong in _mistyped(word, reader))
    plural = [one for one in best if one.text.endswith("s")]
    yield "exact", f"={(plural or best)[0].text}"


def _pair(passage: Passage) -> tuple[Token, Token] | None:
    """Two words that stand side by side, or with little words between them: those that stand in
    other passages too, the commoner of several.
    """
    content = [one for one in passage.tokens if not one.stop]
    pairs = [
        (first, second)
        for first, second in pairwise(content)
        if {first, second} <= set(passage.words) and first.form != second.form
    ]
    told = passage.frequencies
    return max(pairs, key=lambda two: min(told[one.form] for one in two), default=None)


def _phrase(passage: Passage) -> str | None:
    """Some words as they follow one another, from one that says something to another."""
    tokens = passage.tokens
    for length in range(_LONGEST_PHRASE, 1, -1):
        for place in range(len(tokens) - length + 1):
            run = tokens[place : place + length]
            ends = _says_something(run[0]) and _says_something(run[-1])
            if ends and all(one.text.islower() for one in run) and _is_unbroken(passage, run):
                return passage.text[run[0].start : run[-1].end]
    return None


def _is_unbroken(passage: Passage, run: Sequence[Token]) -> bool:
    """Whether nothing but spaces and apostrophes stands between words."""
    between = (passage.text[one.end : other.start] for one, other in pairwise(run))
    return all(set(signs) <= set(" '’ldjmtsncqu") and signs for signs in between)


def _mistyped(word: str, reader: Reader) -> list[str]:
    """The word without one of its letters, if no document writes it so."""
    wrong = (word[:n] + word[n + 1 :] for n in range(len(word) - 3, 2, -1))
    return [one for one in wrong if not reader.document_frequency("form", one)][:1]


def _of_several(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """What is asked with words of several passages."""
    first = passages[0]
    best = first.best()
    here = {one.stem for one in first.tokens}
    elsewhere = [one for other in passages[1:] for one in other.best()[:3] if one.stem not in here]
    if not elsewhere or len(best) < 2:
        return
    yield "required", f"+{best[0].text} -{elsewhere[0].text}"
    operators = f"{best[0].text} ET ({best[1].text} OU {elsewhere[-1].text})"
    yield "operators", f"{operators} SAUF {elsewhere[0].text}"


def _with_signs(
    passages: Sequence[Passage], synonyms: Synonyms | None
) -> Iterator[tuple[str, str]]:
    """A word with a hyphen, and one that something else stands for."""
    compounds = (
        one.text[first.start : second.end]
        for one in passages
        for first, second in pairwise(one.tokens)
        if one.text[first.end : second.start] == "-" and _is_word(first) and _is_word(second)
    )
    yield from (("compound", one) for one in islice(compounds, 1))
    if synonyms:
        words = (word for one in passages for word, _ in synonyms.among(one.tokens))
        told = (word for word in words if len(word) >= _SHORTEST or word.isupper())
        yield from (("synonym", word) for word in islice(told, 1))


def _is_word(token: Token) -> bool:
    """One of French, in small letters."""
    long = token.text.islower() and len(token.text) > 3 and not token.stop
    return long and FRENCH_VECTORS.rank(token.stem) is not None


def _of_documents(infos: Sequence[DocumentInfo]) -> Iterator[tuple[str, str]]:
    """What is asked of documents: their title, date, folder, file, format, metadata."""
    titles = (token for one in infos for token in FRENCH.tokens(one.title) if not token.stop)
    if title := next((one.text for one in titles if len(one.text) >= _SHORTEST), None):
        yield "title", f"titre:{title.lower()}"
    if date := next((one.date for one in infos if one.date), None):
        yield "date", f"date:{date}"
    paths = [one.path for one in infos]
    if folder := next((path.rpartition("/")[0] for path in paths if "/" in path), None):
        yield "folder", narrowing(FOLDER, f"/{folder}")
    if suffix := next((path.rpartition(".")[2] for path in paths if "." in path), None):
        yield "file", f"fichier:*.{suffix}"
    if form := next((one.format for one in infos if one.format), None):
        yield "format", f"format:{form}"
    told = (item for one in infos for item in one.metadata.items() if item[0] not in _UNTOLD)
    for name, value in told:
        if key := column_key(name):
            yield "metadata", narrowing(key, value.split(";")[0], whole=True)
            return
