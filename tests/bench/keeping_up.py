"""What it costs to keep an index up to date.

    python tests/bench/keeping_up.py --corpus paragraphs.jsonl.gz [--engine whoosh] [--rounds 3]

1. One file of records, as it is: the rebuild (seconds, paragraphs a second, memory of all
   processes), then an update after 10 of its documents have changed, as a share of it: of the
   time that each says it took, and of that of the whole process, Python's start included.
2. The same documents as a folder of files.
3. A folder of files with 100,000 paragraphs, served with --watch: from a save to the moment
   when the saved text is found over HTTP, the page being asked all the while.
"""

import argparse
import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from measure import peak_memory
from wrk import free_port, wait

CHANGED = 10
PARAGRAPHS = 100_000
SAVES = 10
WORD = "zygomatique"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["records", "files", "watch"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if asked.only in (None, "records"):
            records = work / asked.corpus.name
            whole = asked.corpus.read_bytes()
            print_updates(
                records, lambda: records.write_bytes(whole), change, asked.engine, asked.rounds
            )
        if asked.only in (None, "files"):
            files = work / "files"
            count = write_files(asked.corpus, files, paragraphs=1 << 30)
            print(f"a folder of {count:,} files")
            time.sleep(3)  # what was written this second is read again, whatever its time says
            print_updates(files, lambda: 0, change_files, asked.engine, asked.rounds)
        if asked.only in (None, "watch"):
            print_saves(asked.corpus, asked.engine, work)


def print_updates(
    source: Path,
    prepare: Callable[[], int],
    change: Callable[[Path, int], None],
    engine: str,
    rounds: int,
) -> None:
    shares, process_shares = [], []
    for number in range(rounds):
        prepare()
        shutil.rmtree(_index(source), ignore_errors=True)  # the rebuild is the first
        report, seconds, memory = build("rebuild", source, engine)
        print(
            f"rebuild: {report['documents']:,} documents, {report['paragraphs']:,} paragraphs, "
            f"{report['seconds']:.2f} s ({seconds:.2f} s the process), "
            f"{report['paragraphs'] / report['seconds']:,.0f} paragraphs/s, "
            f"{memory:.0f} MB in all processes"
        )
        change(source, number)
        updated, update_seconds, _ = build("update", source, engine)
        shares.append(updated["seconds"] / report["seconds"])
        process_shares.append(update_seconds / seconds)
        print(
            f"update:  {updated['paragraphs_read']} paragraphs analysed again, "
            f"{updated['seconds']:.2f} s ({update_seconds:.2f} s the process), "
            f"{shares[-1]:.2%} of the rebuild ({process_shares[-1]:.2%})"
        )
    whole = statistics.median(process_shares)
    print(f"median share: {statistics.median(shares):.2%} ({whole:.2%} of the whole process)")


def build(how: str, source: Path, engine: str) -> tuple[dict[str, Any], float, float]:
    """The report, the seconds of the whole process, and of a rebuild MB at its peak.

    Looking at the memory stops a process again and again: an update is too short for that.
    """
    options = ["--index", str(_index(source)), "--engine", engine, "--json"]
    command = [sys.executable, "-m", "search", how, str(source), *options]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        peak = peak_memory(process) if how == "rebuild" else 0.0
        said = process.stdout.read() if process.stdout else b""
        process.wait()
        seconds = time.perf_counter() - began
    return json.loads(said), seconds, peak


def _index(source: Path) -> Path:
    return source.parent / f"{source.name}-index"


def change(records: Path, seed: int) -> None:
    """Ten documents say something else, and the file is written anew."""
    lines = gzip.decompress(records.read_bytes()).split(b"\n")
    documents: dict[str, int] = {}
    for place, line in enumerate(lines):
        if line:
            documents.setdefault(json.loads(line)["doc"], place)
    for place in random.Random(seed).sample(list(documents.values()), CHANGED):
        record = json.loads(lines[place])
        record["text"] += f" Et une phrase de plus, la {seed}e."
        lines[place] = json.dumps(record, ensure_ascii=False).encode()
    records.write_bytes(gzip.compress(b"\n".join(lines), 6))


def change_files(folder: Path, seed: int) -> None:
    """Ten files say something else."""
    for path in random.Random(seed).sample(sorted(folder.rglob("*.txt")), CHANGED):
        path.write_text(f"{path.read_text('utf-8')}\n\nEt une phrase de plus, la {seed}e.", "utf-8")


def print_saves(corpus: Path, engine: str, work: Path) -> None:
    source = work / "documents"
    count = write_files(corpus, source, PARAGRAPHS)
    print(f"a folder of {count:,} files with {PARAGRAPHS:,} paragraphs")
    with served(source, work / "followed", engine) as address:
        with Asked(address) as asked:
            words = [f"{WORD}{number}" for number in range(SAVES)]
            waits = [seconds_until_found(source, address, word) for word in words]
        print(
            f"from a save to its being found: median {statistics.median(waits):.2f} s, "
            f"at most {max(waits):.2f} s, over {SAVES} saves"
        )
        print(f"meanwhile {asked.answered:,} requests were answered, {asked.failed} were not")


def write_files(corpus: Path, folder: Path, paragraphs: int) -> int:
    """Documents of the corpus as files of text, with so many paragraphs together, or all."""
    written = count = 0
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        documents = groupby(map(json.loads, lines), key=lambda record: record["doc"])
        for count, (_, records) in enumerate(documents, start=1):
            texts = [record["text"] for record in islice(records, 200)]
            path = folder / f"{count // 500:04}" / f"{count:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join(texts), "utf-8")
            written += len(texts)
            if written >= paragraphs:
                break
    return count


@contextmanager
def served(source: Path, index: Path, engine: str) -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    settings = {"ALINEA_SOURCE": json.dumps([str(source)]), "ALINEA_ENGINE": engine}
    command = [sys.executable, "-m", "search", "serve", "--watch", "--index", str(index)]
    command += ["--port", address.partition(":")[2]]
    process = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.DEVNULL)
    try:
        wait(f"http://{address}/readyz", attempts=6000)
        time.sleep(3)  # the watcher looks at everything once
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait()


def seconds_until_found(source: Path, address: str, word: str) -> float:
    began = time.perf_counter()
    (source / "0000" / f"{word}.txt").write_text(f"Une note sur le {word}.", "utf-8")
    while b'"total":0' in get(f"{address}/api/search?q={word}"):
        time.sleep(0.01)
    return time.perf_counter() - began


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


class Asked:
    """Somebody who asks for the page all the while."""

    def __init__(self, address: str) -> None:
        self._address = f"{address}/?q=maison"
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self.answered = self.failed = 0

    def __enter__(self) -> "Asked":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._ended.is_set():
            try:
                get(self._address)
                self.answered += 1
            except OSError:
                self.failed += 1
            time.sleep(0.02)


if __name__ == "__main__":
    main()
