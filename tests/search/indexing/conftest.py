"""A folder of documents with its index, to build and break."""

import gc
import os
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search import Settings, open_indexer, open_searcher, open_snapshots
from search.documents import Sources
from search.errors import DocumentError
from search.indexing.generations import Generations
from search.indexing.report import Progress, Report, silent


class Library:
    """source: the documents; index: what is built of them

    limits: settings of what the reading of a file may take
    """

    def __init__(self, folder: Path, engine: str = "whoosh", **limits: int) -> None:
        self.engine = engine
        self.limits = limits
        self.source = folder / "documents"
        self.index = folder / "index"
        self.source.mkdir()

    @property
    def settings(self) -> Settings:
        sources = (self.source,)
        return Settings(source=sources, index=self.index, engine=self.engine, **self.limits)

    @property
    def generations(self) -> Generations:
        return Generations(self.index)

    def write(self, name: str, text: str, *, age: float = 3600) -> Path:
        """A document, last changed `age` seconds ago."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        then = time.time() - age
        os.utime(path, (then, then))
        return path

    def rebuild(
        self, progress: Progress = silent, *, sources: Sources | None = None, **options: bool
    ) -> Report:
        return open_indexer(self.settings).rebuild(sources or self.source, progress, **options)

    def update(
        self,
        progress: Progress = silent,
        *,
        changed: Iterable[Path] | None = None,
        sources: Sources | None = None,
        **options: bool,
    ) -> Report:
        indexer = open_indexer(self.settings)
        return indexer.update(sources or self.source, progress, changed, **options)

    def snapshots(self):
        return open_snapshots(self.settings)

    def found(self, query: str, **options) -> list[str]:
        """The addresses of the hits, in their order, by a searcher that has just come; each
        copy of a paragraph is one.
        """
        plain = replace(self.settings, weight_meaning=0.0)  # the tests are about what is found
        hits = open_searcher(plain).search(query, size=100, duplicates="all", **options).hits
        return [hit.paragraph.address for hit in hits]

    def skipped(self) -> list[DocumentError]:
        """What the index says that it lacks."""
        return self.snapshots().current().catalog.skipped()

    def copies(self) -> dict[str, list[str]]:
        """The other places of each document that has any."""
        catalog = self.snapshots().current().catalog
        found = {one.info.id: catalog.copies(one.number) for one in catalog.documents()}
        return {document: places for document, places in found.items() if places}

    def files(self) -> dict[str, bytes]:
        """All of the index that is content."""
        return {
            path.relative_to(self.index).as_posix(): path.read_bytes()
            for path in sorted(self.index.rglob("*"))
            if path.is_file() and path.name != "lock"
        }


@pytest.fixture(scope="session")
def new_library(tmp_path_factory) -> Callable[[], Library]:
    """For tests that need many."""
    return lambda: Library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def engine_of_library() -> str:
    """A module whose tests hold for every engine has a fixture of this name with all of them."""
    return "whoosh"


@pytest.fixture
def library(tmp_path, engine_of_library) -> Library:
    return Library(tmp_path, engine_of_library)


@pytest.fixture
def small_library(library) -> Library:
    """Two documents, indexed."""
    library.write("a.txt", "Le chat dort.\n\nLe chien veille.")
    library.write("b.txt", "Le chat mange.")
    library.rebuild()
    return library


@pytest.fixture
def careless_whoosh() -> Iterator[None]:
    """Whoosh leaves files open where it fails; they are closed here, without a warning."""
    warnings.simplefilter("ignore", ResourceWarning)  # until the test ends
    yield
    gc.collect()
