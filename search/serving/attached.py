"""The other side of a sidecar: a process that ends with the one that holds its standard input."""

import os
import signal
import sys
import time
from _thread import interrupt_main
from threading import Thread, main_thread

#: Seconds that this process has to end by itself, before it is killed.
_GRACE = 5.0


def end_with_input() -> None:
    """Interrupt this process, as a signal does, when its standard input ends: that ends with
    the process that began it, however that is. One that doesn't hear it is killed.
    """
    Thread(target=_wait_for_the_end_of_input, daemon=True).start()


def _wait_for_the_end_of_input() -> None:
    while os.read(sys.stdin.fileno(), 1 << 10):
        pass
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main_thread().ident or 0, signal.SIGTERM)
        time.sleep(_GRACE)
        os.kill(os.getpid(), signal.SIGKILL)
    else:
        interrupt_main(signal.SIGTERM)
