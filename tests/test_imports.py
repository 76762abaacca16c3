"""Who may import whom: the arrows of the house, and no other.

A room is a folder or a file at the top of `search/`; `web/` is one. What is imported inside
a function counts too.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]

#: The vocabulary that any room may use: what we speak of, what goes wrong, what is said.
WORDS = {"model", "errors", "wording", "period"}
ARROWS: dict[str, set[str]] = {
    "wording": set(),
    "period": set(),
    "model": {"period"},
    "errors": {"wording"},
    "regular_files": {"wording"},
    "parent_death": set(),
    "settings": {"errors", "regular_files", "wording"},
    "representation": {"analysis", "duplicates", "model"},
    "vocabulary": set(),
    "spilling": set(),
    "analysis": {"errors", "vocabulary"},
    "documents": WORDS | {"analysis", "regular_files"},
    "query": WORDS | {"analysis", "regular_files"},
    "engines": set(),
    "engines.base": {"engines.checksums", "query", "model", "errors"},
    "engines.checksums": {"errors", "wording"},
    "engines.bus_errors": set(),
    "engines.generation_store": set(),
    "engines.mapped": {"engines.checksums"},
    "engines.arrays": {"engines.checksums", "engines.mapped"},
    "engines.array_spool": {"engines.arrays", "spilling"},
    "engines.payload": {"model", "period"},
    "engines.parts": {"engines.arrays", "engines.base", "engines.checksums"},
    "engines.part_writer": {"engines.arrays", "engines.parts", "spilling"},
    "engines.payload_file": {
        *("engines.checksums", "engines.mapped", "engines.parts", "engines.part_writer"),
    },
    "engines.whoosh": {
        *("engines.base", "engines.arrays", "engines.checksums", "engines.mapped", "query"),
        *("vocabulary", "errors"),
    },
    "engines.tantivy": {
        *("engines.base", "engines.checksums", "engines.payload_file", "query", "errors"),
    },
    "engines.opensearch": {
        *("engines.base", "engines.arrays", "engines.array_spool", "engines.checksums"),
        *("engines.generation_store", "spilling", "vocabulary", "query", "errors", "wording"),
    },
    "meaning": {
        *("analysis", "engines.base", "engines.checksums", "engines.mapped", "engines.parts"),
        "engines.part_writer",
    },
    "duplicates": {"engines.arrays", "engines.checksums", "spilling"},
    "indexing": WORDS
    | {"documents", "analysis", "duplicates", "engines.base", "engines.checksums", "query"}
    | {"engines.bus_errors", "engines.generation_store", "engines.payload"}
    | {"meaning", "parent_death", "regular_files"},
    "searching": WORDS
    | {"analysis", "duplicates", "engines.base", "engines.payload", "meaning", "query"},
    "opening": {
        *(
            "settings",
            "analysis",
            "documents",
            "engines.base",
            "engines.opensearch",
            "indexing",
            "meaning",
            "query",
        ),
        *("searching", "errors", "wording"),
    },
    "serving": {"documents", "indexing", "parent_death", "settings", "errors", "wording"},
    "terminal": WORDS | {"analysis", "indexing"},
    "cli": {
        *("opening", "terminal", "serving", "representation", "settings", "indexing", "analysis"),
        *("errors", "wording"),
    },
    "__main__": {"cli"},
    # the public names
    "search": {"opening", "searching", "settings", "errors", "documents"},
    "web": WORDS | {"search", "searching", "serving", "settings", "representation"},
}
#: Where each of these libraries is imported, and nowhere else.
OWNERS = {
    "whoosh": {"engines.whoosh"},
    "tantivy": {"engines.tantivy"},
    "opensearchpy": {"engines.opensearch"},
    "unidecode": {"analysis"},
    "Stemmer": {"analysis"},
    "rensa": {"duplicates"},
    "flask": {"web"},
    "fontTools": {"web"},
    "granian": {"serving"},
    "rich": {"terminal"},
    "click": {"cli"},
    "sqlite3": {"indexing", "web"},
    "prometheus_client": {"serving"},
    "limits": {"web"},
    "watchfiles": {"serving"},
    "pathspec": {"documents"},
    "lxml": {"documents"},
    "pypdfium2": {"documents"},
    "simplemma": {"documents"},
    "spellchecker": {"documents"},
}
MODULES = sorted([*(REPOSITORY / "search").rglob("*.py"), *(REPOSITORY / "web").rglob("*.py")])


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)


def room_of(module: str) -> str:
    parts = module.removesuffix(".__init__").split(".")
    if parts[0] != "search" or len(parts) == 1:
        return parts[0]
    return ".".join(parts[1:3]) if parts[1] == "engines" else parts[1]


def imported(path: Path) -> Iterator[str]:
    """The modules that a module imports, by their whole names."""
    package = name_of(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            found = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{found}.{alias.name}" for alias in node.names]
            yield from [found] if node.module and not is_package(found) else names


def is_package(module: str) -> bool:
    """A name imported from a package may be a module of it."""
    return (REPOSITORY / Path(*module.split("."))).is_dir()


def rooms_imported(path: Path) -> set[str]:
    ours = (module for module in imported(path) if module.split(".")[0] in ("search", "web"))
    return {settled(room_of(module)) for module in ours}


def settled(room: str) -> str:
    """A name that is no room is a public name of the package."""
    return room if room in ARROWS else "search"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path):
    room = room_of(name_of(path))
    assert rooms_imported(path) - {room, "engines"} <= ARROWS[room]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_imported_where_it_belongs(path):
    room = room_of(name_of(path))
    libraries = {module.split(".")[0] for module in imported(path)}
    assert [name for name in libraries if room not in OWNERS.get(name, {room})] == []


def test_the_arrows_go_round_in_no_circle():
    left = {room: set(targets) for room, targets in ARROWS.items()}
    while free := {room for room, targets in left.items() if not targets & left.keys()}:
        left = {room: targets for room, targets in left.items() if room not in free}
    assert left == {}


def test_no_arrow_is_allowed_that_nobody_needs():
    used: dict[str, set[str]] = {room: set() for room in ARROWS}
    for path in MODULES:
        used[room_of(name_of(path))] |= rooms_imported(path)
    unused = {room: ARROWS[room] - used[room] - WORDS for room in ARROWS}
    assert {room: names for room, names in unused.items() if names} == {}
