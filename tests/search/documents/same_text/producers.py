"""Who makes the article in every format: pandoc, LibreOffice, Chromium, Python's e-mail."""

import csv
import gzip
import json
import mailbox
import os
import re
import struct
import subprocess
import zlib
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import zstandard
from programs import where

HERE = Path(__file__).parent
#: What a file can't be made without, by the first word of its name: LibreOffice and Chromium
#: begin with what pandoc makes, and so does a mail that holds a page.
_NEEDS = {
    "pandoc": ("pandoc",),
    "html": ("pandoc",),
    "alternative": ("pandoc",),
    "libreoffice": ("pandoc", "libreoffice"),
    "chromium": ("pandoc", "chromium"),
}
TITLE, DAY = "L’œuvre du phare\u00a0: onze mois de travaux", "2024-11-05"
#: Without "smart" each apostrophe stays what it is.
_ARTICLE = ("--from=markdown-smart", "article.md")
_OFFICE = {"rtf": "rtf", "html": "html", "txt": "txt:Text (encoded):UTF8", "pdf": "pdf",
           "fodt": "fodt", "epub": "epub", "odt": "odt", "docx": "docx", "doc": "doc"}  # fmt: skip


#: Of a long line, what has room on one of 72 characters.
_LONG = re.compile(r"(.{1,72}) (?=\S.{60})")


def needs(name: str) -> tuple[str, ...]:
    """The programs that make the file of that name."""
    return _NEEDS.get(re.split(r"[-.]", name)[0], ())


class Workshop:
    """Makes a file when it is first asked for.

    A name says who makes it, and from what: `pandoc.docx`, `libreoffice-docx.rtf`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        #: The text alone.
        self._text = (HERE / "article.txt").read_text("utf-8")
        article = (HERE / "article.md").read_text("utf-8")
        (folder / "article.md").write_text(article, "utf-8")
        (folder / "coupole.png").write_bytes(_picture())
        self._made_by: dict[str, Callable[[Path], None]] = {
            "pandoc.html": partial(self._pandoc, "html"),
            "pandoc.docx": partial(self._pandoc, "docx"),
            "pandoc.odt": partial(self._pandoc, "odt"),
            "pandoc.rtf": partial(self._pandoc, "rtf"),
            "pandoc-2.epub": partial(self._pandoc, "epub2"),
            "pandoc-3.epub": partial(self._pandoc, "epub3"),
            "pandoc-wrapped.txt": partial(self._pandoc, "plain"),
            "pandoc-unwrapped.txt": partial(self._pandoc, "plain", "--wrap=none"),
            "pandoc.md": partial(self._pandoc, "markdown-smart"),
            "pandoc-gfm.md": partial(self._pandoc, "gfm"),
            "pandoc-commonmark.md": partial(self._pandoc, "commonmark_x-smart", "--wrap=none"),
            "chromium.pdf": partial(self._chromium, "--no-pdf-header-footer"),
            "chromium-running-heads.pdf": self._chromium,
            "plain.eml": partial(self._mail, "8bit"),
            "quoted-printable.eml": partial(self._mail, "quoted-printable"),
            "base64.eml": partial(self._mail, "base64"),
            "flowed.eml": self._flowed_mail,
            "html.eml": self._html_mail,
            "alternative.eml": partial(self._html_mail, "plain"),
            "records.jsonl": self._json_lines,
            "records.jsonl.gz": self._json_lines,
            "records.jsonl.zst": self._json_lines,
            "records.mbox": self._mailbox,
            "records.csv": partial(self._table, ","),
            "records.tsv": partial(self._table, "\t"),
        }

    def __call__(self, name: str) -> Path:
        path = self._folder / name
        if not path.exists():
            if name.startswith("libreoffice-"):
                self._libreoffice(path.suffix[1:])
            else:
                self._made_by[name](path)
        return path

    def _pandoc(self, to: str, *options: Path | str) -> None:
        *more, path = options
        self._run("pandoc", *_ARTICLE, "--standalone", f"--to={to}", *more, f"--output={path}")

    def _libreoffice(self, suffix: str) -> None:
        """From each of the two formats that it gets; all by one run."""
        sources = [kind for kind in ("docx", "odt") if kind != suffix]
        out = self._folder / f"out-{suffix}"
        out.mkdir()
        for kind in sources:
            (out / f"libreoffice-{kind}.{kind}").write_bytes(self(f"pandoc.{kind}").read_bytes())
        self._run(
            "libreoffice", f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
            "--headless", "--convert-to", _OFFICE[suffix], "--outdir", out,
            *(out / f"libreoffice-{kind}.{kind}" for kind in sources),
        )  # fmt: skip
        for kind in sources:
            made = out / f"libreoffice-{kind}.{suffix}"
            made.rename(self._folder / made.name)

    def _chromium(self, *options: Path | str) -> None:
        *more, path = options
        self._run(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", *more,
            f"--user-data-dir={self._folder / 'chromium'}", f"--print-to-pdf={path}",
            self("pandoc.html").as_uri(),
        )  # fmt: skip

    def _mail(self, transfer: str, path: Path) -> None:
        message = _message()
        message.set_content(self._text, charset="utf-8", cte=transfer)
        path.write_bytes(message.as_bytes())

    def _flowed_mail(self, path: Path) -> None:
        """As RFC 3676 has it: a long line is broken after spaces, which stay; one that begins
        with a space gets another.
        """
        lines = (f" {line}" if line.startswith(" ") else line for line in self._text.split("\n"))
        flowed = "\n".join(_LONG.sub(r"\1 \n", line) for line in lines)
        message = _message()
        message.set_content(flowed, charset="utf-8", cte="8bit", params={"format": "flowed"})
        path.write_bytes(message.as_bytes())

    def _html_mail(self, *args: Path | str) -> None:
        *plain, path = args
        page = self("pandoc.html").read_text("utf-8")
        message = _message()
        if plain:
            message.set_content(self._text, charset="utf-8")
            message.add_alternative(page, subtype="html", charset="utf-8")
        else:
            message.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
        Path(path).write_bytes(message.as_bytes())

    def _json_lines(self, path: Path) -> None:
        record = {"title": TITLE, "date": DAY, "text": self._text}
        line = (json.dumps(record, ensure_ascii=False) + "\n").encode()
        pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(path.suffix, bytes)
        path.write_bytes(pack(line))

    def _mailbox(self, path: Path) -> None:
        message = _message()
        message.set_content(self._text, charset="utf-8")
        with closing(mailbox.mbox(path)) as box:
            box.add(message)

    def _table(self, delimiter: str, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, delimiter=delimiter)
            rows.writerows((("title", "date", "text"), (TITLE, DAY, self._text)))

    def _run(self, program: str, *arguments: Path | str) -> None:
        found = where(program)
        assert found, f"{program} is missing, and a test doesn't say that it needs it"
        environment = os.environ | {"LC_ALL": "C.UTF-8", "HOME": str(self._folder)}
        done = subprocess.run(
            [found, *arguments], cwd=self._folder, env=environment, capture_output=True,
            text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stderr}"


def _message() -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, "Maëlle Œuvrard <maelle@exemple.invalid>"
    message["To"], message["Date"] = "lire@exemple.invalid", "Tue, 05 Nov 2024 18:30:00 +0100"
    return message


def _picture() -> bytes:
    """A grey PNG of 60 × 40 pixels."""

    def part(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", 60, 40, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * 60) * 40)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
