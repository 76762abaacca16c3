"""A folder of documents that change while commands are ended, and what is looked at after each.

Of `kills.py` and `interruptions.py`.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from search import Settings, open_searcher, open_snapshots
from search.errors import AlineaError

#: In every document; the query whose answer is known.
WORD = "girofle"
#: Paragraphs of a document; each has the word.
PARTS = 20
#: What runs a command line.
RUN = (sys.executable, "-c", "from search.cli import main; main()")


@dataclass
class Library:
    """A folder of documents, its index, and what has been found wrong with it."""

    folder: Path
    documents: int
    engine: str
    random: random.Random
    faults: list[str] = field(default_factory=list)

    @property
    def source(self) -> Path:
        return self.folder / "documents"

    @property
    def index(self) -> Path:
        return self.folder / "volume" / "index"

    @property
    def temporary(self) -> Path:
        """Where commands put what nobody is to find afterwards."""
        return self.folder / "temporary"

    @property
    def settings(self) -> Settings:
        return Settings(source=(self.source,), index=self.index, engine=self.engine)

    def fill(self) -> None:
        self.source.mkdir()
        for number in range(self.documents):
            self.write(number)

    def write(self, number: int) -> str:
        """One document, another text each time; every third in a format that is risky. The
        word that only it has.
        """
        version = str(self.random.getrandbits(32))
        texts = [f"Le {WORD} {number}, version {version}, partie {n}." for n in range(PARTS)]
        path = self.source / f"{number}.txt"
        text = "\n\n".join(texts)
        if number % 3 == 0:
            path = self.source / f"{number}.html"
            text = "<html><body>" + "".join(f"<p>{one}</p>" for one in texts) + "</body></html>"
        aside = self.folder / "aside"
        aside.write_text(text, "utf-8")
        aside.replace(path)
        return version

    def start(
        self, *command: object, errors: int = subprocess.DEVNULL, limit: int = 0
    ) -> "subprocess.Popen[str]":
        """A command as a process of a session of its own.

        limit: bytes beyond which it can't write a file, 0 for none
        """
        arguments = [*map(str, command), str(self.source)] if command[0] != "serve" else command
        variables = os.environ | {"ALINEA_SOURCE": str(self.source), "ALINEA_READERS": "2"}
        variables |= {"ALINEA_LANGUAGE": "en", "TMPDIR": str(self.temporary)}
        self.temporary.mkdir(exist_ok=True)
        return subprocess.Popen(
            [*RUN, *map(str, arguments), *self._flags()],
            stdout=subprocess.DEVNULL,
            stderr=errors,
            text=True,
            env=variables,
            start_new_session=True,
            preexec_fn=lambda: _begin(limit),
        )

    def run(self, command: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*RUN, command, *map(str, arguments), *self._flags()],
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def change_until(self, process: "subprocess.Popen[str]", moment: float) -> None:
        """Change documents for so many seconds, or as long as the process is there."""
        deadline = time.monotonic() + moment
        while time.monotonic() < deadline and process.poll() is None:
            self.write(self.random.randrange(self.documents))
            time.sleep(0.02)

    def look(self, what: str) -> None:
        """What is served is whole, and answers."""
        try:
            snapshots = open_snapshots(self.settings)
            snapshots.verify()
            damaged = snapshots.damaged_files()
            total = open_searcher(self.settings).search(WORD).total
        except AlineaError as error:
            self.faults.append(f"{what}: {error}")
            return
        self.expect(not damaged, f"{what}: damaged {damaged}")
        there = PARTS * self.documents
        self.expect(total == there, f"{what}: {total} of {there} found")

    def serves(self, version: str) -> list[str]:
        """The documents that are found by the word that only one has."""
        found = open_searcher(self.settings).search(f'"{version}"', group="document")
        return [hit.paragraph.document for hit in found.hits]

    def generations(self) -> list[str]:
        return sorted(os.listdir(self.index / "generations"))

    def expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)

    def duration(self, command: str) -> float:
        """Seconds that a command takes; for one that never ends, longer than its first build."""
        began = time.monotonic()
        process = self.start(command)
        try:
            process.wait(3 if command == "watch" else 300)
        except subprocess.TimeoutExpired:
            process.terminate()  # so that it leaves nothing that a trial would be blamed for
            process.wait()
        return time.monotonic() - began

    def _flags(self) -> list[str]:
        return ["--index", str(self.index), "--engine", self.engine]


class Overheard:
    """What a command says on standard error. It goes through a pipe: what limits files doesn't
    limit it.

    end: a file descriptor, to be given to the command
    text: what has been said so far; all of it once this is left
    """

    def __init__(self) -> None:
        self._reading, self.end = os.pipe()
        self._content = bytearray()
        self._listener = threading.Thread(target=self._listen, daemon=True)

    @property
    def text(self) -> str:
        return self._content.decode("utf-8", "replace")

    def __enter__(self) -> "Overheard":
        self._listener.start()
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.end)
        self._listener.join(5)

    def _listen(self) -> None:
        with open(self._reading, "rb", buffering=0) as said:
            while content := said.read(1 << 16):
                self._content += content


def _begin(largest: int) -> None:
    """In the process of a command: no signal is ignored, as what runs in the background begins
    with, which would go on with that; no file grows beyond so many bytes, 0 for any.
    """
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if largest:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))


def end_of(session: int, patience: float) -> float | None:
    """Seconds until all processes of a session have ended, or None; what is left is named and
    killed.
    """
    began = time.monotonic()
    while left := processes(session):
        if time.monotonic() - began > patience:
            for process in left:
                print(f"left behind: {process}", file=sys.stderr, flush=True)
                with suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)
            return None
        time.sleep(0.005)
    return time.monotonic() - began


class Process(NamedTuple):
    """command: its arguments, with spaces between them
    state: a letter, R for one that runs or waits for a processor (proc(5))
    """

    pid: int
    parent: int
    command: str
    state: str


def processes(session: int) -> list[Process]:
    """The processes of a session that haven't ended."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            status = Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
            command = Path("/proc", entry, "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if status[0] != "Z" and int(status[3]) == session:
            words = command.replace(b"\0", b" ").decode("utf-8", "replace")
            found.append(Process(int(entry), int(status[1]), words, status[0]))
    return found
