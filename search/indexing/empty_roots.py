"""Roots that are empty while the index holds documents of them: a disk that isn't mounted, rather
than documents that are gone.
"""

from collections.abc import Iterable
from contextlib import closing

from ..documents import Folder
from ..errors import EmptySourceError, IndexMissingError, IndexUnusableError
from .catalog import Catalog
from .generations import CATALOG
from .manifest import read_count
from .snapshots import Snapshots


def refuse_empty_roots(folders: Iterable[Folder], snapshots: Snapshots) -> None:
    """Raises EmptySourceError if the index in use holds documents of a root that is empty.

    Of an index that can't be used only its manifest is asked, and only if all roots are empty.
    """
    folders = list(folders)
    empty = [folder for folder in folders if folder.is_empty()]
    if not empty:
        return
    try:
        snapshots.manifest()
        current = snapshots.generations.path(snapshots.generations.current())
        with closing(Catalog(current / CATALOG)) as catalog:
            held = [catalog.count_below(folder.prefix.rstrip("/")) for folder in empty]
    except IndexMissingError:
        return
    except IndexUnusableError:
        held = [_told_by_manifest(snapshots) if len(empty) == len(folders) else 0]
    for folder, count in zip(empty, held, strict=False):
        if count:
            raise EmptySourceError(path=folder.root, count=count)


def _told_by_manifest(snapshots: Snapshots) -> int:
    name = snapshots.generations.current_if_any()
    return read_count(snapshots.generations.path(name)) if name else 0
