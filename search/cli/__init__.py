"""The command line. Each command is its options and a few calls.

commands.py   all commands, put together
group.py      the group that they are in, what they share, their exit statuses
building.py   init, rebuild, update, watch
interruptions.py  what is said of a build that a signal ends
searching.py  search, analyze
documents.py  show, similar
exporting.py  all hits as a file
keeping.py    stats, check, serve, key
generations.py  generations, rollback
events.py     what is told of builds and deaths
language.py   the language that they speak
"""

import gc
import os
from typing import NoReturn

from ..indexing.interruption import SIGNALS, came, end_by, raising, status

#: Objects made and not yet gone after which Python looks for cycles. What is loaded has none to
#: be found, and looking for them at its pace takes 30 ms of a command.
_OBJECTS = 100_000


def main() -> None:
    """The entry point of `alinea`."""
    gc.set_threshold(_OBJECTS)
    with raising():
        try:
            _run()
        except KeyboardInterrupt:  # before there was a command
            _end(status())
        except SystemExit as end:
            # Click has a status of its own for what comes while it reads the command line.
            _end(status() if came() and end.code == 1 else end.code)
        finally:
            # The process ends: its memory needn't be searched for cycles, which takes 50 ms.
            gc.freeze()


def _run() -> None:
    # Loaded here, where Ctrl-C has an answer already.
    from ..terminal import streams
    from .commands import commands
    from .language import speak

    streams.prepare()
    # NumPy's algebra, which nothing here uses, would start a thread a core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    speak(commands)
    commands(prog_name="alinea")


def _end(code: object) -> NoReturn:
    """End as the status says; what a signal has ended ends by that signal."""
    for number in SIGNALS:
        if code == 128 + number:
            end_by(number)
    raise SystemExit(code)
