"""Folders that are followed: what is saved there is found, and nothing is lost on the way."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search import Settings, open_indexer, open_searcher
from search.documents import Sources
from search.errors import AlineaError, EmptySourceError, SourceError
from search.indexing.lock import writing
from search.indexing.report import Report
from search.serving.watching import follow

#: Seconds that anything may take on a machine that has other things to do.
PATIENCE = 60


def until(condition: Callable[[], object]) -> None:
    """Wait for a condition, long enough for any machine."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.05)


class Followed:
    """Two folders of documents, and what comes of following them."""

    def __init__(self, folder: Path) -> None:
        self.root, self.other = folder / "presse", folder / "notes"
        for root in (self.root, self.other):
            root.mkdir()
        self.settings = Settings(index=folder / "index")
        self.told: list[Report] = []
        self.failed: list[AlineaError] = []
        self.stop = threading.Event()
        self.sources = Sources((self.root, self.other), exclude=("*.tmp",))

    def begin(self, condition: Callable[[], object] | None = None) -> None:
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()
        until(condition or (lambda: self.told))

    def _follow(self) -> None:
        with open_indexer(self.settings) as indexer:
            follow(
                indexer, self.sources, self.stop, told=self.told.append, failed=self.failed.append
            )

    def end(self) -> None:
        self.stop.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def found(self, query: str) -> list[str]:
        hits = open_searcher(self.settings).search(query, size=100).hits
        return sorted(hit.paragraph.document for hit in hits)

    def until_found(self, query: str, *documents: str) -> None:
        until(lambda: self.found(query) == sorted(documents))


@pytest.fixture
def followed(tmp_path) -> Iterator[Followed]:
    made = Followed(tmp_path)
    made.write("a.txt", "Le chat dort.")
    made.begin()
    yield made
    made.end()


def test_the_index_is_brought_up_to_date_first(followed):
    assert followed.found("chat") == ["presse/a.txt"]
    assert followed.failed == []


def test_what_is_saved_changed_and_deleted_is_found_or_not(followed):
    path = followed.write("b.txt", "Le cerf brame.")
    followed.until_found("cerf", "presse/b.txt")
    path.write_text("Le lièvre court.", "utf-8")
    followed.until_found("lièvre", "presse/b.txt")
    assert followed.found("cerf") == []
    path.unlink()
    followed.until_found("lièvre")
    assert followed.found("chat") == ["presse/a.txt"]


def test_every_root_is_followed(followed):
    (followed.other / "c.txt").write_text("Le cerf brame.", "utf-8")
    followed.until_found("cerf", "notes/c.txt")


def test_a_burst_is_gathered_and_none_of_it_is_lost(followed):
    before = len(followed.told)
    for n in range(60):
        followed.write(f"{n}.txt", f"Le cerf {n} brame.")
    followed.until_found("cerf", *(f"presse/{n}.txt" for n in range(60)))
    assert len(followed.told) - before < 30


def test_a_file_that_is_replaced_as_editors_do_is_read(followed):
    other = followed.write("a.txt.tmp", "Le cerf brame.")
    other.replace(followed.root / "a.txt")
    followed.until_found("cerf", "presse/a.txt")
    assert followed.found("chat") == []


def test_a_new_folder_is_followed_and_so_is_one_with_another_name(followed):
    followed.write("nouveau/profond/b.txt", "Le cerf brame.")
    followed.until_found("cerf", "presse/nouveau/profond/b.txt")
    followed.write("nouveau/profond/c.txt", "Le cerf dort.")
    followed.until_found("cerf", "presse/nouveau/profond/b.txt", "presse/nouveau/profond/c.txt")
    (followed.root / "nouveau").rename(followed.root / "ancien")
    followed.until_found("cerf", "presse/ancien/profond/b.txt", "presse/ancien/profond/c.txt")
    followed.write("ancien/d.txt", "Le daim.")
    followed.until_found("daim", "presse/ancien/d.txt")


def test_a_folder_that_moves_in_from_elsewhere_is_read_whole(followed, tmp_path):
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "b.txt").write_text("Le cerf brame.", "utf-8")
    (tmp_path / "ailleurs").rename(followed.root / "ici")
    followed.until_found("cerf", "presse/ici/b.txt")


def test_what_is_hidden_or_not_wanted_makes_no_generation(followed):
    before = len(followed.told)
    followed.write(".cache/x.txt", "Le cerf brame.")
    followed.write("b.tmp", "Le cerf brame.")
    followed.write("c.txt", "Le daim.")
    followed.until_found("daim", "presse/c.txt")
    assert followed.found("cerf") == []
    assert len(followed.told) == before + 1


def test_while_another_builds_changes_wait_and_are_found_after(followed):
    with writing(followed.settings.index):
        followed.write("b.txt", "Le cerf brame.")
        time.sleep(1.5)  # it is tried meanwhile
        assert followed.found("cerf") == []
    followed.until_found("cerf", "presse/b.txt")
    assert followed.failed == []


def test_a_root_that_goes_away_is_told_once_and_followed_when_it_is_back(followed, tmp_path):
    followed.root.rename(tmp_path / "parti")
    until(lambda: followed.failed)
    assert isinstance(followed.failed[0], SourceError)
    assert followed.found("chat") == ["presse/a.txt"]
    time.sleep(1.5)  # it is tried meanwhile
    assert len(followed.failed) == 1
    (tmp_path / "parti").rename(followed.root)
    followed.write("b.txt", "Le cerf brame.")
    followed.until_found("cerf", "presse/b.txt")
    followed.write("c.txt", "Le daim.")
    followed.until_found("daim", "presse/c.txt")


def test_a_root_that_is_empty_is_told_once_and_followed_when_its_disk_is_there(tmp_path):
    made = Followed(tmp_path)
    path = made.write("a.txt", "Le chat dort.")
    with open_indexer(made.settings) as indexer:
        indexer.update(made.sources)
    path.unlink()
    made.begin(lambda: made.failed)
    assert isinstance(made.failed[0], EmptySourceError)
    assert made.found("chat") == ["presse/a.txt"]
    time.sleep(1.5)  # it is tried meanwhile
    assert len(made.failed) == 1
    made.write("b.txt", "Le cerf brame.")
    made.until_found("cerf", "presse/b.txt")
    assert made.found("chat") == []
    made.end()


def test_the_last_document_may_be_deleted_while_somebody_looks(followed):
    (followed.root / "a.txt").unlink()
    followed.until_found("chat")
    assert followed.failed == []


def test_an_index_among_the_documents_makes_no_endless_loop(tmp_path):
    made = Followed(tmp_path)
    made.settings = Settings(index=made.root / "index")
    made.begin()
    made.write("b.txt", "Le cerf brame.")
    made.until_found("cerf", "presse/b.txt")
    time.sleep(1.5)  # it would go on by now
    made.end()
    assert len(made.told) == 2
