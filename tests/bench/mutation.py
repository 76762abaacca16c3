"""Index thousands of damaged files, and see that no build minds.

    python tests/bench/mutation.py --files 2000 --valid FOLDER

The files are made from valid ones: bits flipped, cut, spliced with another, blocks repeated,
members of archives and tags of XML damaged. They are built in batches beside files that are
whole. Every build has to end within its time; each file is indexed or in the report with a
reason; what was whole is found; and while it is built, the generation before is served.
Exits with 1 if anything of that failed.
"""

import argparse
import gzip
import io
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from search import Settings, open_indexer, open_searcher, open_snapshots
from search.errors import AlineaError, DocumentError
from search.indexing.workers.limits import DIED, UNFORESEEN

REPOSITORY = Path(__file__).parents[2]
ARTICLE = REPOSITORY / "tests/search/documents/same_text/article.md"
#: What pandoc makes of the article, and LibreOffice of the DOCX.
PANDOC = ("docx", "odt", "epub", "html", "rtf", "md")
OFFICE = ("pdf", "fodt", "txt")
MAIL = """From: a@example.org
To: b@example.org
Subject: Article
Date: Mon, 4 Mar 2024 10:00:00 +0100
Content-Type: text/plain; charset=utf-8
"""
#: In each file that is whole; the query whose answer is known.
WORD = "girofle"
WHOLE = 20
#: Bytes that a block has which comes again and again.
LARGEST = 1 << 18

Damage = Callable[[random.Random, bytes, list[bytes]], bytes]


