"""Mapped files that shrink: what is read behind their new end is zeros, and known to be damaged.

Whoever reads a mapped page that its file has no more is sent SIGBUS (mmap(2)), which ends the
process, with all that it was answering. Here the pages that are gone are replaced by zeros where
the signal comes (sigaction(2), SA_SIGINFO; the read is tried again when the handler returns), and
the file's name is kept, for whoever answers by it to look at. A SIGBUS of anything else ends the
process as ever. On Linux with 64 bits only; elsewhere nothing is done.
"""

import ctypes
import mmap
import signal
import sys
from pathlib import Path

_IS_KNOWN = sys.platform == "linux" and sys.maxsize > 1 << 32
_SA_SIGINFO = 4
#: Where `siginfo_t` has the address that was read.
_ADDRESS = 16
#: Of an anonymous mapping in place of another one (asm-generic/mman-common.h).
_MAP_FIXED = 0x10

_Handler = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class _Action(ctypes.Structure):
    """`struct sigaction` of the C library (sigaction(2))."""

    _fields_ = (
        ("handler", _Handler),
        ("mask", ctypes.c_ubyte * 128),
        ("flags", ctypes.c_int),
        ("restorer", ctypes.c_void_p),
    )


#: The folders whose files are answered for, and those of their files that have shrunk.
_folders: set[Path] = set()
_shrunk: set[Path] = set()


def answer_for(folder: Path) -> None:
    """Have the files in a folder be read as zeros where they have shrunk, in this process."""
    if _IS_KNOWN:
        if not _folders:
            _Installed()
        _folders.add(folder.resolve())


def any_has_shrunk() -> bool:
    """Whether any file has, which is asked at each search."""
    return bool(_shrunk)


def shrunk_file(folder: Path) -> Path | None:
    """A file in a folder, or below, that has shrunk while it was mapped."""
    below = folder.resolve()
    return next((path for path in _shrunk if path.is_relative_to(below)), None)


class _Installed:
    """The handler, as long as the process is there."""

    _only: "_Installed | None" = None

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.mmap.restype = ctypes.c_void_p
        numbers = (ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long)
        self._library.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, *numbers)
        self._before = _Action()
        self._action = _Action(_Handler(self._answer), flags=_SA_SIGINFO)
        self._install(self._action, self._before)
        type(self)._only = self  # the system holds no reference

    def _install(self, action: _Action, before: _Action | None = None) -> None:
        there = ctypes.byref(before) if before is not None else None
        self._library.sigaction(int(signal.SIGBUS), ctypes.byref(action), there)

    def _answer(self, _: int, info: int, __: int) -> None:
        address: int = ctypes.c_void_p.from_address(info + _ADDRESS).value or 0
        if not self._is_replaced(address):
            self._install(self._before)  # it comes again, and ends the process

    def _is_replaced(self, address: int) -> bool:
        """Whether the page there, and what is behind it in its mapping, is zeros now."""
        end, path = _mapping(address)
        if not any(path.is_relative_to(folder) for folder in _folders):
            return False
        _shrunk.add(path)
        page = address & -mmap.PAGESIZE
        kind = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _MAP_FIXED
        return bool(self._library.mmap(page, end - page, mmap.PROT_READ, kind, -1, 0) == page)


def _mapping(address: int) -> tuple[int, Path]:
    """Where the mapping ends that an address is in, and its file (proc_pid_maps(5))."""
    with Path("/proc/self/maps").open(encoding="utf-8", errors="surrogateescape") as maps:
        for line in maps:
            span, *_, name = line.rstrip("\n").split(maxsplit=5)
            start, end = (int(one, 16) for one in span.split("-"))
            if start <= address < end:
                return end, Path(name.removesuffix(" (deleted)"))
    return 0, Path()
