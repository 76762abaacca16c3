"""The programs that tests run, and Debian's packages that bring them.

    python tests/programs.py

installs those that are missing where that may be done (`debian.py`); `needs.py` leaves out the
tests of what is missing then.
"""

import shutil
from pathlib import Path
from typing import NamedTuple

import debian


class Program(NamedTuple):
    """package: Debian's; commands: what it may be called

    files: a pattern below /usr/share, of what is read rather than run
    """

    package: str
    commands: tuple[str, ...] = ()
    files: str = ""


SHARE = Path("/usr/share")
PROGRAMS = {
    "chromium": Program("chromium", ("chromium", "chromium-browser")),
    "pandoc": Program("pandoc", ("pandoc",)),
    "libreoffice": Program("libreoffice-writer", ("lowriter",)),
    "calc": Program("libreoffice-calc", ("localc",)),
    "pdftotext": Program("poppler-utils", ("pdftotext",)),
    "haproxy": Program("haproxy", ("haproxy",)),
    "java": Program("default-jdk-headless", ("javac",)),
    "maven": Program("maven", ("mvn",)),
    "debian-reference": Program("debian-reference-fr", files="debian-reference/*.fr.html"),
}


def where(name: str) -> str | None:
    """Its path, None if it is missing. Raises KeyError for a name that isn't in the table."""
    program = PROGRAMS[name]
    if program.files:
        return next((str(path.parent) for path in SHARE.glob(program.files)), None)
    return next(filter(None, map(shutil.which, program.commands)), None)


def main() -> None:
    debian.install(one.package for name, one in PROGRAMS.items() if where(name) is None)


if __name__ == "__main__":
    main()
