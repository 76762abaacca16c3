"""Remembering what was made of a spelling: French text repeats its words."""

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(dict[str, Value], Generic[Value]):
    """A dictionary that makes what it doesn't have, and forgets what isn't asked for.

    It holds `capacity` values and as many older ones. When it is full, all become older
    and those older still are forgotten, unless they were asked for in the meantime: a
    look-up of a value that is there costs no more than in any dictionary.
    """

    def __init__(self, make: Callable[[str], Value], capacity: int) -> None:
        super().__init__()
        self._make = make
        self._capacity = capacity
        self._older: dict[str, Value] = {}

    def __missing__(self, key: str) -> Value:
        value = self._older.pop(key, None)
        if value is None:
            value = self._make(key)
        if len(self) >= self._capacity:
            self._older = dict(self)
            self.clear()
        self[key] = value
        return value
