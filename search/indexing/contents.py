"""What is looked at before anything of a generation is used.

It holds what its manifest names and nothing else, and nobody else could have written there
(`permissions.py`). That the manifest is right proves nothing: whoever makes an index makes its
manifest. So whatever reads a file of it takes the file for what a stranger may have written.
"""

import os
import stat
from collections.abc import Container, Iterator
from pathlib import Path

from ..wording.messages import translate
from .generations import CURRENT, Generations
from .manifest import FORMAT, NAME, Manifest, read_format, read_manifest, small_changed
from .permissions import exposed, refusal_above, wrong_kind


def check_path(generations: Generations, name: str) -> None:
    """Raises IndexIncompatibleError for a manifest, or a folder that leads to it, that others
    could have written; IndexDamagedError for one that is none or can't be seen.
    """
    try:
        above = refusal_above(generations.folder)
    except OSError as error:
        raise generations.damaged(f"{error.filename}: {error.strerror}") from error
    if above:
        raise generations.incompatible(above)
    path = generations.path(name)
    folders = (generations.folder, path.parent, path)
    for part in (*folders, path / NAME):
        try:
            status = part.lstat()
        except OSError as error:
            raise generations.damaged(f"{part.name}: {error.strerror}") from error
        _refuse(generations, str(part), status, folder=part in folders)


def check_pointer(generations: Generations) -> None:
    """The same of CURRENT."""
    try:
        status = (generations.folder / CURRENT).lstat()
    except OSError as error:
        raise generations.damaged(f"{CURRENT}: {error.strerror}") from error
    _refuse(generations, CURRENT, status, folder=False)


def own_manifest(generations: Generations, folder: Path) -> Manifest:
    """The manifest of a generation in `folder`. Raises IndexIncompatibleError for another format,
    IndexDamagedError for what is none.
    """
    try:
        if (found := read_format(folder)) != FORMAT:
            difference = translate("its format is {found}, this version reads {wanted}")
            raise generations.incompatible(difference.format(found=found, wanted=FORMAT))
        return read_manifest(folder)
    except (OSError, ValueError) as error:
        raise generations.damaged(f"manifest.json: {error}") from error


def check_files(generations: Generations, name: str, manifest: Manifest) -> None:
    """Raises IndexIncompatibleError for a file or folder in the generation that others could
    have written; IndexDamagedError for one that is none, or that the manifest doesn't name, and
    for a file that isn't there, hasn't its size or, if it's small, isn't what was written.
    """
    folder = generations.path(name)
    known = {NAME, *_with_parents(manifest)}
    try:
        sizes = dict(_sizes(generations, folder, "", known))
    except OSError as error:
        raise generations.damaged(f"{folder.name}: {error.strerror}") from error
    files = manifest.files.items()
    wrong = [file for file, sealed in files if sizes.get(file) != sealed.size]
    if wrong := wrong or small_changed(folder, manifest):
        reason = translate("{file} is missing or isn't what was written").format(file=wrong[0])
        raise generations.damaged(reason)


def _refuse(generations: Generations, name: str, status: os.stat_result, *, folder: bool) -> None:
    if reason := wrong_kind(name, status, folder=folder):
        raise generations.damaged(reason)
    if reason := exposed(name, status, generations.trusted):
        raise generations.incompatible(reason)


def _with_parents(manifest: Manifest) -> Iterator[str]:
    """The paths of the files, and of the folders that they are in."""
    for file in manifest.files:
        parts = file.split("/")
        yield from ("/".join(parts[:length]) for length in range(1, len(parts) + 1))


def _sizes(
    generations: Generations, folder: Path, below: str, known: Container[str]
) -> Iterator[tuple[str, int]]:
    """The size in bytes of every file, by its path in the folder."""
    with os.scandir(folder / below) as entries:
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            if name not in known:
                reason = translate("{file} is not named in its manifest").format(file=name)
                raise generations.damaged(reason)
            status = entry.stat(follow_symlinks=False)
            is_folder = stat.S_ISDIR(status.st_mode)
            _refuse(generations, name, status, folder=is_folder)
            if is_folder:
                yield from _sizes(generations, folder, name, known)
            else:
                yield name, status.st_size
