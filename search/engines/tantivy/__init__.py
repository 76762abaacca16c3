"""tantivy: the embedded engine for large collections, in Rust (extra `alinea[tantivy]`).

Its BM25 is `bm25.py`'s, with the same kept lengths, computed in 32-bit floats. A rebuild
gives one segment unless the collection is larger than the writer's memory; in one segment
equal scores are in the order of keys, so nothing is fetched to order them. Beyond that,
more hits are fetched until the last page's score has no equals left, up to `_MOST_EQUALS`.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import tantivy

from ...errors import IndexDamagedError
from ...query.budget import UNLIMITED, Budget
from ...query.clauses import (
    FIELDS,
    BooleanClause,
    Clause,
    ConstantClause,
    DateClause,
    DocumentClause,
    EveryClause,
    LeadClause,
    NearClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)
from ..base import (
    SCORE_DIGITS,
    Entry,
    Match,
    Matches,
    Order,
    Reader,
    Writer,
    document_of,
    ordinal_of,
)
from ..payload_file import PayloadReader, PayloadWriter

#: Bytes that the writer gathers in memory before it writes a segment, and its threads: the
#: analysis needs the other cores, and one thread writes one segment.
_HEAP = 400_000_000
_THREADS = 1
#: Hits fetched at the most to put equal scores of several segments in order.
_MOST_EQUALS = 4096
_BEYOND = 16
#: What Rust's failures are called in Python, where they are no Exceptions and have no name.
_PANIC = "PanicException"
#: The names that tantivy gives its files.
_FILE = re.compile(r"(?:[0-9a-f]{32}|meta)\.[0-9a-z.]{1,64}")
#: How Rust writes an error of the system, with its number.
_SYSTEM_ERROR = re.compile(r"Os \{ code: (\d+)|\(os error (\d+)\)")
#: Bytes free on a disk below which it is full.
_NO_ROOM = 1 << 20
#: No date is later, as a proleptic ordinal.
_LAST_DAY = 1 << 31


@contextmanager
def _translate_errors(folder: Path) -> Iterator[None]:
    """Raise IndexDamagedError for what tantivy raises on files that it can't read."""
    try:
        yield
    except (OSError, ValueError, LookupError, OverflowError) as error:
        raise IndexDamagedError(path=folder, reason=str(error), command="alinea rebuild") from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise IndexDamagedError(path=folder, reason=str(error), command="alinea rebuild") from error


def _opened(folder: Path) -> tantivy.Index:
    """The index in a folder, once it is known to be one of ours.

    `.managed.json` lists the files that tantivy removes when no segment has them any more,
    wherever a name may lead. Raises ValueError for one that leads out of the folder, and for
    another schema.
    """
    managed = msgspec.json.decode((folder / ".managed.json").read_bytes(), type=list[str])
    if any(not _FILE.fullmatch(name) for name in managed):
        raise ValueError(".managed.json names what is no file of the index")
    index = tantivy.Index.open(str(folder))
    if index.schema != _schema():
        raise ValueError("meta.json has another schema")
    return index


@contextmanager
def _translate_write_errors(folder: Path) -> Iterator[None]:
    """The same, but OSError for what the system has refused to write, as a full disk does."""
    try:
        with _translate_errors(folder):
            yield
    except IndexDamagedError as error:
        refused = _refused(str(error.__cause__), folder)
        if refused is None:
            raise
        raise refused from error


def _refused(said: str, folder: Path) -> OSError | None:
    """What the system has refused, if it has, from what tantivy says of it: the system's number,
    or only that the thread that writes has ended.
    """
    if found := _SYSTEM_ERROR.search(said):
        number = int(found[1] or found[2])
        # A file that isn't there is missing from the index: that is damaged.
        return None if number == errno.ENOENT else OSError(number, os.strerror(number))
    if "index writer was killed" not in said:
        return None
    if shutil.disk_usage(folder).free < _NO_ROOM:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return OSError(said)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        option = "position" if name.endswith("form") else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    builder.add_unsigned_field("lead", indexed=True)
    builder.add_unsigned_field("first_day", fast=True)
    builder.add_unsigned_field("last_day", fast=True)
    builder.add_unsigned_field("payload", fast=True)
    return builder.build()


