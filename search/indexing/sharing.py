"""One index for several machines: each has a copy of the generation that all are to serve.

Where an engine is a cluster, it keeps the folders of generations too (`GenerationStore`). Who
builds puts a new one there and has it served; whoever serves asks now and then which one that is,
fetches it beside its own and points CURRENT to it. Of files that it has already it makes links.
"""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from ..engines.base import GenerationStore
from ..errors import AlineaError, IndexLockedError, IndexUnwritableError
from ..wording.messages import translate
from .generations import ENGINE, Generations, sync_generation
from .lock import writing
from .manifest import NAME, FileSeal, Manifest, read_manifest, seal_file
from .permissions import new_file

#: Seconds after which it is asked again which generation is to be served.
_PERIOD = 2.0


class Sharing:
    """Keeps an index folder like the one that all machines are to serve.

    store: None where the folder is all that there is; nothing is done then
    """

    def __init__(self, generations: Generations, store: GenerationStore | None) -> None:
        self._generations = generations
        self._store = store
        self._asked: float | None = None
        self._first, self._asking = threading.Lock(), threading.Lock()
        self._replaced: str | None = None

    def follow(self) -> None:
        """Catch up with the other machines, where that is due: the first time before anything is
        searched; later beside the searches, which go on with the generation that there is.
        """
        if self._store is None or not self._is_due():
            return
        if self._asked is None:
            with self._first:
                if self._asked is None:
                    self._catch_up_first()
        elif self._asking.acquire(blocking=False):
            self._asked = time.monotonic()
            threading.Thread(target=self._catch_up_beside, daemon=True).start()

    def _catch_up_first(self) -> None:
        try:
            self._catch_up_alone()
        except IndexLockedError:
            pass  # what there is serves; where there is nothing, that is told next
        except AlineaError:
            if self._generations.current_if_any() is None:
                raise
        self._asked = time.monotonic()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write, for one machine at a time, who begins with what all serve."""
        if self._store is None:
            yield
            return
        with self._store.writing():
            self._catch_up(self._store)
            self._replaced = self._store.published()
            yield

    def publish(self, name: str) -> None:
        """Have all machines serve a generation of this one; see `writing`.

        Raises IndexReplacedError if they no longer serve what this one began with.
        """
        if self._store is None:
            return
        folder = self._generations.path(name)
        token = self._store.token(folder / ENGINE)
        assert token is not None, "an engine names what it has committed"
        manifest = read_manifest(folder)
        files = {sealed.blake2b: folder / file for file, sealed in manifest.files.items()}
        self._store.keep(token, name, (folder / NAME).read_bytes(), files)
        self._store.publish(token, self._replaced)

    def _is_due(self) -> bool:
        return self._asked is None or time.monotonic() > self._asked + _PERIOD

    def _catch_up_beside(self) -> None:
        """What there is goes on being served, whatever keeps this from it; so it is tried again."""
        try:
            with suppress(AlineaError):
                self._catch_up_alone()
        finally:
            self._asking.release()

    def _catch_up_alone(self) -> None:
        """Unless there is nothing to do, or another process of this machine does it."""
        assert self._store is not None
        if self._is_behind(self._store):
            with writing(self._generations.folder):
                try:
                    self._catch_up(self._store)
                except OSError as error:
                    path = self._generations.folder
                    raise IndexUnwritableError(path=path, reason=error) from error

    def _is_behind(self, store: GenerationStore) -> bool:
        published = store.published()
        return published is not None and published != self._own(store)

    def _own(self, store: GenerationStore) -> str | None:
        """The token of the generation in use here."""
        name = self._generations.current_if_any()
        return store.token(self._generations.path(name) / ENGINE) if name else None

    def _catch_up(self, store: GenerationStore) -> None:
        published = store.published()
        if published is None or published == self._own(store):
            return
        stored = store.stored(published)
        manifest = self._decoded(stored.manifest)
        current = self._generations.current_if_any()
        if stored.name == current:
            reason = translate("it is another one than that of the cluster, and of the same name")
            raise self._generations.damaged(reason)
        folder = self._generations.folder_of(stored.name)
        try:
            for name, sealed in manifest.files.items():
                self._fetch(store, folder / name, sealed, self._like(current, name))
            with new_file(folder / NAME) as file:
                file.write(stored.manifest.decode())
            self._generations.open_to_readers(stored.name)
            sync_generation(folder)
            self._generations.point_to(stored.name)
        except BaseException:
            if self._generations.current_if_any() != stored.name:
                self._generations.remove(stored.name)
            raise

    def _decoded(self, manifest: bytes) -> Manifest:
        try:
            return msgspec.json.decode(manifest, type=Manifest)
        except (ValueError, RecursionError) as error:
            raise self._generations.damaged(f"{NAME}: {error}") from error

    def _like(self, current: str | None, name: str) -> Path | None:
        """The file of that name in the generation in use."""
        path = self._generations.path(current) / name if current else None
        return path if path and path.is_file() and not path.is_symlink() else None

    def _fetch(
        self, store: GenerationStore, path: Path, sealed: FileSeal, known: Path | None
    ) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if known and known.stat().st_size == sealed.size and seal_file(known) == sealed:
            os.link(known, path)
            return
        digest = hashlib.blake2b(digest_size=32)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            for part in store.content(sealed.blake2b):
                digest.update(part)
                file.write(part)
        if digest.hexdigest() != sealed.blake2b:
            reason = translate("{file} is missing or isn't what was written").format(file=path.name)
            raise self._generations.damaged(reason)
