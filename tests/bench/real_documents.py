"""What is kept of real French documents: sentences, paragraph borders; and page furniture.

    python tests/bench/real_documents.py [--failures N] [NAME...]

over Debian's debian-reference-fr, aptitude-doc-fr, gimp-help-fr, lilypond-doc-pdf-fr and
manpages-fr, those of them that are installed (others of the kind are read too, see `SOURCES`).

What is true is never asked of Alinéa. Of HTML it is what `html.parser` finds in each <p>,
outside of the elements that the producer of the page names as its navigation; the strings in
these are the furniture. A PDF or a text is held to the HTML of the same manual; a PDF
without one to the blocks of `pdftotext`. As a manual says some things in other words there, those
sentences of it count that the text, or `pdftotext -raw`, has anywhere, all but letters and digits
left aside. The furniture of a PDF is the first and last lines of pages that repeat but for their
numbers. A manual page at 72 columns is held to itself at 5,000, where each paragraph is one line.

A sentence is found if one paragraph has all its letters and digits in their order. A border
between two true paragraphs is kept if one ends where the first does and another begins where
the second does. A string of furniture is left out if no paragraph consists of it.
"""

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from search.documents import read_document
from search.errors import DocumentError

SHARE = Path("/usr/share")
#: Shares, in percent, that are asked for.
LEAST = {"sentences": 97, "borders": 85, "furniture": 80}
#: Manual pages read, one in so many.
_PAGES = 12
#: Characters that tell the end or the beginning of a paragraph.
_EDGE = 40
#: The mark of an item is none of its text.
_ITEM = re.compile(r"\s+(?:•|\(?\d{1,3}[.)])\s+(?=\S)")
#: As TeX has it below an accent.
_DOTLESS = re.compile("\u0131(?=[\u0300-\u036f])")
#: Of a line of the page: shorter ones are headings, or end a paragraph.
_SHORT = 0.7
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f]+(?=[A-ZÀÂÇÉÈÊÎÔŒ«])")
#: What producers call what leads through their pages: DocBook, Publican, Sphinx, Texinfo.
_NAVIGATION = frozenset(
    "navheader navfooter toc docnav related relatedtopics sphinxsidebar footer nav_table "
    "tocframe nav DEBUG list-of-tables list-of-figures list-of-examples breadcrumbs "
    "header_nav SearchFrame".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(slots=True)
class Truth:
    """texts: of paragraphs, in their order; furniture: strings that are none of the text

    printed: letters and digits of the file, where it may print other words than the texts;
        a sentence that it doesn't have is none of its sentences
    """

    texts: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    printed: str | None = None


@dataclass(slots=True)
class Tally:
    """found of known, for each measure; and some of what was not"""

    found: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def count(self, measure: str, is_right: bool, what: str) -> None:
        self.known[measure] += 1
        self.found[measure] += is_right
        if not is_right:
            self.missed.append(f"{measure}: {what}")

    def share(self, measure: str) -> float:
        known = self.known[measure]
        return 100 * self.found[measure] / known if known else 100.0


# What is true of HTML.


class _Naive(HTMLParser):
    """The text of each <p>, and each string of navigation."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.truth = Truth()
        self._open: list[tuple[str, bool, bool]] = []
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        values = dict(attributes)
        named = {*(values.get("class") or "").split(), values.get("id") or ""}
        above = bool(self._open) and self._open[-1][1]
        is_navigation = above or bool(named & _NAVIGATION) or tag == "nav"
        self._open.append((tag, is_navigation, "footnote-reference" in named))
        if tag == "p" or "para" in named:
            self._end()
            self._text = []

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, *_ in self._open):
            return
        while self._open.pop()[0] != tag:
            pass
        if tag in ("p", "li", "dd", "td", "div"):
            self._end()

    def handle_data(self, data: str) -> None:
        tags = {name for name, *_ in self._open}
        if tags & {"script", "style", "title", "head"}:
            return
        if self._open and self._open[-1][1]:
            if text := " ".join(data.split()):
                self.truth.furniture.append(text)
        elif self._text is None or tags & {"pre", "table", "sup"}:
            return
        elif not any(is_note for _, _, is_note in self._open):
            self._text.append(data)

    def _end(self) -> None:
        if text := " ".join("".join(self._text or ()).split()):
            self.truth.texts.append(text)
        self._text = None


def of_html(content: bytes) -> Truth:
    naive = _Naive()
    naive.feed(content.decode("utf-8", "replace"))
    naive.close()
    return naive.truth


def of_pages(paths: list[Path]) -> Truth:
    """The text of a manual, of its pages; their navigation is of HTML alone."""
    return Truth([text for path in paths for text in of_html(path.read_bytes()).texts])


# What is true of PDF and of manual pages.


def of_pdf(path: Path) -> Truth:
    pages = _pages(path)
    furniture = _repeated(pages)
    texts = []
    for page in pages:
        widest = max(map(len, page.splitlines()), default=0)
        for block in re.split(r"\n\s*\n|\n(?=[•–] )", page):
            lines = [line for line in block.strip().splitlines() if line not in furniture]
            texts += [" ".join(run) for run in _runs(lines, widest) if _is_whole(run)]
    return Truth(texts, sorted(furniture), _printed(path))


def _runs(lines: list[str], widest: int) -> Iterator[list[str]]:
    """A block up to each of its short lines, which are headings, programs or ends."""
    run: list[str] = []
    for line in lines:
        run.append(line)
        if len(line) < _SHORT * widest:
            yield run
            run = []
    yield run


def _is_whole(run: list[str]) -> bool:
    ends = len(run) > 1 and run[-1].rstrip().endswith((".", "!", "?"))
    return ends and not any(line.rstrip().endswith("-") for line in run)


def _pages(path: Path, *options: str) -> list[str]:
    return _said_by("pdftotext", "-enc", "UTF-8", *options, str(path), "-").split("\f")


def _printed(path: Path) -> str:
    """What a PDF prints, in the order of the file, without the edges of its pages.

    It leaves out what HTML says in other words, as the titles of the sections that it refers
    to, and what stands in pictures.
    """
    pages = _pages(path, "-raw")
    furniture = _repeated(pages)
    lines = (line for page in pages for line in page.splitlines())
    return key("".join(line for line in lines if line.strip() not in furniture))


def _repeated(pages: list[str]) -> set[str]:
    """The first and last lines that more than two pages have, but for their numbers."""
    edges: dict[str, list[str]] = {}
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        for line in lines[:1] + lines[-1:]:
            edges.setdefault(re.sub(r"\d+", "#", line), []).append(line)
    return {line for lines in edges.values() if len(lines) > 2 for line in lines}


def of_manual_page(path: Path) -> Truth:
    lines = _manual_page(path, 5000).splitlines() or [""]
    # Some pages have no foot: their last line is text.
    edges = (line for line in (lines[0], lines[-1]) if re.search(r"\S\s{3,}\S", line))
    furniture = [" ".join(line.split()) for line in edges]
    texts = [" ".join(_without_mark(line).split()) for line in lines[1:-1]]
    return Truth([text for text in texts if text[-1:] in (".", "!", "?")], furniture)


def _without_mark(line: str) -> str:
    found = _ITEM.match(line)
    return line[found.end() :] if found else line


def _manual_page(path: Path, width: int) -> str:
    environment = {**os.environ, "MANWIDTH": str(width), "LC_ALL": "C.UTF-8", "GROFF_NO_SGR": "1"}
    said = _said_by("man", "-l", str(path), environment=environment)
    return re.sub(".\b", "", said).strip("\n")


def _said_by(*command: str, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    return done.stdout.decode("utf-8", "replace")


# The measure.


def compare(truth: Truth, name: str, content: bytes, tally: Tally) -> None:
    """Counts what a file keeps of what is true of it."""
    try:
        paragraphs = [one.text for one in read_document(name, content).paragraphs]
    except DocumentError as error:
        tally.missed.append(f"unread: {error}")
        paragraphs = []
    read = "\n".join(["", *map(key, paragraphs), ""])
    _count_sentences(truth, read, tally)
    _count_borders(truth, read, tally)
    texts = set(map(key, truth.texts))
    alone = {key(text) for text in paragraphs} - texts
    for text in truth.furniture:
        if len(key(text)) > 2 and key(text) not in texts:
            tally.count("furniture", key(text) not in alone, text)


def _count_sentences(truth: Truth, read: str, tally: Tally) -> None:
    for text in truth.texts:
        for sentence in _SENTENCE_END.split(text):
            is_known = truth.printed is None or key(sentence) in truth.printed
            if len(key(sentence)) >= 20 and is_known:
                tally.count("sentences", key(sentence) in read, sentence)


def _count_borders(truth: Truth, read: str, tally: Tally) -> None:
    for before, after in pairwise(truth.texts):
        end, begin = key(before)[-_EDGE:], key(after)[:_EDGE]
        if min(len(end), len(begin)) >= 10 and end in read and begin in read:
            is_kept = f"{end}\n" in read and f"\n{begin}" in read
            tally.count("borders", is_kept, f"{before[-_EDGE:]} | {after[:_EDGE]}")


def key(text: str) -> str:
    """The letters and digits of a text, accents put together with their letters."""
    text = unicodedata.normalize("NFC", _DOTLESS.sub("i", text))
    return "".join(filter(str.isalnum, text)).lower()


# What is measured.


Measure = Callable[[Path, Tally], None]


def html(pattern: str) -> Measure:
    def measure(share: Path, tally: Tally) -> None:
        for path in sorted(share.glob(pattern)):
            content = path.read_bytes()
            compare(of_html(content), path.name, content, tally)

    return measure


def held_to(pattern: str, pages: str) -> Measure:
    """Manuals in another format than HTML. pages: of each; {} is how it is called"""

    def measure(share: Path, tally: Tally) -> None:
        for path in sorted(share.glob(pattern)):
            truth = of_pages(sorted(share.glob(pages.format(path.name.split(".")[0]))))
            content = path.read_bytes()
            if path.suffix == ".pdf":
                whole = of_pdf(path)
                compare(
                    replace(whole, texts=truth.texts) if truth.texts else whole,
                    path.name,
                    content,
                    tally,
                )
            else:
                text = gzip.decompress(content)
                whole = replace(truth, printed=key(text.decode()))
                compare(whole, path.stem, text, tally)

    return measure


def manual_pages(pattern: str) -> Measure:
    def measure(share: Path, tally: Tally) -> None:
        paths = sorted(share.glob(pattern))[::_PAGES]
        with ThreadPoolExecutor() as pool:
            rendered = pool.map(lambda path: (of_manual_page(path), _manual_page(path, 72)), paths)
            for path, (truth, text) in zip(paths, rendered, strict=True):
                compare(truth, f"{path.stem}.txt", text.encode(), tally)

    return measure


REFERENCE = "debian-reference/*.fr.html"
LILYPOND = "doc/lilypond/html/Documentation"
SOURCES: dict[str, Measure] = {
    "debian-reference html": html(REFERENCE),
    "debian-reference text": held_to("debian-reference/*.fr.txt.gz", REFERENCE),
    "debian-reference pdf": held_to("debian-reference/*.fr.pdf", REFERENCE),
    "aptitude html": html("doc/aptitude/html/fr/*.html"),
    "gimp-help html": html("gimp/2.0/help/fr/*.html"),
    "lilypond pdf": held_to(f"{LILYPOND}/*.fr.pdf", f"{LILYPOND}/{{}}/*.fr.html"),
    "manpages text": manual_pages("man/fr/man*/*.gz"),
    # Not asked for, and of other producers.
    "lilypond html": html("doc/lilypond/html/Documentation/*/*.fr.html"),
    "debian-handbook html": html("doc/debian-handbook/html/fr-FR/*.html"),
    "developers-reference html": html("developers-reference/fr/*.html"),
    "debian-faq html": html("doc/debian/FAQ/fr/*.html"),
    "libreoffice-help html": html("libreoffice/help/fr/text/swriter/guide/*.html"),
}


def rows(share: Path, names: list[str]) -> Iterator[tuple[str, Tally]]:
    for name, measure in SOURCES.items():
        if not names or any(wanted in name for wanted in names):
            tally = Tally()
            measure(share, tally)
            if tally.known:
                yield name, tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="a part of a row's name; else all")
    parser.add_argument("--share", type=Path, default=SHARE, help="where the packages are")
    parser.add_argument("--failures", type=int, default=0, help="how many to show of a row")
    arguments = parser.parse_args()
    if shutil.which("pdftotext") is None or shutil.which("man") is None:
        print("pdftotext or man is missing: their rows say nothing.", file=sys.stderr)
    head = "".join(f"{f'{measure} ≥ {least}':>22}" for measure, least in LEAST.items())
    print(f"{'':28}{head}")
    is_enough = True
    for name, tally in rows(arguments.share, arguments.names):
        cells = [f"{tally.share(one):8.2f} % of {tally.known[one]:6}" for one in LEAST]
        print(f"{name:28}{''.join(f'{cell:>22}' for cell in cells)}", flush=True)
        for missed in tally.missed[: arguments.failures]:
            print(f"    {missed[:200]}")
        is_enough &= all(tally.share(one) >= least for one, least in LEAST.items())
    return 0 if is_enough else 1


if __name__ == "__main__":
    raise SystemExit(main())
