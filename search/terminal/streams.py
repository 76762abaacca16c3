"""Standard output and error as the system gives them."""

import io
import os
import sys


def take_any_text() -> None:
    """Print what standard output's encoding lacks as « ? », and nothing where it is closed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # it stays open
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
