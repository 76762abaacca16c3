"""Going back to a generation that is still there, or forth again; and which there are."""

import msgspec

from ..errors import GenerationNotFoundError, IndexUnusableError, NothingBeforeError
from ..wording.messages import translate
from .lock import writing
from .manifest import read_manifest
from .snapshots import Snapshots


class GenerationJson(msgspec.Struct):
    """A generation. bytes: of all its files; reason: why it can't be used, if that is so"""

    name: str
    current: bool
    usable: bool
    reason: str
    built: str
    documents: int
    paragraphs: int
    skipped: int
    bytes: int


class GenerationsJson(msgspec.Struct):
    """All generations, the oldest first."""

    generations: list[GenerationJson]


def listed(snapshots: Snapshots) -> GenerationsJson:
    """What there is to go back to. Raises IndexMissingError if there is none."""
    current = snapshots.generations.current_if_any()
    names = _names(snapshots)
    if not names:
        snapshots.generations.pointer()
    return GenerationsJson([_listed(snapshots, name, current=name == current) for name in names])


def _names(snapshots: Snapshots) -> list[str]:
    """Those that are here, and those that a cluster keeps, oldest first."""
    return sorted({*snapshots.generations.names(), *snapshots.sharing.names()}, key=int)


def _listed(snapshots: Snapshots, name: str, *, current: bool) -> GenerationJson:
    is_here = name in snapshots.generations.names()
    try:
        path = snapshots.generations.path(name)
        manifest = read_manifest(path) if is_here else snapshots.sharing.manifest(name)
    except (OSError, ValueError) as error:
        return GenerationJson(name, current, False, f"manifest.json: {error}", "", 0, 0, 0, 0)
    reason = _reason(snapshots, name) if is_here else ""
    size = sum(sealed.size for sealed in manifest.files.values())
    counts = manifest.documents, manifest.paragraphs, manifest.skipped
    return GenerationJson(name, current, not reason, reason, manifest.created, *counts, size)


def _reason(snapshots: Snapshots, name: str) -> str:
    """Why it can't be used, as far as that is seen at a look."""
    try:
        snapshots.usable(name)
    except IndexUnusableError as error:
        return str(error.details["reason"])
    if not snapshots.sharing.is_kept(name):
        return translate("the cluster doesn't keep it any more")
    return ""


def roll_back(snapshots: Snapshots, name: str | None = None) -> tuple[str | None, str]:
    """Serve another generation from now on: that of a name, or the one before the current one.
    Nothing is removed: what was served may be gone forth to again, until the next build.

    The names of that which was served, None if CURRENT named none, and of that which is.
    Raises GenerationNotFoundError, NothingBeforeError, IndexLockedError, and IndexUnusableError
    for one that isn't whole, which is never gone to.
    """
    generations = snapshots.generations
    with writing(generations.folder), snapshots.sharing.writing():
        before = generations.current_if_any()
        wanted = _before(snapshots, before) if name is None else _named(snapshots, name)
        snapshots.sharing.fetch(wanted)
        try:
            snapshots.verify_files(wanted)
            snapshots.verify_counts(snapshots.open(wanted))
        except IndexUnusableError as error:  # of which that is served now knows nothing
            error.details["path"] = generations.path(wanted)
            raise
        snapshots.sharing.publish(wanted, generations.path(wanted))
        generations.point_to(wanted)
    return before, wanted


def _before(snapshots: Snapshots, current: str | None) -> str:
    """The newest before the current one; where there is no current one, the newest of all."""
    older = [name for name in _names(snapshots) if current is None or int(name) < int(current)]
    if not older:
        raise NothingBeforeError(path=snapshots.generations.folder)
    return older[-1]


def _named(snapshots: Snapshots, name: str) -> str:
    """As it is called in its folder; zeros in front and the identity may be left out."""
    number = name.partition("-")[0]
    generations, known = snapshots.generations, _names(snapshots)
    for there in known:
        if number.isascii() and number.isdigit() and int(number) == int(there):
            return there
    names = ", ".join(known) or "–"
    raise GenerationNotFoundError(path=generations.folder, name=name, names=names)
