"""Entries → an index of the cluster, which nobody knows of before it is committed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from ...errors import AlineaError, ClusterUnavailableError, IndexDamagedError
from ...query.clauses import FIELDS
from ...spilling import NumberSet
from ...wording.messages import translate
from ..base import Entry, Places, document_of, ordinal_of
from .bulk import Bulk
from .connection import Connection
from .counting import Counting, TermList
from .pointer import IndexFiles, new_name, write_files
from .schema import DURABILITY, DYNAMIC, VALUES, index_body

#: Seconds that merging, or copying to other nodes, may take.
_LONG = 24 * 3600.0
#: Documents of which the paragraphs are asked for at once, and paragraphs in an answer.
_DOCUMENTS, _PARAGRAPHS = 500, 1000
_encode = msgspec.json.Encoder().encode


class OpenSearchWriter:
    """See `base.Writer`. An index is filled on one node, and copied to others once it's whole."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        """Begin an index in an empty folder."""
        self._begin(connection, folder, None)
        body = index_body(connection.options.shards)
        connection.ask("PUT", f"/{self._index}", body)

    @classmethod
    def going_on(
        cls, connection: Connection, folder: Path, files: IndexFiles
    ) -> "OpenSearchWriter":
        """Go on with the one in `folder`: with a clone, of hard links where its shards are."""
        writer = cls.__new__(cls)
        writer._begin(connection, folder, files)
        settings = {
            "index.number_of_replicas": 0,
            "index.blocks.write": None,
            "index.refresh_interval": "-1",
            "index.translog.durability": DURABILITY,
        }
        path = f"/{files.index}/_clone/{writer._index}"
        connection.ask("PUT", path, {"settings": settings}, _LONG, timeout="1h")
        return writer

    def _begin(self, connection: Connection, folder: Path, origin: IndexFiles | None) -> None:
        self._ask, self._insist = connection.ask, connection.insist
        self._options, self._where = connection.options, connection.where
        self._folder = folder
        self._origin = origin
        self._index = new_name(connection.options.prefix)
        self._counting = Counting(folder, origin.lexicon() if origin else None)
        self._bulk = Bulk(connection, self._index)
        self._gone: set[int] = set()
        self._added = NumberSet(folder)
        self._latest: tuple[Mapping[str, Sequence[str]], list[str]] = ({}, [])
        self._is_open = True

    def lists(self, terms: str, places: Places, ends: Places) -> Sequence[TermList]:
        return self._counting.lists(terms, places, ends)

    def add(self, entry: Entry) -> None:
        paragraph: dict[str, Any] = {
            "key": entry.key,
            "document": document_of(entry.key),
            "added": entry.added,
            "cluster": entry.cluster,
            "payload": entry.payload,  # in base64
        }
        paragraph |= {field: terms.text for field, terms in entry.terms.items() if terms.length}
        if entry.values:
            paragraph[VALUES] = self._values(entry.values)
        if entry.first_day:
            paragraph |= {"first_day": entry.first_day, "last_day": entry.last_day}
        if ordinal_of(entry.key) == 1:
            paragraph["lead"] = True
        if entry.is_copy:
            paragraph["copy"] = True
        self._bulk.put(entry.key, _encode(paragraph))
        self._counting.add(entry)
        if self._origin is not None:
            self._added.add(entry.key)

    def _values(self, values: Mapping[str, Sequence[str]]) -> list[str]:
        """Behind their columns; all paragraphs of a document have the same."""
        if values is not self._latest[0]:
            marked = [f"{column}={one}" for column, found in values.items() for one in found]
            self._latest = (values, marked)
        return self._latest[1]

    def delete(self, document: int) -> None:
        self._gone.add(document)

    def commit(self) -> None:
        self._remove_gone()
        self._bulk.finish()
        self._settle(self._counting.frequencies.paragraphs)
        try:
            if self._origin is None:
                write_files(self._folder, "000001", self._index, self._counting.write)
            else:
                self._origin.replace(self._index, self._counting.write)
        except ValueError as error:
            reason = translate("its lexicon isn't that of its paragraphs")
            path, command = self._folder, "alinea rebuild"
            raise IndexDamagedError(path=path, reason=reason, command=command) from error
        self._is_open = False

    def rollback(self) -> None:
        if self._is_open:
            self._is_open = False
            self._bulk.abandon()
            self._counting.frequencies.close()
            with suppress(AlineaError):  # the next build removes what is left
                self._ask("DELETE", f"/{self._index}", ignore=(404,))

    def _settle(self, paragraphs: int) -> None:
        """Have the index whole, merged, unchangeable, and on as many nodes as it should be."""
        self._require_own_mapping()
        self._insist("POST", f"/{self._index}/_refresh", seconds=_LONG, of_all=True)
        count = self._insist("GET", f"/{self._index}/_count", of_all=True)["count"]
        if count != paragraphs:
            reason = translate("of {wanted} paragraphs {found} are there")
            reason = reason.format(wanted=paragraphs, found=count)
            path, command = self._folder, "alinea rebuild"
            raise IndexDamagedError(path=path, reason=reason, command=command)
        if self._origin is None:
            merge = f"/{self._index}/_forcemerge"
            self._insist("POST", merge, seconds=_LONG, of_all=True, max_num_segments=1)
            # Or else what is merged stays beside it, and is what is searched.
            self._insist("POST", f"/{self._index}/_refresh", seconds=_LONG, of_all=True)
        self._insist("POST", f"/{self._index}/_flush", seconds=_LONG, of_all=True)
        settled = {"blocks.write": True, "number_of_replicas": self._options.replicas}
        self._insist("PUT", f"/{self._index}/_settings", {"index": settled})
        if self._options.replicas:
            self._wait_for_replicas()

    def _require_own_mapping(self) -> None:
        """An index that somebody has removed meanwhile is made anew by what is added to it, as the
        cluster sees fit, unless it forbids that (action.auto_create_index).
        """
        mappings = self._insist("GET", f"/{self._index}/_mapping")[self._index]["mappings"]
        if mappings.get("dynamic") != DYNAMIC:
            reason = translate("{index} was removed while it was written")
            reason, command = reason.format(index=self._index), "alinea rebuild"
            raise IndexDamagedError(path=self._folder, reason=reason, command=command)

    def _wait_for_replicas(self) -> None:
        """What is committed is to outlive a node. Raises ClusterUnavailableError where there are
        too few nodes, or too full ones.
        """
        limit = self._options.replica_seconds
        health = self._insist(
            "GET",
            f"/_cluster/health/{self._index}",
            seconds=limit + self._options.seconds,
            wait_for_status="green",
            timeout=f"{limit:.0f}s",
            ignore=(408,),
        )
        if health["status"] != "green":
            reason = translate("no node takes the {count} replicas of {index}")
            reason = reason.format(count=self._options.replicas, index=self._index)
            raise ClusterUnavailableError(hosts=self._where, reason=reason)

    # ---- what is gone

    def _remove_gone(self) -> None:
        """Every paragraph of the documents that are gone which this writer hasn't written anew."""
        if self._origin is None:
            return
        documents = iter(sorted(self._gone))
        while some := list(islice(documents, _DOCUMENTS)):
            for hits in self._paragraphs(self._origin.index, some):
                self._remove(hits)

    def _remove(self, hits: Sequence[dict[str, Any]]) -> None:
        added = self._added.among([hit["sort"][0] for hit in hits])
        for hit in hits:
            key, fields = hit["sort"][0], hit["fields"]
            cluster = fields["cluster"][0] if "copy" in fields else 0
            self._counting.frequencies.remove(hit["_source"], cluster)
            if key not in added:
                self._bulk.delete(key)

    def _paragraphs(self, index: str, documents: Sequence[int]) -> Iterator[list[dict[str, Any]]]:
        """Those of some documents, in the order of their keys, with their terms; some at a time."""
        body: dict[str, Any] = {
            "size": _PARAGRAPHS,
            "query": {"terms": {"document": list(documents)}},
            "sort": [{"key": "asc"}],
            "_source": list(FIELDS),
            "docvalue_fields": ["cluster", "copy"],
        }
        while True:
            asked = self._insist(
                "POST", f"/{index}/_search", body, allow_partial_search_results=False
            )
            hits = asked["hits"]["hits"]
            if hits:
                yield hits
            if len(hits) < _PARAGRAPHS:
                return
            body["search_after"] = hits[-1]["sort"]
