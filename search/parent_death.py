"""A process that never outlives the one that started it, however that ends.

Linux sends a signal by itself (prctl(2), PR_SET_PDEATHSIG); elsewhere a thread looks now and then.
"""

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1
#: Seconds between two looks, where the system doesn't tell.
_LOOK = 0.5


def end_with_parent(parent: int) -> None:
    """Have this process killed when its parent ends, or at once if that has ended already.

    parent: the process that started this one; on Linux it is the thread that counts
    """
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    elif os.name == "posix":
        threading.Thread(target=_look, args=(parent,), daemon=True).start()
    if os.name == "posix" and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _look(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os.kill(os.getpid(), signal.SIGKILL)
