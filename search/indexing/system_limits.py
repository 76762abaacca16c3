"""What the system refuses for want of room: an index that can't be opened then is not damaged."""

import errno
import os

from ..errors import SystemLimitError

#: Files open in a process, and in all; memory.
_WANTING = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOMEM))


def limit_behind(error: BaseException) -> SystemLimitError | None:
    """What the system has refused, if that is why something failed: the causes of an error are
    looked through.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError):
            return SystemLimitError(reason=str(cause) or os.strerror(errno.ENOMEM))
        if isinstance(cause, OSError) and cause.errno in _WANTING:
            return SystemLimitError(reason=cause.strerror)
        cause = cause.__cause__ or cause.__context__
    return None
