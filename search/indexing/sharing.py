"""One index for several machines: each has a copy of the generation that all are to serve.

Where an engine is a cluster, it keeps the folders of generations too (`GenerationStore`). Who
builds, or goes back, puts a generation there and has it served; whoever serves asks now and then
which one that is, fetches it beside its own and points CURRENT to it. Of files that it has already
it makes links.
"""

import hashlib
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from ..engines.generation_store import GenerationStore, StoredGeneration
from ..errors import AlineaError, IndexLockedError, IndexUnusableError, IndexUnwritableError
from ..wording.messages import translate
from .circuit_breaker import CircuitBreaker
from .contents import own_manifest
from .generations import ENGINE, Generations, sync_generation
from .manifest import NAME, FileSeal, Manifest, decoded_manifest, read_manifest, seal_file

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
        self._beginning, self._opening, self._asking = (
            CircuitBreaker(),
            CircuitBreaker(),
            threading.Lock(),
        )
        self._replaced: str | None = None

    # ---- serving

    def follow(self) -> None:
        """Catch up with the other machines, where that is due: the first time before anything is
        searched; later beside the searches, which go on with the generation that there is.

        Raises BusyError while the first time isn't over, or the cluster doesn't answer then.
        """
        if self._store is None or not self._is_due():
            return
        if self._asked is None:
            with self._beginning.attempt():
                if self._asked is None:
                    self._catch_up_first(self._store)
        elif self._asking.acquire(blocking=False):
            self._asked = time.monotonic()
            threading.Thread(target=self._catch_up_beside, args=(self._store,), daemon=True).start()

    def opening(self) -> AbstractContextManager[None]:
        """Around what asks the cluster while a generation is opened: `CircuitBreaker.attempt`."""
        return self._opening.attempt() if self._store else nullcontext()

    def _is_due(self) -> bool:
        return self._asked is None or time.monotonic() > self._asked + _PERIOD

    def _catch_up_first(self, store: GenerationStore) -> None:
        try:
            self._catch_up_alone(store)
        except IndexLockedError:
            pass  # what there is serves; where there is nothing, that is told next
        except AlineaError:
            if self._generations.current_if_any() is None:
                raise
        self._asked = time.monotonic()

    def _catch_up_beside(self, store: GenerationStore) -> None:
        """What there is goes on being served, whatever keeps this from it; so it is tried again."""
        try:
            with suppress(AlineaError):
                self._catch_up_alone(store)
        finally:
            self._asking.release()

    def _catch_up_alone(self, store: GenerationStore) -> None:
        """Unless there is nothing to do, or another process of this machine does it."""
        from .lock import writing  # whoever searches an index of one machine needs none of it

        published = store.published()
        if published is not None and published != self._own(store):
            with writing(self._generations.folder):
                try:
                    self._catch_up(store)
                except OSError as error:
                    path = self._generations.folder
                    raise IndexUnwritableError(path=path, reason=error) from error

    # ---- writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write, for one machine at a time, who begins with what all serve, unless
        that can't be used here: then a build replaces it.
        """
        if self._store is None:
            yield
            return
        with self._store.writing():
            with suppress(IndexUnusableError):
                self._catch_up(self._store)
            self._replaced = self._store.published()
            yield

    def names(self) -> Mapping[str, str]:
        """The generations that the cluster keeps, with their tokens."""
        return self._store.names() if self._store else {}

    def manifest(self, name: str) -> Manifest:
        """Of one of these. Raises ValueError."""
        assert self._store is not None
        return decoded_manifest(self._store.stored(self.names()[name]).manifest)

    def is_kept(self, name: str) -> bool:
        """Whether the cluster, if there is one, keeps the generation of that name that is here."""
        if self._store is None:
            return True
        token = self._store.token(self._generations.path(name) / ENGINE)
        return token is not None and self.names().get(name) == token and self._store.has(token)

    def publish(self, name: str, folder: Path) -> None:
        """Have all machines serve a generation of this one, that stands in `folder`; see `writing`.

        Raises IndexReplacedError if they no longer serve what this one began with.
        """
        if self._store is None:
            return
        token = self._store.token(folder / ENGINE)
        assert token is not None, "an engine names what it has committed"
        if token == self._replaced:
            return
        manifest = read_manifest(folder)
        files = {sealed.blake2b: folder / file for file, sealed in manifest.files.items()}
        self._store.keep(token, name, (folder / NAME).read_bytes(), files)
        self._store.publish(token, self._replaced)

    def fetch(self, name: str) -> None:
        """Have a generation that the cluster keeps here, too."""
        if self._store and (token := self._store.names().get(name)):
            self._ensure(self._store, self._store.stored(token))

    # ---- catching up

    def _own(self, store: GenerationStore) -> str | None:
        """The token of the generation in use here."""
        name = self._generations.current_if_any()
        return store.token(self._generations.path(name) / ENGINE) if name else None

    def _catch_up(self, store: GenerationStore) -> None:
        """What was served before stays, as beside a generation built here."""
        published = store.published()
        if published is None or published == self._own(store):
            return
        stored, before = store.stored(published), self._generations.current_if_any()
        is_new = self._ensure(store, stored)
        self._generations.point_to(stored.name)
        if is_new:
            self._generations.remove_others(stored.name, before)

    def _ensure(self, store: GenerationStore, stored: StoredGeneration) -> bool:
        """Have it here. Whether it wasn't there before."""
        path, current = self._generations.path(stored.name), self._generations.current_if_any()
        with suppress(OSError):
            if (path / NAME).read_bytes() == stored.manifest:
                return False
        if stored.name == current:
            reason = translate("it is another one than that of the cluster, and of the same name")
            raise self._generations.damaged(reason)
        draft = self._generations.empty_draft(stored.name)
        try:
            self._fill(store, draft, stored, current)
            self._generations.open_to_readers(stored.name)
            sync_generation(draft)
            self._generations.remove(stored.name)
            self._generations.adopt(stored.name)
        finally:
            self._generations.remove(draft.name)
        return True

    def _fill(
        self, store: GenerationStore, draft: Path, stored: StoredGeneration, current: str | None
    ) -> None:
        (draft / NAME).write_bytes(stored.manifest)
        for name, sealed in own_manifest(self._generations, draft).files.items():
            like = self._generations.path(current) / name if current else None
            self._fetch_file(store, draft / name, sealed, like)

    def _fetch_file(
        self, store: GenerationStore, path: Path, sealed: FileSeal, like: Path | None
    ) -> None:
        """like: the file of that name in the generation in use"""
        path.parent.mkdir(parents=True, exist_ok=True)
        if like and _is_sealed(like, sealed):
            os.link(like, path)
            return
        digest = hashlib.blake2b(digest_size=32)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            for part in store.content(sealed.blake2b):
                digest.update(part)
                file.write(part)
        if digest.hexdigest() != sealed.blake2b:
            reason = translate("{file} is missing or isn't what was written").format(file=path.name)
            raise self._generations.damaged(reason)


def _is_sealed(path: Path, sealed: FileSeal) -> bool:
    """Whether it is a file with that content."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != sealed.size:
        return False
    return seal_file(path) == sealed