def flip(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    """Some bits."""
    made = bytearray(content)
    for _number in range(chance.choice((1, 4, 16, 64, 256))):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def cut(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    """The end is missing, or the beginning."""
    place = chance.randrange(len(content))
    return content[:place] if chance.random() < 0.8 else content[place:]


def splice(chance: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """Begins as one file and ends as another."""
    other = chance.choice(others)
    return content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :]


def repeat(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    """A block comes again and again."""
    begin = chance.randrange(len(content))
    block = content[begin : begin + chance.choice((1, 64, 4096))]
    times = min(chance.choice((2, 100, 10_000, 100_000)), LARGEST // len(block))
    return content[:begin] + block * times + content[begin:]


def zero(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    """A block is missing, of a disk, say."""
    begin = chance.randrange(len(content))
    size = min(chance.choice((16, 512, 4096)), len(content) - begin)
    return content[:begin] + bytes(size) + content[begin + size :]


def tags(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    """Marks of XML are lost, doubled, nested or changed; elsewhere numbers are."""
    pattern = rb"<[^<>]{1,200}>" if content.count(b"<") > 10 else rb"-?\d+"
    found = list(re.finditer(pattern, content[: 1 << 20]))
    if not found:
        return flip(chance, content, [])
    for match in sorted(chance.sample(found, min(8, len(found))), key=lambda m: -m.start()):
        mark = match[0]
        new = chance.choice(
            (b"", mark * 2, mark * 3000, b"<" + mark, mark[:-1], b"9" * 40, b"-1", b"&x;")
        )
        content = content[: match.start()] + new + content[match.end() :]
    return content


def member(chance: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """A part of an archive is damaged, and packed well again; streams of a PDF are too."""
    if content[:2] != b"PK":
        return stream(chance, content, others)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        chosen = chance.choice([name for name in names if name.endswith("ml")] or names)
        for name in names:
            part = old.read(name)
            if name == chosen and part:
                part = chance.choice((flip, cut, repeat, zero, tags))(chance, part, others)
            if name != chosen or chance.random() < 0.95:
                new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def stream(chance: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """A stream of a PDF is damaged, and packed well again."""
    found = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL))
    if not found:
        return flip(chance, content, others)
    match = chance.choice(found)
    try:
        part = zlib.decompress(match[1])
    except zlib.error:
        part = match[1]
    damaged = chance.choice((flip, cut, repeat, zero, tags))(chance, part or b"0", others)
    return content[: match.start(1)] + zlib.compress(damaged) + content[match.end(1) :]


DAMAGES: tuple[Damage, ...] = (flip, cut, splice, repeat, zero, tags, member)


@dataclass
class Campaign:
    """What has been built, and what was wrong."""

    folder: Path
    valid: list[Path]
    chance: random.Random
    seconds: float
    limit: float
    made: int = 0
    table: "Counter[tuple[str, str]]" = field(default_factory=Counter)
    reasons: "Counter[str]" = field(default_factory=Counter)
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def source(self) -> Path:
        return self.folder / "documents"

    @property
    def settings(self) -> Settings:
        index = self.folder / "index"
        return Settings(source=(self.source,), index=index, limit_seconds=self.limit)

    def begin(self) -> None:
        """An index of whole files, to be served from then on."""
        self.source.mkdir()
        for number in range(WHOLE):
            (self.source / f"entier {number}.txt").write_text(
                f"Texte entier.\n\nLe {WORD} numéro {number} est entier.", "utf-8"
            )
        open_indexer(self.settings).rebuild(self.source)

    def build(self, count: int, how: str) -> None:
        """One build of so many damaged files."""
        damaged = self.source / "abîmés"
        shutil.rmtree(damaged, ignore_errors=True)
        damaged.mkdir()
        made = {
            path.relative_to(self.source).as_posix(): path for path in self._make(damaged, count)
        }
        before = open_snapshots(self.settings).current().name
        served, done = _Served(self.settings), time.monotonic()
        with served:
            try:
                report = getattr(open_indexer(self.settings), how)(self.source)
            except Exception as error:
                self.faults.append(f"the {how} ended: {type(error).__name__}: {error}")
                return
        took = time.monotonic() - done
        self.slowest = max(self.slowest, took)
        self._expect(took < self.seconds, f"the {how} took {took:.0f} s")
        self._expect(not served.faults, f"not served meanwhile: {served.faults[:3]}")
        self._expect(open_snapshots(self.settings).current().name != before, "no generation")
        self._count(made, report.skipped)
        self._whole()

    def _make(self, folder: Path, count: int) -> list[Path]:
        contents = [path.read_bytes() for path in self.valid]
        made = []
        for _ in range(count):
            number = self.chance.randrange(len(self.valid))
            damage = self.chance.choice(DAMAGES)
            suffixes = self.valid[self.chance.randrange(len(self.valid))], self.valid[number]
            suffix = _suffix(suffixes[self.chance.random() < 0.95])
            path = folder / f"{self.made:05} {damage.__name__}{suffix}"
            path.write_bytes(damage(self.chance, contents[number], contents))
            self.made += 1
            made.append(path)
        return made

    def _count(self, made: dict[str, Path], skipped: list[DocumentError]) -> None:
        """Each file is in the index or in the report; those of records may be in both."""
        indexed = {
            info.id for info, _ in open_searcher(self.settings).documents(size=1_000_000).documents
        }
        reasons = {error.path: error for error in skipped}
        copies = self._copies()
        for name, path in made.items():
            is_there = name in indexed or name in copies
            is_there = is_there or any(one.startswith(f"{name}/") for one in indexed | copies)
            if name in reasons:
                self.table[_suffix(path), "skipped"] += 1
                self._note(reasons[name])
            elif is_there:
                self.table[_suffix(path), "indexed"] += 1
            else:
                self.table[_suffix(path), "lost"] += 1
                kept = self.folder / "lost"
                kept.mkdir(exist_ok=True)
                shutil.copy(path, kept)
                self.faults.append(f"{name} is neither indexed nor in the report")

    def _note(self, error: DocumentError) -> None:
        """Those of one cause together; what is a fault of ours or of a library, each."""
        said = error.reason if error.cause in (DIED, UNFORESEEN) else error.cause
        self.reasons[said.replace("\n", " ")[:100]] += 1
        self._expect(bool(error.reason), f"{error.path}: no reason")

    def _copies(self) -> set[str]:
        """The ids of what is in the index under another name."""
        catalog = open_snapshots(self.settings).current().catalog
        listed = catalog.documents()
        return {one for document in listed for one in catalog.copies(document.number)}

    def _whole(self) -> None:
        try:
            snapshots = open_snapshots(self.settings)
            snapshots.verify()
            self._expect(not snapshots.damaged_files(), "the index is damaged")
        except AlineaError as error:
            self.faults.append(str(error))
        found = _found(self.settings)
        self._expect(found == WHOLE, f"{found} of {WHOLE} whole files found")

    def _expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)


class _Served:
    """Asks again and again, in a thread, while the index is built."""

    def __init__(self, settings: Settings) -> None:
        self.faults: list[str] = []
        self._settings = settings
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> "_Served":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._ended.wait(0.2):
            try:
                if (found := _found(self._settings)) != WHOLE:
                    self.faults.append(f"{found} found")
            except AlineaError as error:
                self.faults.append(str(error))


def _found(settings: Settings) -> int:
    """How many of the whole files answer."""
    hits = open_searcher(settings).search(f'"{WORD} numéro"', size=100).hits
    return sum(hit.paragraph.document.startswith("entier ") for hit in hits)


def valid_files(folder: Path) -> list[Path]:
    """The article in each format that can be made here, and the tests' library."""
    for suffix in PANDOC:
        _made("pandoc", str(ARTICLE), "-s", "-o", str(folder / f"article.{suffix}"))
    for suffix in OFFICE:
        _made(
            "soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
            "--convert-to", suffix, "--outdir", str(folder), str(folder / "article.docx"),
        )  # fmt: skip
    lines = [f'{{"id": "{n}", "text": "Le texte numéro {n} est là."}}' for n in range(200)]
    (folder / "recueil.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "recueil.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    rows = "".join(f"{n},Titre {n},Le texte numéro {n} est là.\n" for n in range(200))
    (folder / "recueil.csv").write_text("id,title,text\n" + rows, "utf-8")
    mail = f"{MAIL}\n{ARTICLE.read_text('utf-8')}\n"
    (folder / "message.eml").write_text(mail, "utf-8")
    messages = f"From a@example.org Mon Mar  4 10:00:00 2024\n{mail}" * 3
    (folder / "messages.mbox").write_text(messages, "utf-8")
    for path in (*(REPOSITORY / "tests/library").rglob("*.txt"), *(REPOSITORY / "seeds").iterdir()):
        shutil.copy(path, folder)
    return _files(folder)


def _made(*command: str) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=120, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"not made: {' '.join(command[-2:])} ({error})", file=sys.stderr)


def _suffix(path: Path) -> str:
    """All of it: `.jsonl.gz`."""
    return "".join(path.name.partition(".")[1:])


def _files(folder: Path) -> list[Path]:
    """The files that may be damaged, those of one format taken as often as those of another."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and path.stat().st_size)
    by_suffix: dict[str, list[Path]] = {}
    for path in found:
        by_suffix.setdefault(_suffix(path), []).append(path)
    most = max(map(len, by_suffix.values()))
    return [paths[n % len(paths)] for paths in by_suffix.values() for n in range(most)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=200, help="files of a build")
    parser.add_argument("--valid", type=Path, help="folder of valid files; else made here")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--seconds", type=float, default=600, help="that a build may take")
    parser.add_argument("--limit", type=float, default=10, help="seconds that a file may take")
    parser.add_argument("--minutes", type=float, default=60, help="at most")
    parser.add_argument("--keep", type=Path, help="folder to work in, which is kept")
    given = parser.parse_args()
    end = time.monotonic() + given.minutes * 60
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        (folder / "valid").mkdir(parents=True)
        valid = _files(given.valid) if given.valid else valid_files(folder / "valid")
        campaign = Campaign(folder, valid, random.Random(given.seed), given.seconds, given.limit)
        campaign.begin()
        for number in range(-(-given.files // given.batch)):
            if time.monotonic() > end:
                break
            campaign.build(given.batch, ("rebuild", "update")[number % 2])
            print(f"\r{campaign.made} files, {len(campaign.faults)} faults", end="", flush=True)
    _print(campaign)
    sys.exit(1 if campaign.faults or campaign.made < given.files else 0)


def _print(campaign: Campaign) -> None:
    print(f"\n\n{'format':<10}{'indexed':>10}{'skipped':>10}{'lost':>10}")
    for suffix in sorted({suffix for suffix, _ in campaign.table}):
        counts = [campaign.table[suffix, what] for what in ("indexed", "skipped", "lost")]
        print(f"{suffix:<10}" + "".join(f"{count:>10}" for count in counts))
    print(f"\n{'reason':<100}{'files':>8}")
    for reason, count in campaign.reasons.most_common():
        print(f"{reason:<100}{count:>8}")
    print(f"\nslowest build: {campaign.slowest:.1f} s; {len(campaign.faults)} faults")
    print("\n".join(campaign.faults[:100]))


if __name__ == "__main__":
    main()