class TantivyEngine:
    """See `base.Engine`."""

    name = "tantivy"

    def create(self, folder: Path) -> Writer:
        with _translate_write_errors(folder):
            index = tantivy.Index(_schema(), str(folder), sort_by_field="key")
            return TantivyWriter(index, folder)

    def append(self, folder: Path) -> Writer:
        with _translate_write_errors(folder):
            return TantivyWriter(_opened(folder), folder)

    def open(self, folder: Path, ranks: Sequence[int] | None = None) -> Reader:
        with _translate_errors(folder):
            return TantivyReader(_opened(folder), folder, ranks)


class TantivyWriter:
    """See `base.Writer`."""

    def __init__(self, index: tantivy.Index, folder: Path) -> None:
        self._folder = folder
        self._schema = index.schema
        self._writer: tantivy.IndexWriter | None = index.writer(_HEAP, _THREADS)
        self._payloads = PayloadWriter(folder)

    def add(self, entry: Entry) -> None:
        assert self._writer is not None
        document = tantivy.Document()
        for name, text in entry.terms.items():
            if text:
                document.add_text(name, text)
        document.add_unsigned("key", entry.key)
        document.add_unsigned("document", document_of(entry.key))
        if ordinal_of(entry.key) == 1:
            document.add_unsigned("lead", 1)
        document.add_unsigned("first_day", entry.first_day)
        document.add_unsigned("last_day", entry.last_day)
        document.add_unsigned("payload", self._payloads.add(entry.payload))
        try:
            self._writer.add_document(document)
        except ValueError as error:  # the thread that writes has ended
            raise _refused(str(error), self._folder) or error from error

    def delete(self, document: int) -> None:
        assert self._writer is not None
        # By query: deleting by a term of a numeric field does nothing (tantivy-py 0.27).
        self._writer.delete_documents_by_query(
            tantivy.Query.term_query(self._schema, "document", document, "basic")
        )

    def commit(self) -> None:
        assert self._writer is not None
        with _translate_write_errors(self._folder):
            self._writer.commit()
            self._writer.wait_merging_threads()
        self._payloads.close()
        self._close()

    def rollback(self) -> None:
        if self._writer is not None:
            with suppress(ValueError):  # a writer that has failed can't end well
                self._writer.rollback()
            self._payloads.discard()
            self._close()

    def _close(self) -> None:
        self._writer = None
        (self._folder / ".tantivy-writer.lock").unlink(missing_ok=True)
        # Readers lock this one, and would make it where it isn't: no file is to come later.
        (self._folder / ".tantivy-meta.lock").touch()


