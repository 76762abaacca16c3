"""Reading generations: what is checked before one is opened, and when to open the next."""

from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from ..duplicates.registry import SeenParagraphs
from ..engines.base import Engine, Reader
from ..engines.generation_store import GenerationStore
from ..errors import IndexUnusableError
from ..meaning import ParagraphVectors
from ..wording.messages import translate
from .catalog import Catalog
from .contents import check_files, check_path, check_pointer, own_manifest
from .garbage import let_go
from .generations import CATALOG, ENGINE, SEEN, VECTORS, Generations
from .manifest import Manifest, changed, checksums
from .sharing import Sharing


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A generation, open for reading."""

    name: str
    manifest: Manifest
    reader: Reader
    vectors: ParagraphVectors
    seen: SeenParagraphs
    catalog: Catalog

    @property
    def number(self) -> str:
        """The name of its folder."""
        return self.name.partition("-")[0]


class Snapshots:
    """Opens generations made by one engine and one analysis.

    analysis: the fingerprint that a generation must have been built with
    """

    def __init__(
        self,
        generations: Generations,
        engine: Engine,
        analysis: str,
        store: GenerationStore | None = None,
    ) -> None:
        """store: where several machines share generations, if they do"""
        self.generations = generations
        self.sharing = Sharing(generations, store)
        self.engine = engine
        self.analysis = analysis
        #: Generations that have turned out to be damaged, though they look well.
        self.distrusted: set[str] = set()
        self._lock = Lock()
        self._opened: tuple[tuple[int, int], Snapshot] | None = None

    def current(self) -> Snapshot:
        """The generation that CURRENT names, opened again when it is another one.

        Costs one look at a file's status. Raises IndexMissingError, IndexIncompatibleError or
        IndexDamagedError; `last_good.py` is for whoever would rather have the one before.
        """
        self.sharing.follow()
        pointer = self.generations.pointer()
        opened = self._opened
        if opened and opened[0] == pointer:
            return opened[1]
        with self._lock:
            replaces = opened is not None and opened is self._opened
            while self._opened is None or self._opened[0] != pointer:
                try:
                    # What is replaced is closed when its last request lets go of it.
                    self._opened = (pointer, self._open(*self._named()))
                except IndexUnusableError:
                    # Builds that end meanwhile may have removed what CURRENT named.
                    if (now := self.generations.pointer()) == pointer:
                        raise
                    pointer = now
            if replaces:
                del opened
                let_go()
            return self._opened[1]

    def open(self, name: str) -> Snapshot:
        """A generation, whatever CURRENT names. Raises IndexUnusableError."""
        return self._open(name, self.usable(name))

    def manifest(self) -> Manifest:
        """The manifest of the current generation, if it can be used."""
        return self._named()[1]

    def usable(self, name: str) -> Manifest:
        """The manifest of a generation, once all is checked that is before an engine is let near
        the files. Raises IndexUnusableError.
        """
        manifest = self._manifest(name)
        check_files(self.generations, name, manifest)
        return manifest

    def last_usable(self, *, thoroughly: bool) -> str | None:
        """The generation to go back to: that which CURRENT names, or else the next that can be
        used; that which CURRENT names, if none can.

        thoroughly: whether all of it is read to know that
        """
        for name in self.generations.preferred():
            if name not in self.distrusted:
                with suppress(IndexUnusableError):
                    manifest = self.usable(name)
                    if thoroughly:
                        folder = self.generations.path(name)
                        checksums(folder, manifest).check_whole(
                            map(folder.joinpath, manifest.files)
                        )
                    return name
        return self.generations.current_if_any()

    def named_manifest(self) -> tuple[str, Manifest]:
        """The same, with the name of the snapshot that would be opened."""
        manifest = self.usable(name := self.generations.current())
        return f"{name}-{manifest.identity}", manifest

    def damaged_files(self) -> list[str]:
        """The files of the current generation that aren't as written; reads all of it."""
        name = self.generations.current()
        return changed(self.generations.path(name), self._manifest(name))

    def verify_files(self, name: str) -> None:
        """Read all files of a generation. Raises IndexUnusableError unless they are as written."""
        manifest = self.usable(name)
        if damaged := changed(self.generations.path(name), manifest):
            raise self.generations.damaged(", ".join(damaged))

    def verify(self) -> None:
        """Open the current generation and count what it holds.

        Raises IndexUnusableError, with the reason, unless it is as its manifest says.
        """
        self.verify_counts(self.current())

    def verify_counts(self, snapshot: Snapshot) -> None:
        """The same of one that is open."""
        counted = (snapshot.reader.paragraphs, snapshot.vectors.count)
        manifest = snapshot.manifest
        if snapshot.catalog.document_count != manifest.documents or set(counted) != {
            manifest.paragraphs
        }:
            raise self.generations.damaged(translate("its counts don't agree"))

    def _open(self, name: str, manifest: Manifest) -> Snapshot:
        folder = self.generations.path(name)
        sums = checksums(folder, manifest)
        sums.check_whole([folder / CATALOG])
        catalog = Catalog(folder / CATALOG)
        reader = self.engine.open(folder / ENGINE, catalog.ranks(), sums)
        part = VECTORS
        try:
            vectors = ParagraphVectors(folder / VECTORS, sums)
            part = SEEN
            seen = SeenParagraphs(folder / SEEN, sums)
        except (OSError, ValueError) as error:
            raise self.generations.damaged(f"{part}: {error}") from error
        return Snapshot(f"{name}-{manifest.identity}", manifest, reader, vectors, seen, catalog)

    def _named(self) -> tuple[str, Manifest]:
        """What CURRENT names, if it can be used."""
        name = self.generations.current()
        check_pointer(self.generations)
        return name, self.usable(name)

    def _manifest(self, name: str) -> Manifest:
        check_path(self.generations, name)
        manifest = own_manifest(self.generations, self.generations.path(name))
        if reason := self._difference(manifest):
            raise self.generations.incompatible(reason)
        return manifest

    def _difference(self, manifest: Manifest) -> str | None:
        if manifest.engine != self.engine.name:
            return translate("its engine is {found}, not {wanted}").format(
                found=manifest.engine, wanted=self.engine.name
            )
        if manifest.analysis != self.analysis:
            return translate("its words were analysed by another version")
        return None
