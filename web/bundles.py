"""What all pages have in one file each: their style sheets, and their scripts.

A browser paints nothing before it has all style sheets of a page, and asks for six files at a time
(HTTP/1.1): one file is there sooner than twelve, and once read it serves every page.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
#: In the order of the cascade: what is later goes before.
_STYLES = (
    *("letters", "colours", "base", "search"),
    *("home", "summary", "hits", "explanation", "facets"),
    *("document", "contents", "reading_bar", "ticks", "citing"),
    *("lists", "catalogue"),
)
#: What the others import.
_SHARED = ("copying", "typing")
#: Each with what a page has that it is run on.
_SCRIPTS = {
    "facets": "main",
    "completions": "main",
    "keys": "main",
    "recent": "main",
    "reading": "#bar",
    "citing": "#citing",
    "similar": "#alike[data-from]",
}
#: What a module says to others, each in a line.
_IMPORT, _EXPORT = re.compile(r"^import .*\n", re.MULTILINE), re.compile("^export ", re.MULTILINE)


@cache
def style_sheet() -> str:
    print_sheet = f"@media print {{\n{_style('print')}}}\n"
    return "\n".join((*map(_style, _STYLES), print_sheet))


@cache
def script() -> str:
    """A module: what is shared, and each script in a block, which its names are bound to."""
    run = (f'if (document.querySelector("{on}")) {{\n{_of(n)}}}\n' for n, on in _SCRIPTS.items())
    return "\n".join((*map(_of, _SHARED), *run))


def _style(name: str) -> str:
    return (FOLDER / "styles" / f"{name}.css").read_text("utf-8")


def _of(name: str) -> str:
    written = (FOLDER / "scripts" / f"{name}.js").read_text("utf-8")
    return _EXPORT.sub("", _IMPORT.sub("", written))
