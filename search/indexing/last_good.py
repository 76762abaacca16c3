"""Serving whatever generation is good: that which CURRENT names, and while that can't be used, the
last one that could.

What is open goes on being served whatever becomes of CURRENT and of what it names. Where nothing
is open yet, as at a start, and what CURRENT names is damaged or gone, the generation before is
taken. What is wrong is told once, in the log; whether it is mended is looked at whenever CURRENT
is replaced, and otherwise ever more seldom.
"""

import time
from contextlib import suppress
from pathlib import Path
from threading import Lock
from weakref import ref

from ..engines.bus_errors import answer_for, any_has_shrunk, shrunk_file
from ..errors import BusyError, IndexDamagedError, IndexMissingError, IndexUnusableError
from ..wording.messages import translate
from ..wording.printable import printable
from .generations import REBUILD
from .scrub import begin_scrub
from .snapshots import Snapshot, Snapshots
from .system_limits import limit_behind

#: Seconds until what can't be used is tried again: twice as many each time, up to the longest.
_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
#: Of what there may be another generation in place of, at a start. An index of another version
#: or engine is no accident.
_ACCIDENTS = (IndexDamagedError, IndexMissingError)


class LastGood:
    """The generations of an index, for those who go on whatever happens. Safe for threads.

    fault: why it isn't the current generation that is served, or None where it is
    """

    def __init__(self, snapshots: Snapshots, *, lasting: bool = False) -> None:
        """lasting: whether many will ask, none of whom is told where the index is: the log says
        also that there is nothing to be served
        """
        self.fault: IndexUnusableError | None = None
        self._snapshots = snapshots
        self._lasting = lasting
        self._lock = Lock()
        self._served: Snapshot | None = None
        #: What is damaged, by name: of no use until CURRENT is replaced.
        self._damaged: dict[str, IndexDamagedError] = {}
        self._pointer: tuple[int, int] | None = None
        self._again, self._pause = 0.0, _PAUSE

    def current(self) -> Snapshot:
        """The generation to be asked. Costs one look at a file's status, and now and then one at
        what other machines serve.

        Raises IndexUnusableError where there is none that can be used, BusyError where that of a
        cluster can't be opened now, or the system lets none be opened.
        """
        self._snapshots.sharing.follow()
        pointer = self._look()
        if self._is_settled(pointer):
            return self._answer()
        served = self._served
        try:
            with self._snapshots.sharing.opening(), self._lock:
                if not self._is_settled(pointer):
                    self._choose(pointer)
                return self._answer()
        except BusyError:
            if served is None:
                raise
            return served  # meanwhile

    def serves(self, name: str) -> bool:
        """Whether it is this generation that is served."""
        return self._served is not None and self._served.name == name

    def set_aside(self, error: IndexDamagedError) -> bool:
        """Serve no more the generation that this is about, as it turns out to be damaged. Whether
        there is another one.

        Raises SystemLimitError where it isn't, and only couldn't be read now.
        """
        if limit := limit_behind(error):
            raise limit from error
        with self._lock:
            if served := self._served:
                if not _is_about(error, self._snapshots.generations.path(served.number)):
                    return True  # it isn't served any more
                self._damaged.setdefault(served.name, error)
                self._served = None
            self._fall_back(error)
            return self._served is not None

    def check(self) -> None:
        """Raises IndexDamagedError where a file of what is served has shrunk while it was asked."""
        served = self._served
        if not (served and any_has_shrunk()):
            return
        path = self._snapshots.generations.path(served.number)
        if file := shrunk_file(path):
            reason = translate("{file} has become shorter").format(file=file.name)
            raise IndexDamagedError(path=path, reason=reason, command=REBUILD)

    def _look(self) -> tuple[int, int] | None:
        """What CURRENT is, or None where it can't be seen."""
        try:
            return self._snapshots.generations.pointer()
        except IndexUnusableError:
            return None

    def _is_settled(self, pointer: tuple[int, int] | None) -> bool:
        """Whether there is nothing to look at anew."""
        if pointer != self._pointer:
            return False
        if self.fault is None:
            return self._served is not None
        return time.monotonic() < self._again

    def _answer(self) -> Snapshot:
        if served := self._served:
            return served
        assert self.fault is not None
        raise self.fault.with_traceback(None)

    def _choose(self, pointer: tuple[int, int] | None) -> None:
        if pointer != self._pointer:
            self._damaged.clear()
            self._pause = _PAUSE
        try:
            snapshot = self._snapshots.current()
            if known := self._damaged.get(snapshot.name):
                raise known
        except IndexUnusableError as error:
            if limit := limit_behind(error):
                raise limit from error
            self._fall_back(error)
        else:
            self._serve(snapshot)
        self._pointer = pointer  # and not, if a cluster only couldn't be asked

    def _serve(self, snapshot: Snapshot) -> None:
        self._served = snapshot
        self._attend(snapshot)
        if self.fault is not None:
            said = translate("The index can be used again. Served: generation {name}.")
            _log(said.format(name=snapshot.name))
        self.fault = None

    def _fall_back(self, error: IndexUnusableError) -> None:
        """Go on with what is open, or with what can be opened."""
        if self._served is None and isinstance(error, _ACCIDENTS):
            self._served = self._another()
        if self.fault is None or str(self.fault) != str(error):
            self._tell(error)
        self.fault = error
        self._again = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)

    def _another(self) -> Snapshot | None:
        """The generation that comes first of those that can be used."""
        for name in self._snapshots.generations.preferred():
            with suppress(IndexUnusableError):
                snapshot = self._snapshots.open(name)
                if snapshot.name not in self._damaged:
                    self._attend(snapshot)
                    return snapshot
        return None

    def _attend(self, snapshot: Snapshot) -> None:
        """Take care of damage that comes to what is served from now on."""
        folder = self._snapshots.generations.path(snapshot.number)
        answer_for(folder.parent)  # of all generations: what is told of each would only add up
        if self._lasting:
            begin_scrub(folder, snapshot.name, snapshot.manifest, ref(self))

    def _tell(self, error: IndexUnusableError) -> None:
        served = self._served
        if not (served or self._lasting):
            return  # whoever asked is told
        goes_on = translate("Served instead: generation {name}.")
        instead = goes_on.format(name=served.name) if served else translate("Nothing is served.")
        _log(f"{instead} {error}")


def _log(said: str) -> None:
    import logging  # which a search that goes well needs not

    logging.getLogger("alinea.index").warning("%s", printable(said))


def _is_about(error: IndexDamagedError, folder: Path) -> bool:
    """Whether it names the folder, or what is in it."""
    return Path(str(error.details["path"])).is_relative_to(folder)
