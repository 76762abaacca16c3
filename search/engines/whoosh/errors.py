"""What files that are damaged, or made to harm, lead to: one error of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import IndexDamagedError

#: What comes of names, numbers and text that are wrong.
_DAMAGE = (OSError, ValueError, LookupError, OverflowError, RecursionError)


@contextmanager
def translate_errors(folder: Path, *, writing: bool = False) -> Iterator[None]:
    """Raise IndexDamagedError for what comes of files that can't be used.

    writing: what the system refuses says nothing of the files then, and passes
    """
    try:
        yield
    except _DAMAGE as error:
        if writing and isinstance(error, OSError):
            raise
        reason = f"{type(error).__name__}: {error}"
        raise IndexDamagedError(path=folder, reason=reason, command="alinea rebuild") from error
