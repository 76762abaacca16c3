"""Where the documents are: roots, and which files below them are wanted."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import SourceError
from .bulk import Columns
from .folder import Folder, Found
from .patterns import Patterns


@dataclass(frozen=True, slots=True)
class Sources:
    """roots: folders, or files that stand for themselves
    include, exclude: patterns, see `patterns.py`
    columns: what the columns of files of records are called
    """

    roots: tuple[Path, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    columns: Columns = Columns()

    def folders(self, *, without: Path | None = None) -> list[Folder]:
        """The roots; with several, the ids of each begin with its name.

        without: a folder that is left out (an index among the documents)
        A root within another one is left out there. Raises SourceError for a root that isn't
        there or may not be read: it isn't one without documents.
        """
        roots = list(dict.fromkeys(root.resolve() for root in self.roots))
        for root in roots:
            if not os.access(root, os.R_OK):
                raise SourceError(path=root)
        left_out = frozenset(roots) | ({without.resolve()} if without else frozenset())
        patterns = Patterns(self.include, self.exclude)
        prefixes = _prefixes(roots) if len(roots) > 1 else [""]
        return [
            Folder(root, prefix, patterns, left_out)
            for root, prefix in zip(roots, prefixes, strict=True)
        ]

    def files(self, *, without: Path | None = None) -> Iterator[Found]:
        """All files, root by root; see `Folder.files`."""
        for folder in self.folders(without=without):
            yield from folder.files()

    def __str__(self) -> str:
        names = (os.fsencode(root).decode("utf-8", "replace") for root in self.roots)
        return ", ".join(names)


def places(folders: Iterable[Folder], paths: Iterable[Path]) -> list[tuple[Folder, Path]]:
    """The root that each path is below, with the path; what is below another is left out."""
    known = sorted(folders, key=lambda folder: len(folder.root.parts), reverse=True)
    found: list[tuple[Folder, Path]] = []
    last: dict[Path, Path] = {}
    for path in sorted(set(paths)):
        for folder in known:
            if path.is_relative_to(folder.root):
                before = last.get(folder.root)
                if before is None or not path.is_relative_to(before):
                    found.append((folder, path))
                    last[folder.root] = path
                break
    return found


def _prefixes(roots: list[Path]) -> list[str]:
    """The names of the roots, told apart where two are called alike."""
    names: list[str] = []
    for root in roots:
        name, count = root.name or "root", 1
        while name in names:
            count += 1
            name = f"{root.name or 'root'}~{count}"
        names.append(name)
    return [f"{name}/" for name in names]
