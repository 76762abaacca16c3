"""`words.txt`: read when it is first needed, and again when it has changed."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local

from ...errors import WordsError
from ...regular_files import open_file
from ...wording.messages import translate
from .parsing import rules
from .table import Synonyms

#: Bytes that are read of it.
MAX_SIZE = 4_000_000


def shipped() -> str:
    """The file that comes with Alinéa, which is read where there is none."""
    return Path(__file__).with_name("words.txt").read_text("utf-8")


def write_words_file(path: Path) -> bool:
    """Write that file, to be changed. Whether it was: what is there is left as it is."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(shipped())
    except FileExistsError:
        return False
    except OSError as error:
        reason = error.strerror or str(error)
        raise WordsError(path=str(path), line=0, reason=reason) from error
    return True


class SynonymFile:
    """A file of words. None at all is the one that comes with Alinéa.

    expected: whether that there is none is an error, as where somebody has named it
    errors: what is wrong with it as it was read last; those lines are left out
    """

    def __init__(self, path: Path, *, expected: bool = False) -> None:
        self._path = path
        self._expected = expected
        self._seen: tuple[int, int, int] | None = None
        self._synonyms: Synonyms | None = None
        self._of_thread = local()
        self.errors: tuple[WordsError, ...] = ()

    @contextmanager
    def held(self) -> Iterator[None]:
        """What this thread asks within is asked of what the file says now."""
        before = getattr(self._of_thread, "synonyms", None)
        self._of_thread.synonyms = self.current()
        try:
            yield
        finally:
            self._of_thread.synonyms = before

    def current(self) -> Synonyms:
        """What the file says now: one look at its time and size, unless that is held. Raises
        nothing.
        """
        held: Synonyms | None = getattr(self._of_thread, "synonyms", None)
        return held or self._newest()

    def _newest(self) -> Synonyms:
        seen = self._stamp()
        if self._synonyms is None or seen != self._seen:
            self._synonyms, self.errors = self._read()
            self._seen = seen
        return self._synonyms

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self) -> tuple[Synonyms, tuple[WordsError, ...]]:
        missing: tuple[WordsError, ...] = ()
        try:
            with open_file(self._path) as file:
                content = file.read(MAX_SIZE)
            text = content.decode("utf-8")
        except FileNotFoundError:
            content, text = b"", shipped()
            missing = self._missing()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            return Synonyms(), (WordsError(path=str(self._path), line=0, reason=reason),)
        found, errors = rules(str(self._path), text)
        return Synonyms(found, hashlib.sha256(content).hexdigest()[:12]), (*missing, *errors)

    def _missing(self) -> tuple[WordsError, ...]:
        if not self._expected:
            return ()
        reason = translate("there is no such file; the words that come with Alinéa are used.")
        return (WordsError(path=str(self._path), line=0, reason=reason),)
