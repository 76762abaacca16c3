"""Machines that share an index of a cluster, for tests."""

import json
import shutil
import urllib.request
from itertools import count
from pathlib import Path

import pytest
from conformance.engines import in_cluster

import search.indexing.sharing
from search import Settings, open_searcher

LIBRARY = Path(__file__).parents[1] / "library"
_PREFIXES = count()


class Machines:
    """Settings of as many machines as are asked for, which share an index."""

    def __init__(self, hosts: tuple[str, ...], folder: Path) -> None:
        self.hosts, self._folder = hosts, folder
        self.prefix = f"shared{next(_PREFIXES)}"

    def __getitem__(self, number: int) -> Settings:
        folder = self._folder / f"machine{number}"
        folder.mkdir(exist_ok=True)
        return in_cluster(self.hosts, folder / "index", self.prefix)

    def asked(self, path: str, body: object = None, method: str = "GET"):
        """What the cluster says."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.hosts[0]}{path}", data, method=method)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def served(self) -> str:
        """The index that all are to search."""
        [name] = self.asked(f"/_alias/{self.prefix}")
        return str(name)

    def indexes(self) -> set[str]:
        """The indexes that paragraphs are in."""
        named = self.asked(f"/_cat/indices/{self.prefix}-*?format=json&h=index")
        return {one["index"] for one in named} - {
            f"{self.prefix}-{name}" for name in ("generations", "files")
        }


@pytest.fixture
def machines(cluster, tmp_path, monkeypatch) -> Machines:
    monkeypatch.setattr(search.indexing.sharing, "_PERIOD", 0.0)
    return Machines(cluster, tmp_path)


@pytest.fixture
def library(tmp_path) -> Path:
    return Path(shutil.copytree(LIBRARY, tmp_path / "library"))


def ids(settings: Settings, query: str) -> list[str]:
    return [hit.document.id for hit in open_searcher(settings).search(query).hits]
