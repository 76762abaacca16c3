"""What an engine that is a cluster keeps for several machines: the folders of generations."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol


class StoredGeneration(NamedTuple):
    """name: what its folder is called; manifest: the content of its manifest"""

    name: str
    manifest: bytes


class GenerationStore(Protocol):
    """Where an engine that is a cluster keeps the folders of its generations for several machines,
    and which of them all are to serve.

    Each is known by a token of the engine's. Whatever is asked raises ClusterUnavailableError or
    ClusterRefusedError.
    """

    def published(self) -> str | None:
        """The token of the one that is to be served; None before the first."""

    def token(self, folder: Path) -> str | None:
        """That of the index in an engine's folder; None where there is none."""

    def writing(self) -> AbstractContextManager[None]:
        """The right to write, for one machine at a time; what killed builds have left is removed.
        Entering raises IndexLockedError.
        """

    def keep(self, token: str, name: str, manifest: bytes, files: Mapping[str, Path]) -> None:
        """Keep a generation, which nobody serves yet; files: by the digest of their content"""

    def publish(self, token: str, replaced: str | None) -> None:
        """Have all serve it in place of `replaced`. Raises IndexReplacedError if that isn't what
        they serve, and changes nothing then.
        """

    def names(self) -> Mapping[str, str]:
        """Those that are kept, by what their folders are called, with their tokens."""

    def has(self, token: str) -> bool:
        """Whether its index is there."""

    def stored(self, token: str) -> StoredGeneration:
        """One that is kept. Raises IndexDamagedError if it isn't."""

    def content(self, digest: str) -> Iterator[bytes]:
        """What is in the file with that digest, in parts. Raises IndexDamagedError."""
