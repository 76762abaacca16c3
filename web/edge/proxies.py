"""Who asks, where proxies stand before this server: they tell it in X-Forwarded-* headers, which
anybody may send; those of proxies that the settings declare are believed.
"""

import ipaddress
from collections.abc import Sequence
from typing import Any

from search.errors import SettingsError
from search.wording.messages import translate

_FOR, _HOST, _SCHEME = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"
#: What a request has in its environment if a declared proxy has passed it on.
PASSED_ON = "alinea.passed_on"


class Proxies:
    """declared: addresses and networks (`10.0.0.0/8`). Raises SettingsError for what is none."""

    def __init__(self, declared: Sequence[str]) -> None:
        self._networks = [_network(one) for one in declared]

    def apply(self, environment: dict[str, Any]) -> None:
        """Put what a declared proxy says in its place: the address of whoever asks, the host and
        the scheme that he asked for.
        """
        if not self._networks or not self._has(environment.get("REMOTE_ADDR", "")):
            return
        environment[PASSED_ON] = True
        if asker := self._asker(environment.get(_FOR, "")):
            environment["REMOTE_ADDR"] = asker
        if host := _last(environment.get(_HOST, "")):
            environment["HTTP_HOST"] = host
        if (scheme := _last(environment.get(_SCHEME, ""))) in ("http", "https"):
            environment["wsgi.url_scheme"] = scheme

    def _asker(self, passed: str) -> str:
        """The last address in the chain that is none of ours: what stands before it was written
        by whoever asks.
        """
        asker = ""
        for written in reversed(passed.split(",")):
            address = _address(written.strip())
            if not address:
                break
            asker = address
            if not self._has(address):
                break
        return asker

    def _has(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        mapped = getattr(found, "ipv4_mapped", None) or found
        return any(mapped in network for network in self._networks)


def _network(declared: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(declared, strict=False)
    except ValueError as error:
        reason = translate("{value} is no address and no network (10.0.0.0/8).")
        reason = reason.format(value=declared)
        raise SettingsError(name="proxies", origin=declared, reason=reason) from error


def _address(written: str) -> str:
    """An address without its port; "" if it is none."""
    if written.startswith("["):
        written = written[1:].partition("]")[0]
    elif written.count(":") == 1:
        written = written.partition(":")[0]
    try:
        return str(ipaddress.ip_address(written))
    except ValueError:
        return ""


def _last(values: str) -> str:
    return values.rpartition(",")[2].strip()
