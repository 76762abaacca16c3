"""Remembering what was made of a spelling: French text repeats its words."""

from collections.abc import Callable, Iterable, Mapping, Set
from itertools import filterfalse
from typing import Generic, TypeVar

Value = TypeVar("Value")

#: What an entry takes beside its characters, in bytes: its place in the dictionary, the header
#: of its key, and a share of its value, which spellings share (estimated).
_ENTRY = 200


class Memory(dict[str, Value], Generic[Value]):
    """A dictionary that makes what it doesn't have, and forgets what isn't asked for.

    make: gives the values of some keys; many at once are made faster than one by one
    budget: bytes that it may take, about

    A half is for what was asked for lately and a half for what is older. When the first is
    full, all become older and those older still are forgotten, unless they were asked for in
    the meantime: a look-up of a value that is there costs no more than in any dictionary.

    Threads may share it.
    """

    def __init__(self, make: Callable[[Set[str]], Mapping[str, Value]], budget: int) -> None:
        super().__init__()
        self._make = make
        self._half = budget // 2
        self._taken = 0
        self._older: dict[str, Value] = {}

    def __missing__(self, key: str) -> Value:
        found = self._recalled({key})
        self._keep(found)
        return found[key]

    def learn(self, keys: Iterable[str]) -> None:
        """Make the values of those keys that it hasn't, together: they'll be asked for next."""
        if new := set(filterfalse(self.__contains__, keys)):
            self._keep(self._recalled(new))

    def _recalled(self, keys: Set[str]) -> dict[str, Value]:
        older = self._older
        found = {key: older[key] for key in keys if key in older} if older else {}
        if len(found) < len(keys):
            found.update(self._make(keys - found.keys()))
        return found

    def _keep(self, found: dict[str, Value]) -> None:
        taken = sum(map(len, found)) + _ENTRY * len(found)
        if self._taken + taken > self._half:
            self._older = dict(self)
            self._taken = 0
            self.clear()
        self._taken += taken
        self.update(found)
