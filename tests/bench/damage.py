"""Damage generations on disk, and look at what is answered.

    python tests/bench/damage.py --mutations 500

An index has two generations. A file of the newer one, its manifest or CURRENT is damaged: bits
flipped, blocks lost, doubled or exchanged, cut, made longer, removed, or something else put in
its place; before a server opens it, or while it answers. Of each mutation: every answer is that
of one of the two generations as they were built, or 503; none is a 500, and none names a path;
the scrub or the opening finds it, and so does `alinea check`. Exits with 1 if any of that failed.

While it answers, files are cut, removed or exchanged by rename; what is changed in place under a
server that has read it already is found by the next scrub, so it isn't asked for here.
"""

import argparse
import hashlib
import json
import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from search import Settings, open_indexer, open_snapshots
from search.errors import AlineaError, IndexDamagedError
from search.indexing.scrub import scrub
from search.wording.messages import speaking
from web import create_app

#: Documents, and paragraphs and words of each: files of several blocks.
DOCUMENTS, PARAGRAPHS, WORDS = 90, 30, 40
VOCABULARY = 6000
#: What is asked after each mutation.
QUERIES = 6

Mutate = Callable[[random.Random, Path], None]


def flip(chance: random.Random, path: Path) -> None:
    """One bit."""
    with path.open("r+b") as file:
        content = bytearray(file.read())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.seek(0)
        file.write(content)


def garble(chance: random.Random, path: Path) -> None:
    """A run of bytes is others."""
    _overwrite(chance, path, chance.randbytes)


def zero(chance: random.Random, path: Path) -> None:
    """A run of bytes is lost."""
    _overwrite(chance, path, bytes)


def _overwrite(chance: random.Random, path: Path, made: Callable[[int], bytes]) -> None:
    size = path.stat().st_size
    begin = chance.randrange(size)
    with path.open("r+b") as file:
        file.seek(begin)
        file.write(made(min(chance.choice((1, 16, 512, 4096, 1 << 16)), size - begin)))


def exchange(chance: random.Random, path: Path) -> None:
    """Two runs of bytes have changed places."""
    content = path.read_bytes()
    half = len(content) // 2
    size = max(1, min(chance.choice((8, 512, 4096)), half))
    first = chance.randrange(max(1, half - size + 1))
    second = half + chance.randrange(max(1, len(content) - half - size + 1))
    one, other = content[first : first + size], content[second : second + size]
    content = content[:first] + other + content[first + size :]
    path.write_bytes(content[:second] + one + content[second + len(other) :])


def cut(chance: random.Random, path: Path) -> None:
    """The end is missing."""
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def lengthen(chance: random.Random, path: Path) -> None:
    """There is something behind the end."""
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.choice((1, 4096))))


def remove(_: random.Random, path: Path) -> None:
    path.unlink()


def replace(chance: random.Random, path: Path) -> None:
    """Another file of the same length, by rename."""
    size = path.stat().st_size
    aside = path.with_name("aside")
    aside.write_bytes(chance.randbytes(size))
    aside.replace(path)


def folder(_: random.Random, path: Path) -> None:
    path.unlink()
    path.mkdir()


BEFORE: tuple[Mutate, ...] = (
    *(flip, flip, flip, garble, garble, zero, zero, exchange),
    *(cut, lengthen, remove, replace, folder),
)
MEANWHILE: tuple[Mutate, ...] = (cut, remove, replace, folder)


