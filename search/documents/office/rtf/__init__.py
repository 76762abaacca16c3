"""RTF (1.9.1): the text as it is printed, and its footnotes.

The libraries there are give the characters alone, without headings, rows or notes: striprtf
puts footnotes in the middle of their sentence.

words.py   the control words that say what is text and what isn't
reader.py  goes over the file once, and says…
flow.py    …what the paragraphs and rows of tables are made of
styles.py  the stylesheet: which paragraphs are headings
"""

from ...block import one_line
from ...dates import read_date
from ...header import Header
from ...structure import Outline
from .reader import Reader

_DATE = (("yr", 4), ("mo", 2), ("dy", 2))


def read(path: str, content: bytes) -> Outline:  # noqa: ARG001
    """The outline of an RTF file; what is cut or wrong in it is read as far as it goes."""
    found = Reader(content).read()
    metadata = {"author": found.info.get("author", ""), "tags": found.info.get("keywords", "")}
    date = "-".join(f"{found.date.get(name, 0):0{width}}" for name, width in _DATE)
    header = Header(
        one_line(found.title or found.info.get("title", "")),
        read_date(date),
        False,
        "",
        {name: one_line(value) for name, value in metadata.items() if value.strip()},
    )
    return Outline(header, tuple(found.blocks), tuple(found.notes))
