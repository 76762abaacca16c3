"""The names under which this server answers (Host, RFC 9110, 7.2).

A stranger's page can have its own name resolved to this machine (DNS rebinding, Jackson et al.,
CCS 2007) and would read what is served here, as if it were its own. Its requests bear that name:
a name that nobody has declared is refused. An address is no name, and can't be rebound.
"""

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache

#: Of the machine itself.
_LOCAL = ("localhost", "127.0.0.1", "::1")
_EVERYWHERE = ("", "0.0.0.0", "::")
#: Letters, digits, hyphens and underscores between dots (RFC 1123, 2.1, and what is met).
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]{1,254})(:\d{1,5})?")
#: Characters of a name (RFC 1035, 2.3.4).
_LONGEST = 253


class Hosts:
    """declared: names besides the host served and those of the machine itself; with a dot before
    them all that end so, `*` for any
    served: the address or name to serve at; of one that is all addresses, any address
    """

    def __init__(self, declared: Sequence[str], served: str) -> None:
        names = [_ascii(name) for name in (*declared, served, *_LOCAL)]
        self._any = "*" in names
        self._any_address = served in _EVERYWHERE
        self._names = frozenset(name for name in names if not name.startswith("."))
        self._ends = tuple(name for name in names if name.startswith("."))
        self.allows = lru_cache(maxsize=256)(self._allows)

    def _allows(self, host: str) -> bool:
        """Whether a request with such a Host is answered."""
        name = _name(host)
        if name is None:
            return False
        if self._any or name in self._names or f".{name}".endswith(self._ends or ("\0",)):
            return True
        return self._any_address and _is_address(name)


def _name(host: str) -> str | None:
    """The name in a Host without its port; None if it is none."""
    found = _HOST.fullmatch(host.lower())
    if found is None or int((found[2] or ":0")[1:]) > 65535:
        return None
    if found[1].startswith("["):
        name = found[1][1:-1]
        return name if _is_address(name) else None
    name = found[1].removesuffix(".")
    is_one = len(name) <= _LONGEST and all(map(_LABEL.fullmatch, name.split(".")))
    return name if is_one else None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _ascii(name: str) -> str:
    """A declared name as it is sent: « écoles.fr » is xn--coles-9ra.fr."""
    name = name.strip().lower().strip("[]")
    dot = "." if name.startswith(".") else ""
    try:
        return dot + name.strip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return name
