"""Files without a name in a folder: what they take is free once they are closed, or the process has
ended. Writing raises OSError where there is no room, as for any file.
"""

from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast


def temporary_file(folder: Path) -> BinaryIO:
    """An empty one."""
    return cast("BinaryIO", TemporaryFile(dir=folder))
