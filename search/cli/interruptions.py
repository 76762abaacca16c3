"""What is said of a build that a signal has ended."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ..wording.messages import translate

if TYPE_CHECKING:  # only building loads what builds
    from ..indexing.indexer import Indexer


@contextmanager
def told(indexer: "Indexer") -> Iterator[None]:
    """Say what has become of the index if the build within is interrupted."""
    before = indexer.generation
    try:
        yield
    except KeyboardInterrupt:
        from ..terminal.console import print_error

        if indexer.generation == before:
            said = translate("The build was interrupted. The index in {path} is as it was.")
        else:
            said = translate("Interrupted when the new index in {path} was in place already.")
        with suppress(OSError):  # the terminal may be gone
            print_error(said.format(path=indexer.folder))
        raise
