"""The tantivy schema: fields of analysed terms, and the numbers that filters and orders ask."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

import msgspec
import tantivy

from ...errors import IndexUnreadableError
from ...query.clauses import FIELDS
from ..base import Order

#: What paragraphs are counted by: an object of lists of strings, by column.
VALUES = "values"
#: The field whose highest values come first, for each order that is no score's. *age* is higher
#: for earlier days, and 0 without one.
SORTED_BY = {Order.DATE: "first_day", Order.OLDEST: "age", Order.ADDED: "added"}
#: Later than any day, as a proleptic ordinal (`date.max`).
LAST_DAY = 1 << 22
_MANAGED = ".managed.json"
_MEMORY = "/dev/shm"
#: How often a temporary folder is removed at the most.
_TRIES = 10
#: The names that tantivy gives its files.
_FILE = re.compile(r"(?:[0-9a-f]{32}|meta)\.[0-9a-z.]{1,64}")


def new_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        option = "position" if name.endswith("form") else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    builder.add_json_field(VALUES, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("document", indexed=True, fast=True)
    builder.add_unsigned_field("lead", indexed=True)
    builder.add_unsigned_field("first_day", fast=True)
    builder.add_unsigned_field("last_day", fast=True)
    for name in SORTED_BY.values():
        if name != "first_day":
            builder.add_unsigned_field(name, fast=True)
    builder.add_unsigned_field("cluster", indexed=True, fast=True)
    builder.add_unsigned_field("copy", indexed=True)
    return builder.build()


@contextmanager
def readable(folder: Path) -> Iterator[tantivy.Index]:
    """The same, to be opened by a reader while it is in the context, and written nowhere.

    A reader of tantivy's makes a file to lock, which a disk or an owner may forbid; so it is shown
    a folder of its own that leads to the files, and that is gone once it has mapped them.
    """
    _check_names(folder)
    aside = _shown(folder)
    try:
        yield _opened(aside)
    finally:
        _remove(aside)


def _shown(folder: Path) -> Path:
    """A temporary folder that leads to the files, in the first place that there is for one.

    Raises IndexUnreadableError if there is none.
    """
    paths = [*own_files(folder), folder / _MANAGED]
    for place in _places():
        with suppress(OSError):  # it can't be written, or is full
            aside = Path(tempfile.mkdtemp(prefix="alinea-", dir=place))
            try:
                for path in paths:
                    (aside / path.name).symlink_to(path.absolute())
                return aside
            except OSError:
                _remove(aside)
    raise IndexUnreadableError(path=folder)


def _places() -> Iterator[str]:
    """Where temporary folders may be, those in memory last: they can be written where nothing else
    of a system can (shm_overview(7)).
    """
    with suppress(OSError):
        yield tempfile.gettempdir()
    yield os.environ.get("XDG_RUNTIME_DIR") or _MEMORY
    yield _MEMORY


def _remove(aside: Path) -> None:
    """A thread of tantivy's may make its lock in it meanwhile."""
    for _ in range(_TRIES):
        rmtree(aside, ignore_errors=True)
        if not aside.exists():
            break


def own_files(folder: Path) -> list[Path]:
    """The files that tantivy reads by itself, as it likes."""
    return [path for path in folder.iterdir() if _FILE.fullmatch(path.name)]


def opened(folder: Path) -> tantivy.Index:
    """The index in a folder, once it is known to be one of ours, to be read and written.

    `.managed.json` lists the files that tantivy removes when no segment has them any more,
    wherever a name may lead. Raises ValueError for one that leads out of the folder, and for
    another schema.
    """
    _check_names(folder)
    return _opened(folder)


def _check_names(folder: Path) -> None:
    """Raises ValueError for an index that names files of others."""
    managed = msgspec.json.decode((folder / _MANAGED).read_bytes(), type=list[str])
    if any(not _FILE.fullmatch(name) for name in managed):
        raise ValueError(f"{_MANAGED} names what is no file of the index")


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    if index.schema != new_schema():
        raise ValueError("meta.json has another schema")
    return index
