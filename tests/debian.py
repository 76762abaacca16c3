"""Installs Debian's packages, where that may be done without asking anybody.

    python tests/debian.py PACKAGE…

Elsewhere it does nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

_QUIET = ("--quiet", "--quiet", "-o", "DPkg::Lock::Timeout=120")


def install(packages: Iterable[str]) -> None:
    """Each by itself, since one that a system doesn't have would keep the others from coming.

    Where it may not be done, or fails, apt-get says why and nothing is raised: what the packages
    would have brought is still missing, and whoever needs it has to look.
    """
    wanted = list(packages)
    command = _apt_get()
    if not wanted or command is None:
        return
    print(f"Installing {', '.join(wanted)}", flush=True)
    subprocess.run([*command, "update", *_QUIET], check=False)
    for package in wanted:
        subprocess.run(
            [*command, "install", *_QUIET, "--yes", "--no-install-recommends", package],
            check=False,
            stdout=subprocess.DEVNULL,
        )


def _apt_get() -> list[str] | None:
    """The command, with the rights that it takes; None without them."""
    silent = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return silent
    is_allowed = shutil.which("sudo") and (
        subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    return ["sudo", "-n", *silent] if is_allowed else None


if __name__ == "__main__":
    install(sys.argv[1:])
