"""Messages between two processes over a socket: a length of eight bytes, then a pickle.

One end never waits (`Channel`), the other does nothing else (`WorkerChannel`). The pickles
are of processes of ours, never of files.
"""

import pickle
import socket
import struct
from multiprocessing.reduction import ForkingPickler
from typing import Any

_LENGTH = struct.Struct("!Q")


def pickled(message: Any) -> bytes:
    """The message as it is sent; raises whatever keeps it from being."""
    return bytes(ForkingPickler.dumps(message))


class Channel:
    """The end that never waits.

    most: bytes of a message beyond which it is none
    """

    def __init__(self, end: socket.socket, most: int) -> None:
        end.setblocking(False)
        self.socket = end
        self._most = most
        self._outgoing = bytearray()
        self._expect(_LENGTH.size, header=True)

    @property
    def is_sending(self) -> bool:
        """Whether something is left to be flushed."""
        return bool(self._outgoing)

    def send(self, message: Any) -> None:
        """Begin to send; `flush` goes on. Raises whatever keeps it from being pickled."""
        content = pickled(message)
        self._outgoing += _LENGTH.pack(len(content)) + content
        self.flush()

    def flush(self) -> None:
        """Send what can be sent. An other end that is gone is told by `receive`."""
        try:
            while self._outgoing:
                sent = self.socket.send(self._outgoing)
                del self._outgoing[:sent]
        except BlockingIOError:
            pass
        except OSError:
            self._outgoing.clear()

    def receive(self) -> bytearray | None:
        """A message as it was pickled, or None if none is whole yet.

        Raises EOFError if the other end is gone, and everything it sent has been received.
        """
        while True:
            if self._filled == len(self._buffer):
                buffer = self._buffer
                if not self._is_header:
                    self._expect(_LENGTH.size, header=True)
                    return buffer
                (length,) = _LENGTH.unpack(buffer)
                if length > self._most:
                    raise EOFError
                self._expect(length, header=False)
                continue
            try:
                count = self.socket.recv_into(memoryview(self._buffer)[self._filled :])
            except BlockingIOError:
                return None
            except OSError:
                count = 0
            if not count:
                raise EOFError
            self._filled += count

    def close(self) -> None:
        self.socket.close()

    def _expect(self, length: int, *, header: bool) -> None:
        self._buffer = bytearray(length)
        self._filled = 0
        self._is_header = header


class WorkerChannel:
    """The end of the worker, which waits: raises EOFError or OSError once there is nobody."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(True)
        self._socket = end

    def send(self, content: bytes) -> None:
        """Send what is `pickled`."""
        self._socket.sendall(_LENGTH.pack(len(content)))
        self._socket.sendall(content)

    def receive(self) -> Any:
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size))
        return pickle.loads(self._read(length))

    def _read(self, length: int) -> bytearray:
        content = bytearray(length)
        filled = 0
        while filled < length:
            count = self._socket.recv_into(memoryview(content)[filled:])
            if not count:
                raise EOFError
            filled += count
        return content
