"""Opening files that others can replace: nothing but a file is opened, and nothing is waited for.

To open a pipe waits until somebody writes to it, and to look first doesn't help: a pipe may take
the file's place in between. So it is opened without waiting, and looked at when it is open
(open(2), O_NONBLOCK; for files it means nothing).
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from .wording.messages import mark, translate

NO_FILE = mark("it is no file but a pipe, a socket or a device.")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_FLAGS |= getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class NoFileError(OSError):
    """What is there is no file: a pipe, a socket or a device."""


def open_file(path: Path | str) -> BinaryIO:
    """Open a file to read its bytes. Raises NoFileError for what is none, else what `open` does."""
    return open(path, "rb", opener=_opened)  # whoever asks for it closes it


def _opened(path: str, _: int) -> int:
    descriptor = os.open(path, _FLAGS)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # of a folder Python says it itself
            raise NoFileError(0, translate(NO_FILE), path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
