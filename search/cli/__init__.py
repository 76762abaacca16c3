"""The command line. Each command is its options and a few calls.

group.py      the group of all commands, what they share, their exit statuses
building.py   init, rebuild, update, watch
searching.py  search, show, analyze
keeping.py    stats, check, serve
language.py   the language that they speak
"""

import gc
import os

from . import building, keeping, searching
from .group import commands

__all__ = ["building", "commands", "keeping", "main", "searching"]


def main() -> None:
    """The entry point of `alinea`."""
    from ..terminal.streams import take_any_text
    from .language import speak

    take_any_text()
    # NumPy's algebra, which nothing here uses, would start a thread a core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    speak(commands)
    try:
        commands(prog_name="alinea")
    finally:
        # The process ends: its memory needn't be searched for cycles, which takes 50 ms.
        gc.freeze()
