"""A writer of small PDF files: every line where a test wants it."""

import textwrap
from dataclasses import dataclass, field

import pytest

from search.documents import read_document

WIDTH, HEIGHT = 595, 842


@dataclass
class Pdf:
    """pages: their contents; title, made (a date): of the file

    outline: headings, each with the page that it is on, from 0
    """

    pages: list[list[bytes]] = field(default_factory=list)
    title: str = ""
    made: str = ""
    outline: list[tuple[str, int]] = field(default_factory=list)

    def page(self) -> "Pdf":
        self.pages.append([])
        return self

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        font: str = "F1",
        rotated: bool = False,
    ) -> "Pdf":
        """Text that begins there, in points from the lower left corner.

        font: F1 Times, F2 bold, F3 with the accents and ligatures of TeX, F4 Courier
        """
        said = text.encode("latin-1" if font == "F3" else "cp1252")
        said = said.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        said = said.replace(b"\r", b"\\r").replace(b"\n", b"\\n")
        turn = "0 1 -1 0" if rotated else "1 0 0 1"
        self.pages[-1].append(
            f"BT /{font} {size} Tf {turn} {x} {y} Tm (".encode() + said + b") Tj ET"
        )
        return self

    def lines(self, x: float, y: float, lines: list[str], size: float = 10) -> float:
        """Lines below each other; where the next one would be."""
        for line in lines:
            self.text(x, y, line, size)
            y -= 1.2 * size
        return y

    def paragraph(self, y: float, text: str, *, indent: float = 0, width: int = 80) -> float:
        """A text in lines of about so many characters, the first of them indented."""
        first, *others = textwrap.wrap(text, width)
        self.text(70 + indent, y, first)
        return self.lines(70, y - 12, others)

    def document(self):
        return read_document("a.pdf", self.made_into_bytes())

    def texts(self) -> list[str]:
        return [paragraph.text for paragraph in self.document().paragraphs]

    def made_into_bytes(self) -> bytes:
        objects: list[bytes] = [b"", b""]
        first = 8
        kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(self.pages)))
        objects[1:] = [
            f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>".encode(),
            _font("Times-Roman"),
            _font("Times-Bold"),
            _font("Times-Roman", "/Differences[1/ff/fi/fl/ffi 20/acute/circumflex/dotlessi/grave]"),
            f"<</Title{_string(self.title)}/CreationDate({self.made})>>".encode(),
            _font("Courier"),
        ]
        fonts = "/F1 3 0 R/F2 4 0 R/F3 5 0 R/F4 7 0 R"
        for number, contents in enumerate(self.pages):
            stream = b"\n".join(contents)
            objects.append(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]"
                f"/Resources<</Font<<{fonts}>>>>/Contents {first + 2 * number + 1} 0 R>>".encode()
            )
            objects.append(f"<</Length {len(stream)}>>stream\n".encode() + stream + b"\nendstream")
        outlines = self._outline(objects, first) if self.outline else ""
        objects[0] = f"<</Type/Catalog/Pages 2 0 R{outlines}>>".encode()
        return _file(objects)

    def _outline(self, objects: list[bytes], first: int) -> str:
        root = len(objects) + 1
        for place, (title, page) in enumerate(self.outline):
            number = root + 1 + place
            beside = f"/Next {number + 1} 0 R" if place + 1 < len(self.outline) else ""
            beside += f"/Prev {number - 1} 0 R" if place else ""
            objects.append(
                f"<</Title{_string(title)}/Parent {root} 0 R{beside}"
                f"/Dest[{first + 2 * page} 0 R/Fit]>>".encode()
            )
        count = len(self.outline)
        ends = f"/First {root + 1} 0 R/Last {root + count} 0 R/Count {count}"
        objects.insert(root - 1, f"<</Type/Outlines{ends}>>".encode())
        return f"/Outlines {root} 0 R"


def _font(name: str, differences: str = "") -> bytes:
    encoding = f"<</BaseEncoding/WinAnsiEncoding{differences}>>"
    return f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding{encoding}>>".encode()


def _string(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def _file(objects: list[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return (
        bytes(made) + f"xref\n0 {size}\n0000000000 65535 f \n".encode() + table + trailer.encode()
    )


@pytest.fixture
def pdf() -> Pdf:
    """A file with one empty page."""
    return Pdf().page()
