"""Reading generations: what is checked before one is opened, and when to open the next."""

from dataclasses import dataclass
from threading import Lock

from ..duplicates.registry import SeenParagraphs
from ..engines.base import Engine, GenerationStore, Reader
from ..errors import IndexUnusableError
from ..meaning import ParagraphVectors
from ..wording.messages import translate
from .catalog import Catalog
from .contents import check_files, check_path
from .generations import CATALOG, ENGINE, SEEN, VECTORS, Generations
from .manifest import FORMAT, Manifest, changed, read_format, read_manifest
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
        self._lock = Lock()
        self._opened: tuple[tuple[int, int], Snapshot] | None = None

    def current(self) -> Snapshot:
        """The generation in use, opened again when it is another one.

        Costs one look at a file's status. Raises IndexMissingError,
        IndexIncompatibleError or IndexDamagedError.
        """
        self.sharing.follow()
        pointer = self.generations.pointer()
        opened = self._opened
        if opened and opened[0] == pointer:
            return opened[1]
        with self._lock:
            while self._opened is None or self._opened[0] != pointer:
                try:
                    # What is replaced is closed when its last request lets go of it.
                    self._opened = (pointer, self._open(self.generations.current()))
                except IndexUnusableError:
                    # Builds that end meanwhile may have removed what CURRENT named.
                    if (now := self.generations.pointer()) == pointer:
                        raise
                    pointer = now
            return self._opened[1]

    def manifest(self) -> Manifest:
        """The manifest of the current generation, if it can be used."""
        return self._usable(self.generations.current())

    def damaged_files(self) -> list[str]:
        """The files of the current generation that aren't as written; reads all of it."""
        name = self.generations.current()
        return changed(self.generations.path(name), self._manifest(name))

    def verify(self) -> None:
        """Open the current generation and count what it holds.

        Raises IndexUnusableError, with the reason, unless it is as its manifest says.
        """
        snapshot = self.current()
        counted = (snapshot.reader.paragraphs, snapshot.vectors.count)
        manifest = snapshot.manifest
        if snapshot.catalog.document_count != manifest.documents or set(counted) != {
            manifest.paragraphs
        }:
            raise self.generations.damaged(translate("its counts don't agree"))

    def _open(self, name: str) -> Snapshot:
        manifest = self._usable(name)
        folder = self.generations.path(name)
        catalog = Catalog(folder / CATALOG)
        reader = self.engine.open(folder / ENGINE, catalog.ranks())
        part = VECTORS
        try:
            vectors = ParagraphVectors(folder / VECTORS)
            part = SEEN
            seen = SeenParagraphs(folder / SEEN)
        except (OSError, ValueError) as error:
            raise self.generations.damaged(f"{part}: {error}") from error
        return Snapshot(f"{name}-{manifest.identity}", manifest, reader, vectors, seen, catalog)

    def _usable(self, name: str) -> Manifest:
        """The manifest; all that is checked before an engine is let near the files."""
        manifest = self._manifest(name)
        check_files(self.generations, name, manifest)
        return manifest

    def _manifest(self, name: str) -> Manifest:
        check_path(self.generations, name)
        folder = self.generations.path(name)
        try:
            if (found := read_format(folder)) != FORMAT:
                difference = translate("its format is {found}, this version reads {wanted}")
                raise self.generations.incompatible(difference.format(found=found, wanted=FORMAT))
            manifest = read_manifest(folder)
        except (OSError, ValueError) as error:
            raise self.generations.damaged(f"manifest.json: {error}") from error
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