class TantivyReader:
    """See `base.Reader`."""

    def __init__(self, index: tantivy.Index, folder: Path, ranks: Sequence[int] | None) -> None:
        self.folder = folder
        index.config_reader("manual")
        index.reload()
        self._searcher = index.searcher()
        self._queries = _Queries(index.schema)
        self._payloads = PayloadReader(folder)
        self._ranks = ranks
        self._ordered = self._searcher.num_segments < 2 and ranks is None
        self.document_frequency = lru_cache(maxsize=1 << 15)(self._document_frequency)
        self._beginning = lru_cache(maxsize=64)(self._terms)
        self._all_terms = lru_cache(maxsize=None)(self._terms)
        self.prefix_frequency = lru_cache(maxsize=1 << 12)(self._prefix_frequency)

    @property
    def paragraphs(self) -> int:
        return self._searcher.num_docs

    @property
    def collection_size(self) -> int:
        return self._searcher.num_docs

    def search(
        self,
        clause: Clause,
        limit: int,
        order: Order = Order.RELEVANCE,
        budget: Budget = UNLIMITED,
    ) -> Matches:
        budget.check()
        with _translate_errors(self.folder):
            return self._search(self._queries.of(clause), limit, order, budget)

    def _search(self, query: tantivy.Query, limit: int, order: Order, budget: Budget) -> Matches:
        if order is Order.DOCUMENT:
            found = self._searcher.search(
                query, limit, order_by_field="key", order=tantivy.Order.Asc
            )
            return Matches(_count(found), self._matches(found.hits, [0.0] * len(found.hits)))
        field = "first_day" if order is Order.DATE else None
        total, hits = self._best(query, limit, field, budget)
        if order is Order.DATE:
            budget.check()
            hits = self._with_scores(query, hits)
        return Matches(total, hits)

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:
        budget.check()
        with _translate_errors(self.folder):
            return _count(self._searcher.search(self._queries.of(ConstantClause(clause)), 1))

    def payload(self, match: Match) -> bytes:
        assert isinstance(match.address, int)
        with _translate_errors(self.folder):
            return self._payloads[match.address]

    def close(self) -> None:
        """tantivy frees what it has mapped with the last reference to it."""

    def _best(
        self, query: tantivy.Query, limit: int, field: str | None, budget: Budget
    ) -> tuple[int, list[Match]]:
        """The total and the first `limit` by score, or by a field, then by place."""
        # What is just beyond the page tells whether the last of it has equals there.
        fetched = limit if self._ordered else 2 * limit + _BEYOND
        while True:
            found = self._searcher.search(query, fetched, order_by_field=field)
            total = _count(found)
            values = [round(value, SCORE_DIGITS) for value, _ in found.hits]
            all_there = self._ordered or fetched >= min(total, _MOST_EQUALS)
            if all_there or values[limit - 1] != values[-1]:
                break
            budget.check()
            fetched *= 4
        matches = self._matches(found.hits, values)
        matches.sort(key=lambda match: (-match.score, self._place(match.key)))
        return total, matches[:limit]

    def _with_scores(self, query: tantivy.Query, matches: Sequence[Match]) -> list[Match]:
        """tantivy gives no scores in another order: they are asked for those documents."""
        documents = DocumentClause(tuple({document_of(match.key) for match in matches}))
        if not documents.documents:
            return []
        among = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, self._queries.of(documents))]
        found = self._searcher.search(tantivy.Query.boolean_query(among), _MOST_EQUALS)
        values = [round(score, SCORE_DIGITS) for score, _ in found.hits]
        scores = {match.key: match.score for match in self._matches(found.hits, values)}
        return [Match(match.key, scores.get(match.key, 0.0), match.address) for match in matches]

    def _matches(
        self, hits: Sequence[tuple[Any, tantivy.DocAddress]], scores: Sequence[float]
    ) -> list[Match]:
        """The hits with their keys and scores, and where their payloads are."""
        addresses = [address for _, address in hits]
        keys = self._searcher.fast_field_values("key", addresses)
        payloads = self._searcher.fast_field_values("payload", addresses)
        columns = zip(keys, scores, payloads, strict=True)
        return [Match(int(key or 0), score, int(place or 0)) for key, score, place in columns]

    def _place(self, key: int) -> tuple[int, int]:
        number = document_of(key)
        return (self._ranks[number] if self._ranks else number, ordinal_of(key))

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """A whole field's are kept, however many beginnings are asked for."""
        return self._beginning(field, prefix) if prefix else self._all_terms(field)

    def _prefix_frequency(self, field: str, prefix: str) -> int:
        return sum(self.terms(field, prefix).values())

    def _terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        with _translate_errors(self.folder):
            return dict(self._searcher.terms_with_prefix(field, prefix))

    def _document_frequency(self, field: str, term: str) -> int:
        with _translate_errors(self.folder):
            return int(self._searcher.doc_freq(field, term))


