"""The shape of a collection: its documents by year, by folder and by format."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePath

from ..model import Count, FolderCount, Overview
from ..query.columns import FILE, FOLDER
from ..query.unparse import narrowing
from .snapshot import Snapshot

#: Folders inside one another that are told.
_DEEPEST = 50


def overview(snapshot: Snapshot) -> Overview:
    """The shape of one generation; takes as long as going through its list of documents."""
    manifest, catalog = snapshot.manifest, snapshot.catalog
    years = catalog.years()
    return Overview(
        generation=snapshot.name,
        engine=manifest.engine,
        built=manifest.created,
        source=source_names(manifest.source),
        size=manifest.size,
        documents=manifest.documents,
        paragraphs=manifest.paragraphs,
        skipped=manifest.skipped,
        years=tuple(one for one in years if one.value),
        undated=sum(one.total for one in years if not one.value),
        formats=tuple(one for one in catalog.formats() if one.value),
        folders=folder_tree(catalog.folders()),
    )


def source_names(source: str) -> str:
    """« /srv/archive/presse, seeds » → « presse, seeds »: where folders are on a machine concerns
    nobody who searches them.
    """
    return ", ".join(PurePath(one).name or one for one in source.split(", "))


def folder_tree(counts: Sequence[Count]) -> tuple[FolderCount, ...]:
    """The folders at the top, each with those in it and with all documents under it.

    counts: of what is in a folder alone, its path with a slash at the end, or in a file of records
    """
    totals: defaultdict[str, int] = defaultdict(int)
    for path, total in counts:
        names = path.removesuffix("/").split("/")[:_DEEPEST] if path else []
        for depth in range(1, len(names) + 1):
            totals["/".join(names[:depth])] += total
    files = {path for path, _ in counts if not path.endswith("/")}
    under: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(totals):
        under[path.rpartition("/")[0]].append(path)

    def tree(parent: str) -> tuple[FolderCount, ...]:
        return tuple(
            FolderCount(one, totals[one], _filter(one, one in files), tree(one))
            for one in under.get(parent, ())
        )

    return tree("")


def _filter(path: str, is_file: bool) -> str:
    """By its name a file is asked for, a folder by its path."""
    if is_file:
        return narrowing(FILE, path.rpartition("/")[2], whole=True)
    return narrowing(FOLDER, f"/{path}")