@dataclass
class Campaign:
    """What was damaged, and what was wrong."""

    folder: Path
    engine: str
    chance: random.Random
    how: str
    table: "Counter[tuple[str, str]]" = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    right: dict[str, dict[str, str]] = field(default_factory=dict)
    slowest: float = 0.0

    @property
    def settings(self) -> Settings:
        source = (self.folder / "documents",)
        return Settings(source=source, index=self.folder / "index", engine=self.engine)

    @property
    def index(self) -> Path:
        return self.settings.index

    @property
    def whole(self) -> Path:
        return self.folder / "whole"

    def begin(self) -> None:
        """Two generations, and what each of them answers."""
        source = self.settings.source[0]
        source.mkdir(parents=True)
        words = [f"mot{number}" for number in range(VOCABULARY)]
        for number in range(DOCUMENTS):
            self._write(source / f"{number}.txt", words)
        self.paths = list(self._paths(words))
        for how in ("rebuild", self.how):
            self._write(source / f"{how} de plus.txt", words)
            report = getattr(open_indexer(self.settings), how)(source)
            client = self._client()
            found = {path: client.get(path) for path in self.paths}
            name = open_snapshots(self.settings).current().name
            self.right[name] = {path: _digest(answer) for path, answer in found.items()}
            assert report.generation == name.partition("-")[0]
        shutil.copytree(self.index, self.whole)

    def _write(self, path: Path, words: list[str]) -> None:
        texts = (" ".join(self.chance.choices(words, k=WORDS)) for _ in range(PARAGRAPHS))
        path.write_text("\n\n".join(texts), "utf-8")

    def _paths(self, words: list[str]) -> Iterator[str]:
        """Addresses that together ask for all kinds of files."""
        some = partial(self.chance.choice, words)
        for _ in range(QUERIES):
            yield f"/api/search?q={some()} {some()} {some()}"
        yield f"/api/search?q={some()[:5]}*&sort=date&facets=folder"
        yield f"/api/search?q=%22{some()} {some()}%22 {some()}&group=document"
        yield f"/api/suggest?q={some()[:4]}"
        yield f"/api/documents/{self.chance.randrange(DOCUMENTS)}.txt?q={some()}"
        yield f"/api/documents/{self.chance.randrange(DOCUMENTS)}.txt/similar"
        yield "/api/documents?size=100"
        yield "/api/stats"

    def _client(self) -> FlaskClient:
        return create_app(self.settings).test_client()

    def mutate(self, number: int) -> None:
        """One mutation, and what comes of it."""
        path = self._chosen()
        is_open = self.chance.random() < 0.3 and path.name != "CURRENT"
        mutation = self.chance.choice(MEANWHILE if is_open else BEFORE)
        what = f"{self.engine}, {self.how}, {number}: {mutation.__name__} of {path.name}"
        what += " while it answers" if is_open else ""
        client = self._client()
        if is_open:
            self._ask(client, what)
        before = path.read_bytes()
        mutation(self.chance, path)
        if path.is_file() and path.read_bytes() == before:
            return self._restore(path)  # what is exchanged may be the same
        began = time.monotonic()
        self._ask(client, what)
        self.slowest = max(self.slowest, time.monotonic() - began)
        if path.name != "CURRENT":
            self._expect(self._is_found(), f"{what}: not found by a scrub")
        self._expect(not self._is_whole(), f"{what}: not found by a check")
        self.table[mutation.__name__, "while it answers" if is_open else "before"] += 1
        self._restore(path)
        return None

    def _chosen(self) -> Path:
        """A file of the newer generation that isn't empty, or what leads to it."""
        newest = max((self.index / "generations").iterdir())
        files = [path for path in newest.rglob("*") if path.is_file() and path.stat().st_size]
        return self.chance.choice([*sorted(files), self.index / "CURRENT"])

    def _restore(self, path: Path) -> None:
        """As it was, links among generations too."""
        for name in (path, path.with_name("aside")):
            if name.is_dir():
                name.rmdir()
            name.unlink(missing_ok=True)
        origin = self.whole / path.relative_to(self.index)
        for other in self.index.rglob(path.name):
            if other.is_file():
                shutil.copyfile(self.whole / other.relative_to(self.index), other)
        shutil.copyfile(origin, path)

    def _ask(self, client: FlaskClient, what: str) -> None:
        """Everything, once more what has failed."""
        for path in self.chance.sample(self.paths, len(self.paths)):
            answer = client.get(path)
            self.table["answers", str(answer.status_code)] += 1
            self._expect(str(self.folder) not in answer.text, f"{what}: {path} tells a path")
            if answer.status_code == 503:
                continue
            self._expect(answer.status_code == 200, f"{what}: {path}: {answer.status_code}")
            known = {right[path] for right in self.right.values()}
            self._expect(_digest(answer) in known, f"{what}: {path}: a wrong answer")

    def _is_found(self) -> bool:
        """By opening the generation or by looking through it, as a server does."""
        try:
            snapshots = open_snapshots(self.settings)
            newest = max(snapshots.generations.names())
            manifest = snapshots.open(newest).manifest
            scrub(snapshots.generations.path(newest), manifest, lambda: True)
        except IndexDamagedError:
            return True
        return False

    def _is_whole(self) -> bool:
        try:
            snapshots = open_snapshots(self.settings)
            snapshots.verify()
            named = snapshots.generations.current() == max(snapshots.generations.names())
            return named and not snapshots.damaged_files()
        except AlineaError:
            return False

    def _expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)


def _digest(answer: Any) -> str:
    """Of what is answered but for the time that it took."""
    told = json.loads(answer.data)
    told.pop("took_ms", None)
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mutations", type=int, default=500, help="over all engines")
    parser.add_argument("--engines", nargs="+", default=["whoosh", "tantivy"])
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--minutes", type=float, default=60, help="at most")
    given = parser.parse_args()
    logging.getLogger("alinea").addHandler(logging.NullHandler())
    end = time.monotonic() + given.minutes * 60
    ways = [(engine, how) for engine in given.engines for how in ("rebuild", "update")]
    done = faults = 0
    for engine, how in ways:
        with tempfile.TemporaryDirectory() as name, speaking("en"):
            chance = random.Random(f"{given.seed} {engine} {how}")
            campaign = Campaign(Path(name).resolve(), engine, chance, how)
            campaign.begin()
            for number in range(-(-given.mutations // len(ways))):
                if time.monotonic() > end:
                    break
                campaign.mutate(number)
        done += sum(count for (_, kind), count in campaign.table.items() if not kind.isdigit())
        faults += len(campaign.faults)
        _print(campaign)
    print(f"\n{done} mutations, {faults} faults")
    sys.exit(1 if faults or done < 0.95 * given.mutations else 0)


def _print(campaign: Campaign) -> None:
    print(f"\n{campaign.engine}, two generations, the newer by {campaign.how}")
    for (what, kind), count in sorted(campaign.table.items()):
        print(f"  {what:<12}{kind:<18}{count:>6}")
    print(f"  slowest: {campaign.slowest:.2f} s; {len(campaign.faults)} faults")
    print("\n".join(campaign.faults[:40]))


if __name__ == "__main__":
    main()
