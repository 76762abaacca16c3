"""The folder of an index, as Whoosh sees it: plain files, none of which it reads.

Whoosh's own storage opens files as `StructFile`s, which can unpickle. This one creates plain
files, and opens none: what there is to read is JSON (`toc.py`) or mapped (`arrays.py`), by us.
"""

from io import BufferedWriter
from pathlib import Path
from typing import NoReturn

from whoosh.filedb.filestore import FileStorage, RamStorage


class PlainStorage(FileStorage):  # type: ignore[misc]  # Whoosh is not typed
    """Whoosh lists, locks and deletes files by it, and names those that are to be made."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))

    def create_file(self, name: str) -> BufferedWriter:
        """A file that wasn't there: one that was may be shared with another generation."""
        return (Path(self.folder) / name).open("xb")

    def open_file(self, name: str, **_: object) -> NoReturn:
        raise NotImplementedError(f"{name} is not read through Whoosh")

    def temp_storage(self, name: str | None = None) -> RamStorage:  # noqa: ARG002
        """For the postings that Whoosh would gather; ours are gathered in memory."""
        return RamStorage()
