"""Generations that several machines share.

An alias, the prefix, names the index that all are to search; it is moved by one request, which
fails if another has moved it meanwhile. Beside the indexes stand two more: `…-generations` has a
document for each generation, its name and its manifest, and `…-files` what is in its files, in
chunks, by digest: the catalogue, the vectors, the lexicon. Each machine has copies of these
(`indexing/sharing.py`), the same to the byte, so all answer alike, with the same ETag; and a search
asks the cluster once, not for every title and vector.

Before there is a generation the alias names the index of generations, so that the first swap is one
like all others.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from ...errors import (
    ClusterRefusedError,
    ClusterUnavailableError,
    IndexDamagedError,
    IndexReplacedError,
)
from ...wording.messages import translate
from ..generation_store import StoredGeneration
from .connection import Connection
from .lease import leased
from .pointer import IndexFiles

#: Bytes of a file in one document.
_CHUNK = 1 << 20
#: Seconds that an index lives on after another has taken its place: searches of it may go on, and
#: machines may not have noticed.
_RETIREMENT = 3600.0
_MANY = 10_000


class GenerationStore:
    """See `generation_store.GenerationStore`."""

    def __init__(self, connection: Connection) -> None:
        self._ask, self._insist, self._now = connection.ask, connection.insist, connection.now
        self._connection = connection
        self._alias = connection.options.prefix
        self._generations = f"{self._alias}-generations"
        self._files = f"{self._alias}-files"

    @property
    def _where(self) -> str:
        return f"{self._connection.where}/{self._alias}"

    def published(self) -> str | None:
        names = self._named() - {self._generations}
        if len(names) > 1:
            raise self._damaged(translate("its alias names several indexes"))
        return names.pop() if names else None

    def _named(self) -> set[str]:
        """What the alias names."""
        found = self._ask("GET", f"/_alias/{self._alias}", ignore=(404,))
        return set(found) - {"error", "status"}

    def token(self, folder: Path) -> str | None:
        try:
            return IndexFiles(folder).index
        except (OSError, ValueError):
            return None

    @contextmanager
    def writing(self) -> Iterator[None]:
        self._ensure()
        with leased(self._connection, self._generations, self._where):
            self._mend()
            self._sweep()
            yield

    def keep(self, token: str, name: str, manifest: bytes, files: Mapping[str, Path]) -> None:
        """The document comes first: what is left of a build that is killed meanwhile is found."""
        record = {"name": name, "manifest": manifest, "files": sorted(files), "retired": 0.0}
        self._insist("PUT", f"/{self._generations}/_doc/{token}", record, refresh="true")
        for digest, path in files.items():
            if not self._has_file(digest):
                self._put(digest, path)

    def publish(self, token: str, replaced: str | None) -> None:
        old = replaced or self._generations
        actions: list[dict[str, Any]] = [
            {"remove": {"index": old, "alias": self._alias, "must_exist": True}},
            {"add": {"index": token, "alias": self._alias}},
        ]
        self._swap(token, actions)
        if replaced is not None:
            body = {"doc": {"retired": self._now()}}
            path = f"/{self._generations}/_update/{replaced}"
            self._insist("POST", path, body, ignore=(404,), refresh="true")

    def _swap(self, token: str, actions: Sequence[Mapping[str, Any]]) -> None:
        """Where the answer gets lost, what is published tells what came of it."""
        try:
            self._ask("POST", "/_aliases", {"actions": actions}, ignore=(404,))
        except ClusterUnavailableError:
            if self._insist("GET", f"/_alias/{self._alias}").get(token) is None:
                raise
        if self.published() != token:
            raise IndexReplacedError(path=self._where)

    def names(self) -> Mapping[str, str]:
        if not self._ask("GET", f"/_cat/indices/{self._generations}*", format="json"):
            return {}
        return {record.name: token for token, record in self._records().items()}

    def has(self, token: str) -> bool:
        return token in self._indexes()

    def stored(self, token: str) -> StoredGeneration:
        found = self._ask("GET", f"/{self._generations}/_doc/{token}", ignore=(404,))
        if not found.get("found"):
            reason = translate("its alias names {index}, of which no generation is kept")
            raise self._damaged(reason.format(index=token))
        record = msgspec.convert(found["_source"], _Record)
        return StoredGeneration(record.name, record.manifest)

    def content(self, digest: str) -> Iterator[bytes]:
        number, is_last = 0, False
        while not is_last:
            found = self._ask("GET", f"/{self._files}/_doc/{digest}-{number}", ignore=(404,))
            if not found.get("found"):
                raise self._damaged(translate("a part of its files is missing"))
            chunk = msgspec.convert(found["_source"], _Chunk)
            yield chunk.data
            number, is_last = number + 1, chunk.is_last

    # ---- files

    def _has_file(self, digest: str) -> bool:
        """Its first chunk is written last."""
        path = f"/{self._files}/_doc/{digest}-0"
        return bool(self._insist("GET", path, ignore=(404,), _source="false").get("found"))

    def _put(self, digest: str, path: Path) -> None:
        count = max(1, -(-path.stat().st_size // _CHUNK))
        with path.open("rb") as file:
            for number in reversed(range(count)):
                file.seek(number * _CHUNK)
                chunk = {"data": file.read(_CHUNK), "is_last": number == count - 1}
                self._insist("PUT", f"/{self._files}/_doc/{digest}-{number}", chunk)

    def _forget(self, digest: str) -> None:
        number, there = 0, True
        while there:
            path = f"/{self._files}/_doc/{digest}-{number}"
            there = self._ask("DELETE", path, ignore=(404,))["result"] == "deleted"
            number += 1

    # ---- what is left over

    def _ensure(self) -> None:
        """Have the two indexes; of two that make them at once one is told that they are there."""
        if {self._generations, self._files} <= self._indexes():
            return
        hidden = {"type": "object", "enabled": False}
        settings = {"number_of_shards": 1, "number_of_replicas": self._connection.options.replicas}
        mappings = {"dynamic": "false", "properties": {"data": hidden, "manifest": hidden}}
        body = {"settings": {"index": settings}, "mappings": mappings}
        for name in (self._generations, self._files):
            try:
                self._ask("PUT", f"/{name}", body)
            except ClusterRefusedError:
                if name not in self._indexes():
                    raise

    def _mend(self) -> None:
        """Have the alias name one index: that of generations before there is any, and of several
        the generation that was built last; where somebody has removed it, what it named.
        """
        named = self._named()
        if len(named) == 1:
            return
        records = self._records()
        tokens = named & records.keys() if named else self._unretired(records)
        latest = max(tokens, key=lambda token: int(records[token].name), default=None)
        actions: list[dict[str, Any]] = [
            {"remove": {"index": name, "alias": self._alias}} for name in named
        ]
        actions.append({"add": {"index": latest or self._generations, "alias": self._alias}})
        self._ask("POST", "/_aliases", {"actions": actions})

    def _unretired(self, records: "Mapping[str, _Record]") -> set[str]:
        """The generations of which no other has taken the place and nothing is missing."""
        there = self._indexes()
        return {
            token
            for token, one in records.items()
            if token in there and not one.retired and all(map(self._has_file, one.files))
        }

    def _sweep(self) -> None:
        """Remove indexes and files of generations that nobody can be reading any more, and what
        killed builds have left. Only who holds the lease may.
        """
        records = self._records()
        published = self.published()
        latest = max(records.values(), key=lambda one: one.retired, default=None)
        kept = {published} | {token for token, one in records.items() if one is latest}
        oldest = self._now() - _RETIREMENT
        kept |= {token for token in records if records[token].retired > oldest}
        ours = re.compile(rf"{re.escape(self._alias)}-[0-9a-f]{{32}}")
        for name in self._indexes():
            if ours.fullmatch(name) and name not in kept:
                self._ask("DELETE", f"/{name}", ignore=(404,))
        needed = {digest for token in kept if token in records for digest in records[token].files}
        for token in records.keys() - kept:
            for digest in set(records[token].files) - needed:
                self._forget(digest)
            self._ask("DELETE", f"/{self._generations}/_doc/{token}", ignore=(404,), refresh="true")

    def _indexes(self) -> set[str]:
        """Whatever begins with the prefix."""
        there = self._ask("GET", f"/_cat/indices/{self._alias}-*", format="json", h="index")
        return {one["index"] for one in there}

    def _records(self) -> "dict[str, _Record]":
        self._ask("POST", f"/{self._generations}/_refresh")
        body = {"size": _MANY, "query": {"match_all": {}}}
        hits: Sequence[Any] = self._ask(
            "POST", f"/{self._generations}/_search", body, allow_partial_search_results=False
        )["hits"]["hits"]
        return {
            hit["_id"]: msgspec.convert(hit["_source"], _Record)
            for hit in hits
            if "manifest" in hit["_source"]
        }

    def _damaged(self, reason: str) -> IndexDamagedError:
        return IndexDamagedError(path=self._where, reason=reason, command="alinea rebuild")


class _Record(msgspec.Struct):
    """files: digests; retired: when another took its place (seconds since 1970), or 0"""

    name: str
    manifest: bytes
    files: list[str]
    retired: float


class _Chunk(msgspec.Struct):
    data: bytes
    is_last: bool