class _Queries:
    """Clauses → tantivy's queries."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def of(self, clause: Clause) -> tantivy.Query:
        match clause:
            case TermClause():
                query = tantivy.Query.term_query(self._schema, clause.field, clause.term, "freq")
                return (
                    query if clause.weight == 1 else tantivy.Query.boost_query(query, clause.weight)
                )
            case PhraseClause():
                return tantivy.Query.boost_query(self._phrase(clause), clause.weight)
            case BooleanClause():
                return self._boolean(clause)
            case ConstantClause():
                return tantivy.Query.const_score_query(self.of(clause.clause), clause.score)
            case _:
                return tantivy.Query.const_score_query(self._filter(clause), 0.0)

    def _phrase(self, clause: PhraseClause) -> tantivy.Query:
        words: list[Any] = [slot[0] for slot in clause.slots]
        if all(len(slot) == 1 for slot in clause.slots):
            return tantivy.Query.phrase_query(self._schema, clause.field, words)
        words = ["|".join(map(re.escape, slot)) for slot in clause.slots]
        return tantivy.Query.regex_phrase_query(self._schema, clause.field, words)

    def _boolean(self, clause: BooleanClause) -> tantivy.Query:
        parts = [(tantivy.Occur.Should, query) for query in self._alternatives(clause.should)]
        parts += [(tantivy.Occur.Must, self.of(part)) for part in clause.must]
        parts += [(tantivy.Occur.MustNot, self.of(part)) for part in clause.must_not]
        return tantivy.Query.boolean_query(parts)

    def _alternatives(self, clauses: Sequence[Clause]) -> Iterator[tantivy.Query]:
        """Alternatives of alternatives are alternatives: one union is faster than several."""
        for clause in clauses:
            if isinstance(clause, BooleanClause) and not (clause.must or clause.must_not):
                yield from self._alternatives(clause.should)
            else:
                yield self.of(clause)

    def _filter(self, clause: Clause) -> tantivy.Query:
        match clause:
            case PrefixClause():
                pattern = re.escape(clause.prefix) + ".*"
                return tantivy.Query.regex_query(self._schema, clause.field, pattern)
            case DateClause():
                return self._dates(clause)
            case DocumentClause():
                numbers = list(clause.documents)
                return tantivy.Query.term_set_query(self._schema, "document", numbers)
            case LeadClause():
                return tantivy.Query.term_query(self._schema, "lead", 1, "basic")
            case NearClause():
                return self._near(clause)
            case EveryClause():
                return tantivy.Query.all_query()
        raise TypeError(clause)

    def _near(self, clause: NearClause) -> tantivy.Query:
        """tantivy's slop keeps the order of two words, so each order is asked for; of one
        word twice it lets both be the same place, so each distance is.
        """
        one, other = clause.terms
        phrases: list[tuple[list[Any], int]] = [
            ([one, other], clause.distance),
            ([other, one], clause.distance),
        ]
        if one == other:
            phrases = [([(0, one), (n + 1, one)], 0) for n in range(clause.distance + 1)]
        return tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.phrase_query(self._schema, clause.field, words, slop),
                )
                for words, slop in phrases
            ]
        )

    def _dates(self, clause: DateClause) -> tantivy.Query:
        last = clause.last.toordinal() if clause.last else _LAST_DAY
        first = clause.first.toordinal() if clause.first else 1
        ranges = (("first_day", 1, last), ("last_day", first, _LAST_DAY))
        return tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Must,
                    tantivy.Query.range_query(
                        self._schema, field, tantivy.FieldType.Unsigned, least, most
                    ),
                )
                for field, least, most in ranges
            ]
        )


def _count(found: tantivy.SearchResult) -> int:
    """The stub leaves the attribute out."""
    return int(found.count)  # type: ignore[attr-defined]
