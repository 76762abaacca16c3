"""Damage in files too large to be read at each start is found where it is met, and stays known."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search import open_searcher
from search.errors import IndexDamagedError
from search.indexing import scrub
from search.indexing.last_good import LastGood
from search.indexing.manifest import read_manifest
from web import create_app

WORDS = [f"mot{number}" for number in range(4000)]
QUERIES = ("mot7 mot70 mot700", "mot12*", '"mot3 mot33"', "date:2024 mot9", "mot3999~")


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def large(request, new_library):
    """An index whose files have several blocks."""
    library = new_library()
    library.engine = request.param
    chance = random.Random(7)
    for number in range(40):
        texts = (" ".join(chance.choices(WORDS, k=40)) for _ in range(30))
        library.write(f"{number}.txt", "\n\n".join(texts))
    library.rebuild()
    return library


@pytest.fixture
def restored(large):
    """The same, mended after the test."""
    before = {path: path.read_bytes() for path in files(large)}
    yield large
    for path, content in before.items():
        path.write_bytes(content)


def files(library):
    """Those of the current generation that aren't read whole before they are used."""
    folder = library.generations.path(library.generations.current())
    found = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size > 1 << 16)
    return sorted(found)


def flip(path, places) -> None:
    """A bit at each of the places."""
    content = bytearray(path.read_bytes())
    for place in places:
        content[place] ^= 0x10
    path.write_bytes(content)


def answers(library) -> list[list[tuple[str, float]]]:
    searcher = open_searcher(library.settings)
    found = [searcher.search(query, size=50).hits for query in QUERIES]
    hits = [[(hit.paragraph.text, hit.score) for hit in one] for one in found]
    similar = searcher.similar("7.txt").hits
    return [*hits, [(hit.document.id, hit.score) for hit in similar]]


def answers_or_damage(library):
    """The answers, or the file that is said to be damaged."""
    try:
        return answers(library)
    except IndexDamagedError as error:
        return Path(str(error.details["path"])).name


def test_what_is_not_as_written_is_never_answered_by(restored):
    """One bit in any block of any file: an answer is right, or there is none."""
    right = answers(restored)
    for path in files(restored):
        content = path.read_bytes()
        for start in range(0, len(content), max(1 << 16, len(content) // 4)):
            flip(path, [min(start + 777, len(content) - 1)])
            assert answers_or_damage(restored) in (right, path.name)
            path.write_bytes(content)


def test_a_request_that_meets_damage_is_answered_by_the_generation_before(large):
    """It has no tag, since it began with another one; the next has one."""
    large.rebuild()
    client = create_app(large.settings).test_client()
    (payloads,) = (path for path in files(large) if path.name.endswith(".payloads"))
    tags = [client.get("/api/stats").headers.get("ETag")]
    flip(payloads, range(500, payloads.stat().st_size, 1 << 16))
    for _ in range(2):
        response = client.get("/api/search?q=mot7")
        assert response.status_code == 200
        assert response.json["total"] > 0
        tags.append(response.headers.get("ETag"))
    assert list(map(bool, tags)) == [True, False, True]
    large.rebuild()


def test_an_update_never_writes_anew_what_is_damaged(large):
    """Nor does it make a damaged catalogue look whole: it rebuilds, or the damage stays known."""
    for number in range(len(files(large))):
        path = files(large)[number]
        flip(path, range(500, path.stat().st_size, 1 << 16))
        large.write("autre.txt", f"Le texte {number}.")
        report = large.update()
        damaged = [name.rpartition("/")[2] for name in large.snapshots().damaged_files()]
        assert damaged == ([] if report.rebuilt_because else [path.name])
        (large.source / "autre.txt").unlink()
        large.rebuild()


def test_a_scrub_reads_all_and_finds_what_nobody_asked_for(restored, monkeypatch):
    monkeypatch.setattr(scrub, "_REST", 0)
    folder = restored.generations.path(restored.generations.current())
    manifest = read_manifest(folder)
    scrub.scrub(folder, manifest, lambda: True)
    for path in files(restored):
        content = path.read_bytes()
        flip(path, [len(content) - 1])
        with pytest.raises(IndexDamagedError, match=path.name):
            scrub.scrub(folder, manifest, lambda: True)
        path.write_bytes(content)


def test_each_server_process_comes_to_know_what_a_scrub_finds(restored, monkeypatch):
    """Only one reads at a time; the next does when the first has found something."""
    monkeypatch.setattr(scrub, "_TURN", 0.01)
    (path,) = (path for path in files(restored) if path.suffix == ".payloads")
    flip(path, [5000])
    servers = [LastGood(restored.snapshots(), lasting=True) for _ in range(2)]
    for server in servers:
        assert server.current().name
    end = time.monotonic() + 60
    while any(server.fault is None for server in servers) and time.monotonic() < end:
        time.sleep(0.01)
    assert all(isinstance(server.fault, IndexDamagedError) for server in servers)


SHRINKING = """
import os, sys
from pathlib import Path
from search import Settings, open_searcher
searcher = open_searcher(Settings(index=Path(sys.argv[1]), engine=sys.argv[2]))
print(searcher.search("mot7 nouveau").generation)
newest = Path(sys.argv[1], "generations", searcher.generation.partition("-")[0])
for path in newest.rglob("*"):
    if path.is_file() and path.stat().st_nlink == 1:
        os.truncate(path, min(path.stat().st_size, 4096))
print(searcher.search("mot7 nouveau").generation)
"""


def test_files_that_shrink_while_they_are_read_end_nothing(large):
    """The answer is that of the generation before."""
    large.rebuild()
    large.rebuild()
    command = [sys.executable, "-c", SHRINKING, str(large.index), large.engine]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, len(done.stdout.split())) == (0, 2), done.stderr
    newer, older = (name.partition("-")[0] for name in done.stdout.split())
    assert [older, newer] == large.generations.names()
    large.rebuild()
