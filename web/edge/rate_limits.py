"""How often somebody may ask: so many requests a minute with a key, or from an address without.

Who is told what is left by the headers RateLimit and RateLimit-Policy (IETF draft
httpapi-ratelimit-headers-10), and beyond it 429 with Retry-After (RFC 6585, 4).
"""

import ipaddress
import math
import sqlite3
import time
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from search.errors import SettingsError, TooManyRequestsError
from search.serving.keys import Key
from search.serving.status import shared_folder
from search.settings import Settings
from search.wording.messages import translate

if TYPE_CHECKING:
    from limits import RateLimitItem

    from .counters import SharedCounters

_FILE = "rate_limits.sqlite"
#: Seconds of a window, and bits of an address that are one asker's (RFC 6177).
_WINDOW, _NETWORK = 60, 64
_FREE = ("static_files.file", "api.healthz", "api.readyz")


class RateLimits:
    """per_minute: requests of who has no limit of his own; 0 for as many as he likes"""

    def __init__(self, per_minute: int) -> None:
        from limits.strategies import FixedWindowRateLimiter

        self._per_minute = per_minute
        self._limiter = FixedWindowRateLimiter(_counters())

    def count(self, key: Key | None, address: str) -> None:
        """Count a request. Raises TooManyRequestsError beyond the limit."""
        per_minute = self._limit_of(key)
        if not per_minute:
            return
        from limits import RateLimitItemPerMinute

        limit = RateLimitItemPerMinute(per_minute)
        asker = ("key", key.holder) if key else ("address", _network(address))
        try:
            allowed = self._limiter.hit(limit, *asker)
            left = self._left(limit, asker)
        except sqlite3.Error:
            return  # a full disk locks nobody out
        g.rate_limit = (per_minute, *left)
        if not allowed:
            raise TooManyRequestsError(limit=per_minute, retry_after=left[1])

    def _limit_of(self, key: Key | None) -> int:
        if key is not None and key.per_minute is not None:
            return key.per_minute
        return self._per_minute

    def _left(self, limit: "RateLimitItem", asker: tuple[str, str]) -> tuple[int, int]:
        """Requests that are left, and the seconds until there are all again."""
        window = self._limiter.get_window_stats(limit, *asker)
        return window.remaining, max(1, math.ceil(window.reset_time - time.time()))


def _counters() -> "SharedCounters":
    """Those of all processes, or where there is no room for them of this one."""
    from .counters import SharedCounters

    folder = shared_folder()
    try:
        return SharedCounters(folder and folder / _FILE)
    except sqlite3.Error:
        return SharedCounters(None)


def is_limited(settings: Settings) -> bool:
    """Whether anybody is: a key may have a limit of its own."""
    return bool(settings.requests_per_minute or settings.keys)


def check_library(settings: Settings) -> None:
    """Raises SettingsError if what counts isn't there."""
    if is_limited(settings) and find_spec("limits") is None:
        reason = translate("it isn't installed. To install it: {command}")
        reason = reason.format(command="pip install 'alinea[limits]'")
        origin = str(settings.requests_per_minute)
        raise SettingsError(name="requests_per_minute", origin=origin, reason=reason)


def register(app: Flask) -> None:
    """Tell what is left."""

    @app.after_request
    def tell(response: Response) -> Response:
        if limit := g.get("rate_limit"):
            per_minute, left, seconds = limit
            response.headers["RateLimit-Policy"] = f'"minute";q={per_minute};w={_WINDOW}'
            response.headers["RateLimit"] = f'"minute";r={left};t={seconds}'
        return response


def is_free() -> bool:
    """Whether what is asked for costs nothing, and is never refused."""
    return request.endpoint in _FREE


@lru_cache(maxsize=1024)
def _network(address: str) -> str:
    """An address as one asker: of IPv6 he has a whole network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _NETWORK), strict=False))
