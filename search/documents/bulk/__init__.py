"""Files of many documents, packed or not, read in chunks.

packed.py       a file → its bytes, unpacked…
transcoding.py  …in UTF-8…
cutting.py      …cut between documents where the content says…
chunk.py        …into chunks, which know by a digest what they hold
layout.py       how documents stand in a file:
json_lines.py   a record a line
table.py        CSV and TSV: a record a row
mbox.py         messages
columns.py      what columns are called
record.py       records → documents
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ...errors import DocumentError
from .. import causes
from .chunk import Chunk, change_hash, digest
from .columns import Columns
from .cutting import pieces
from .layout import Layout, Unbuilt
from .packed import Block, check_holes, unpacked
from .transcoding import in_utf8

__all__ = ["Chunk", "Columns", "Unbuilt", "change_hash", "check_holes", "chunks", "is_bulk"]

_KINDS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".mbox": "mbox"}
_PACKED = (".gz", ".zst")
#: Records of a file.
MOST = 10_000_000
#: A file of more records than so many, of which not even each takes a byte as it is stored, is
#: a bomb.
_SUSPECT = 100_000


def is_bulk(path: Path) -> bool:
    """Whether a file is one of many documents, by its name."""
    return bool(_kind(path))


def chunks(file: str, path: Path, columns: Columns, most: int = MOST) -> Iterator[Chunk]:
    """The chunks of the file with the id `file`, about 24 KiB each.

    most: records that it may have
    Raises DocumentError where the file can't be read on, after the chunks before that, as where
    it has more; at once if no column has the text.
    """
    layout, blocks, first = _laid_out(file, path, columns)
    records = 0
    for piece in pieces(blocks, layout):
        records += piece.records
        if records > (limit := min(most, max(_SUSPECT, piece.position))):
            raise DocumentError(path=file, cause=causes.TOO_MANY_RECORDS, limit=limit)
        content, number = piece.content, first
        first += layout.count(content, piece.records)
        if piece.endless:
            refused = layout.endless(file, number)
            yield Chunk(file, layout, b"", number, piece.position, b"", (refused,))
        elif not piece.skipped:
            known = digest(file, layout, content, number, piece.records, named=piece.named)
            yield Chunk(file, layout, content, number, piece.position, known, records=piece.records)


def _laid_out(file: str, path: Path, columns: Columns) -> tuple[Layout, Iterator[Block], int]:
    """How the documents stand in a file, its blocks from the first, and the number of that.

    The layouts are loaded when a file has them.
    """
    kind = _kind(path)
    found = unpacked(file, path)
    if kind == "mbox":
        from .mbox import Mailbox

        return Mailbox(), found, 1
    text = in_utf8(file, found)
    if kind == "jsonl":
        from .json_lines import json_lines

        return json_lines(file, text.head, columns, text.encoding), text.blocks, 1
    from .table import table

    layout, size = table(file, text.head, columns, text.encoding, kind)
    return layout, _without(text.blocks, size), 1 + text.head[:size].count(b"\n")


def _without(blocks: Iterable[Block], size: int) -> Iterator[Block]:
    """Without so many bytes at the beginning."""
    for content, position in blocks:
        yield Block(content[size:], position)
        size = max(0, size - len(content))


def _kind(path: Path) -> str:
    name = path.name.lower()
    for suffix in _PACKED:
        name = name.removesuffix(suffix)
    return next((kind for suffix, kind in _KINDS.items() if name.endswith(suffix)), "")
