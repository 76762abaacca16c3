"""However a build ends, the index is the old one or the new one, and the next build works."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from search import Settings, open_indexer, open_searcher, open_snapshots
from search.analysis import FRENCH
from search.engines.base import Engine
from search.indexing import snapshots as module
from search.indexing.indexer import Indexer
from search.indexing.report import Step
from search.indexing.snapshots import Snapshots


@pytest.fixture(params=["whoosh", "tantivy"])
def engine_of_library(request) -> str:
    return request.param


OURS = str(Path(module.__file__).parent)


class InjectedError(Exception):
    """What no code of ours expects."""


class Failing:
    """A writer that works until it is told to do what fails."""

    def __init__(self, writer, step: str) -> None:
        self._writer = writer
        self._step = step

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*values) -> Any:
            if name == self._step:
                raise InjectedError
            answer = getattr(self._writer, name)(*values)
            if f"after {name}" == self._step:
                raise InjectedError
            return answer

        return call


class FailingEngine:
    """An engine whose writers fail."""

    def __init__(self, engine: Engine, step: str) -> None:
        self._engine = engine
        self._step = step
        self.name = engine.name
        self.open = engine.open

    def create(self, folder):
        return self._failing("create", self._engine.create, folder)

    def append(self, folder, checksums):
        return self._failing("append", self._engine.append, folder, checksums)

    def _failing(self, name, begin, *given):
        if name == self._step:
            raise InjectedError
        return Failing(begin(*given), self._step)


def failing(library, step: str) -> Indexer:
    plain = library.snapshots()
    snapshots = Snapshots(plain.generations, FailingEngine(plain.engine, step), plain.analysis)
    return Indexer(snapshots, FRENCH)


def change(library) -> None:
    """One document more, one changed, one gone."""
    library.write("a.txt", "Le cerf brame.", age=10)
    library.write("c.txt", "Le cerf dort.")
    (library.source / "b.txt").unlink()


def assert_old(library) -> None:
    library.snapshots().verify()
    assert library.found("chat chien") == ["a.txt#p2", "a.txt#p1", "b.txt#p1"]
    assert library.found("cerf") == []


def assert_new(library) -> None:
    library.snapshots().verify()
    assert library.found("chat chien") == []
    assert sorted(library.found("cerf")) == ["a.txt#p1", "c.txt#p1"]


STEPS = ["add", "commit", "after commit", "after add"]


@pytest.mark.parametrize(
    ("build", "step"),
    [("rebuild", step) for step in [*STEPS, "create"]]
    + [("update", step) for step in [*STEPS, "append", "delete", "after delete"]],
)
def test_a_failing_engine_leaves_the_old_index_and_no_trace(small_library, build, step):
    change(small_library)
    before = small_library.files()
    with pytest.raises(InjectedError):
        getattr(failing(small_library, step), build)(small_library.source)
    assert_old(small_library)
    kept = small_library.files()
    assert {name: kept[name] for name in before} == before
    getattr(small_library, build)()
    assert_new(small_library)
    assert small_library.generations.names() == ["000001", "000002"]


@pytest.mark.parametrize("build", ["rebuild", "update"])
def test_an_interruption_while_reading_leaves_the_old_index(small_library, build):
    change(small_library)
    before = small_library.files()

    def interrupt(step: Step) -> None:
        if step.files == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        getattr(small_library, build)(interrupt)
    assert small_library.files() == before
    getattr(small_library, build)()
    assert_new(small_library)


def interrupted_at(call: int, build: Callable[[], object]) -> int:
    """Run `build`, interrupted when the `call`th function of `search.indexing` begins; how many
    have begun.
    """
    calls = 0

    def profile(frame, event: str, _) -> None:
        nonlocal calls
        if event == "call" and frame.f_code.co_filename.startswith(OURS):
            calls += 1
            if calls == call:
                sys.setprofile(None)
                raise KeyboardInterrupt

    sys.setprofile(profile)
    try:
        build()
    except KeyboardInterrupt:
        pass
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.usefixtures("careless_whoosh")
@pytest.mark.parametrize("build", ["rebuild", "update"])
def test_an_interruption_at_any_step_leaves_the_old_index_or_the_new(small_library, build):
    """At steps far apart, any being as good as those between; close together at the end, where the
    new one takes the old one's place.
    """
    change(small_library)
    saved = small_library.index.with_name("saved")
    shutil.copytree(small_library.index, saved)
    last = interrupted_at(0, getattr(small_library, build))
    far = {"whoosh": 17, "tantivy": 41}[small_library.engine]
    swapped = 0
    for call in (*range(1, last - 60, far), *range(last - 60, last, 7)):
        # tantivy's threads may still write where it was interrupted
        shutil.rmtree(small_library.index, ignore_errors=True)
        small_library.index = saved.with_name(f"index-{call}")
        shutil.copytree(saved, small_library.index)
        interrupted_at(call, getattr(small_library, build))
        small_library.snapshots().verify()
        if small_library.found("chien"):
            assert not swapped
            assert_old(small_library)
        else:
            swapped += 1
            assert_new(small_library)
        small_library.update()
        assert_new(small_library)
    assert last > 200
    assert swapped


def test_an_index_survives_builds_that_are_killed(tmp_path):
    """`kill -9` at forty moments of many builds; see `kill_builds`."""
    done = subprocess.run(
        [sys.executable, __file__, tmp_path], capture_output=True, text=True, timeout=600
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["whole"] * 40


def kill_builds(folder: Path) -> None:
    """Let a child build one version after the other, kill it, look at the index; again."""
    source, names = folder / "documents", [f"{n}.txt" for n in range(8)]
    settings = Settings(source=source, index=folder / "index")
    moments = random.Random(2024)
    source.mkdir()

    def build_for_ever() -> None:
        for version in count():
            for name in names:
                text = f"Version {version}.\n\nLe chat {name} dort."
                (source / name).write_text(text, "utf-8")
            indexer = open_indexer(settings)
            (indexer.update if version % 3 else indexer.rebuild)(source)

    for _ in range(40):
        child = os.fork()
        if not child:
            build_for_ever()
        while not (settings.index / "CURRENT").exists():
            time.sleep(0.001)
        time.sleep(moments.uniform(0, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        open_snapshots(settings).verify()
        assert open_snapshots(settings).damaged_files() == []
        hits = open_searcher(settings).search("version", size=100, duplicates="all").hits
        assert len(hits) == len(names)
        assert len({hit.paragraph.text for hit in hits}) == 1
        print("whole", flush=True)


if __name__ == "__main__":
    kill_builds(Path(sys.argv[1]))
