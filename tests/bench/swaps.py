"""Swap generations under a server that is asked all the while.

    python tests/bench/swaps.py --swaps 200

Each build writes another version into every document; a swap is a rebuild, an update or a
rollback. Two server processes are asked over several connections meanwhile: each answer has to be
200, to find every document, and all of them in one version, that of the generation that it names.
Exits with 1 if any answer failed or mixed two generations.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from wrk import free_port, wait

from search import Settings, open_indexer, open_snapshots
from search.indexing.rollback import roll_back

DOCUMENTS = 20
ASKERS = 3
#: Seconds between two swaps, at the most.
PAUSE = 0.3


@dataclass
class Swaps:
    """An index whose generations are swapped, and what was answered meanwhile.

    versions: what each generation has, by name; answers: generation, versions of the hits
    """

    folder: Path
    engine: str
    random: random.Random
    versions: dict[str, str] = field(default_factory=dict)
    kinds: "Counter[str]" = field(default_factory=Counter)
    answers: list[tuple[str, frozenset[str], int]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        source = (self.folder / "documents",)
        return Settings(source=source, index=self.folder / "index", engine=self.engine)

    def build(self, how: str, version: str) -> None:
        """All documents in another version, some of them of other names."""
        for number in range(DOCUMENTS):
            text = f"Le girofle {number} est de la version v{version}."
            (self.settings.source[0] / f"{number}.txt").write_text(text, "utf-8")
        getattr(open_indexer(self.settings), how)(self.settings.source[0])
        self.versions[open_snapshots(self.settings).current().name] = version

    def swap(self, number: int) -> None:
        how = self.random.choice(("rebuild", "update", "update", "rollback"))
        if how != "rollback":
            self.build(how, str(number))
        else:
            snapshots = open_snapshots(self.settings)
            current = snapshots.generations.current()
            roll_back(
                snapshots, next(one for one in snapshots.generations.names() if one != current)
            )
        self.kinds[how] += 1

    def ask(self, address: str, stop: threading.Event) -> None:
        """Again and again."""
        while not stop.is_set():
            try:
                url = f"{address}/api/search?q=girofle&size=50"
                with urllib.request.urlopen(url, timeout=20) as answer:
                    found = json.load(answer)
            except (OSError, ValueError) as error:
                self.failures.append(f"{type(error).__name__}: {error}")
                continue
            texts = [hit["snippet"]["text"] for hit in found["hits"]]
            versions = frozenset(text.partition("version v")[2].rstrip(".") for text in texts)
            self.answers.append((found["generation"], versions, found["total"]))

    @property
    def mixed(self) -> list[str]:
        """Answers that aren't one generation's."""
        wanted = {name: (frozenset({one}), DOCUMENTS) for name, one in self.versions.items()}
        wrong = (one for one in self.answers if (one[1], one[2]) != wanted.get(one[0]))
        return [f"{name}: {sorted(versions)}, {total} found" for name, versions, total in wrong]


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Where two processes serve it."""
    port = free_port()
    words = ["serve", "--port", port, "--index", settings.index, "--engine", settings.engine]
    command = [sys.executable, "-m", "search", *map(str, words)]
    surroundings = os.environ | {"ALINEA_WORKERS": "2"}
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            wait(f"{address}/readyz")
            yield address
        finally:
            process.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--swaps", type=int, default=200, help="over all engines")
    parser.add_argument("--engines", nargs="+", default=["whoosh", "tantivy"])
    parser.add_argument("--seed", type=int, default=2024)
    given = parser.parse_args()
    faults = 0
    for engine in given.engines:
        with tempfile.TemporaryDirectory() as name:
            swaps = Swaps(Path(name).resolve(), engine, random.Random(f"{given.seed} {engine}"))
            swaps.settings.source[0].mkdir()
            for version in ("première", "deuxième"):
                swaps.build("rebuild", version)
            _swap_all(swaps, given.swaps // len(given.engines))
        wrong = [*swaps.failures, *swaps.mixed]
        faults += len(wrong)
        kinds = ", ".join(f"{count} by {kind}" for kind, count in sorted(swaps.kinds.items()))
        seen = len({name for name, _, _ in swaps.answers})
        print(f"{engine}: {sum(swaps.kinds.values())} swaps ({kinds}); {len(swaps.answers)}")
        print(f"  answers of {seen} generations, {len(swaps.failures)} failed,")
        print(f"  {len(wrong) - len(swaps.failures)} mixed", *wrong[:20], sep="\n    ")
    sys.exit(1 if faults else 0)


def _swap_all(swaps: Swaps, count: int) -> None:
    stop = threading.Event()
    with served(swaps.settings) as address:
        askers = [threading.Thread(target=swaps.ask, args=(address, stop)) for _ in range(ASKERS)]
        for asker in askers:
            asker.start()
        for number in range(count):
            swaps.swap(number)
            time.sleep(swaps.random.uniform(0, PAUSE))
        stop.set()
        for asker in askers:
            asker.join()


if __name__ == "__main__":
    main()
