"""The formats of an export, by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model import Export
from .atom import atom_pieces
from .csv import csv_pieces
from .json_lines import json_lines_pieces


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """media_type: with its parameters; write: an export as bytes, piece by piece"""

    media_type: str
    write: Callable[[Export], Iterator[bytes]]


EXPORT_FORMATS = {
    "csv": ExportFormat("text/csv; charset=utf-8; header=present", csv_pieces),
    "jsonl": ExportFormat("application/x-ndjson", json_lines_pieces),
    "atom": ExportFormat("application/atom+xml", atom_pieces),
}
