"""Writing generations: begun empty or as a clone, committed whole or abandoned."""

import os
import shutil
import time
import uuid
from collections.abc import Container, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..duplicates.registry import Registry
from ..engines.base import Writer
from ..engines.checksums import Checksums
from ..meaning import ParagraphVectorsWriter
from .catalog_writer import CatalogWriter
from .generations import CATALOG, ENGINE, SEEN, VECTORS, sync_generation
from .manifest import FORMAT, FileSeal, Manifest, checksums, seal, write_manifest
from .snapshots import Snapshots


@dataclass(frozen=True, slots=True)
class StagedGeneration:
    """A generation that is being written.

    shared: the files that it has of the one it was cloned from, if it is a clone
    """

    name: str
    folder: Path
    writer: Writer
    vectors: ParagraphVectorsWriter
    registry: Registry
    catalog: CatalogWriter
    shared: "dict[str, _Shared]"

    @property
    def is_clone(self) -> bool:
        return bool(self.shared)

    def unchanged(self) -> dict[str, FileSeal]:
        """The shared files that the engine hasn't replaced by others of the same names."""
        return {
            name: file.seal
            for name, file in self.shared.items()
            if _identity(self.folder / name) == file.identity
        }


@dataclass(frozen=True, slots=True)
class _Shared:
    """identity: of the file in the clone, see `_identity`"""

    seal: FileSeal
    identity: tuple[int, int, int] | None


def _identity(path: Path) -> tuple[int, int, int] | None:
    """Another value for another file, and for one that was written to."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def begin(snapshots: Snapshots) -> StagedGeneration:
    """An empty generation."""
    name, folder = snapshots.generations.new_draft(snapshots.sharing.names())
    (folder / ENGINE).mkdir()
    (folder / VECTORS).mkdir()
    (folder / SEEN).mkdir()
    catalog = CatalogWriter(folder / CATALOG)
    with ExitStack() as on_failure:
        on_failure.callback(catalog.close)
        writer = snapshots.engine.create(folder / ENGINE)
        on_failure.callback(writer.rollback)
        vectors = ParagraphVectorsWriter(folder / VECTORS)
        registry = Registry(folder / SEEN, _now())
        on_failure.pop_all()
    return StagedGeneration(name, folder, writer, vectors, registry, catalog, {})


def clone(snapshots: Snapshots) -> StagedGeneration:
    """A generation that begins as the current one.

    The engine's files are hard links, since an engine never changes a file; the catalogue
    is copied.
    """
    origin = snapshots.generations.path(snapshots.generations.current())
    manifest = snapshots.manifest()
    name, folder = snapshots.generations.new_draft(snapshots.sharing.names())
    shared = {
        file: _share(origin / file, folder / file, sealed)
        for file, sealed in manifest.files.items()
        if file != CATALOG
    }
    shutil.copyfile(origin / CATALOG, folder / CATALOG)
    # Nothing that is damaged is read to be written anew, with a seal of its own.
    sums = checksums(folder, manifest)
    sums.check_whole([folder / CATALOG])
    catalog = CatalogWriter(folder / CATALOG)
    with ExitStack() as on_failure:
        on_failure.callback(catalog.close)
        writer = snapshots.engine.append(folder / ENGINE, sums)
        on_failure.callback(writer.rollback)
        vectors, registry = _beside(snapshots, folder, sums)
        on_failure.pop_all()
    return StagedGeneration(name, folder, writer, vectors, registry, catalog, shared)


def _beside(
    snapshots: Snapshots, folder: Path, sums: Checksums
) -> tuple[ParagraphVectorsWriter, Registry]:
    """What goes on beside the engine."""
    part = VECTORS
    try:
        with ExitStack() as on_failure:
            vectors = ParagraphVectorsWriter(folder / VECTORS, sums, append=True)
            on_failure.callback(vectors.rollback)
            part = SEEN
            registry = Registry(folder / SEEN, _now(), sums)
            on_failure.pop_all()
        return vectors, registry
    except ValueError as error:
        raise snapshots.generations.damaged(f"{part}: {error}") from error


def _now() -> int:
    """Seconds since 1970."""
    return int(time.time())


def _share(origin: Path, copy: Path, sealed: FileSeal) -> _Shared:
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(origin, copy)
    except OSError:  # a file system without hard links
        shutil.copyfile(origin, copy)
    return _Shared(sealed, _identity(copy))


def commit(snapshots: Snapshots, staged: StagedGeneration, source: str, skipped: int) -> Manifest:
    """Make the staged generation the generation in use."""
    staged.writer.commit()
    staged.vectors.commit()
    staged.registry.commit()
    documents, paragraphs = staged.catalog.document_count, staged.catalog.paragraph_count
    staged.catalog.commit()
    staged.catalog.close()
    unchanged = staged.unchanged()
    with _syncing(staged.folder, unchanged):
        files = seal(staged.folder, unchanged)
    manifest = Manifest(
        format=FORMAT,
        engine=snapshots.engine.name,
        analysis=snapshots.analysis,
        identity=uuid.uuid4().hex[:12],
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        documents=documents,
        paragraphs=paragraphs,
        skipped=skipped,
        source=source,
        files=files,
    )
    write_manifest(staged.folder, manifest)
    generations = snapshots.generations
    generations.open_to_readers(staged.name)
    sync_generation(staged.folder, files)
    kept = snapshots.last_usable(thoroughly=not staged.is_clone)
    snapshots.sharing.publish(staged.name, staged.folder)
    generations.adopt(staged.name)
    generations.point_to(staged.name)
    generations.remove_others(staged.name, kept)
    return manifest


def abandon(snapshots: Snapshots, staged: StagedGeneration) -> None:
    """Remove a staged generation, unless it has become the one in use: an interruption may
    come between that moment and the end of `commit`.
    """
    # What has failed or was interrupted half-way may not end well; why it ended is told already.
    with suppress(Exception):
        staged.catalog.close()
    with suppress(Exception):
        staged.writer.rollback()
    with suppress(Exception):
        staged.vectors.rollback()
    generations = snapshots.generations
    generations.remove(staged.folder.name)
    if generations.current_if_any() != staged.name:
        generations.remove(staged.name)


@contextmanager
def _syncing(folder: Path, synced: Container[str]) -> Iterator[None]:
    """Have the files go to disk meanwhile: neither that nor digests need the interpreter."""
    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(sync_generation, folder, synced)
        yield
    done.result()
