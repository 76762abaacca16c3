"""Who may ask: anybody, or whoever has a key, as the setting `access` says.

A key comes as `Authorization: Bearer KEY` (RFC 6750), in `X-API-Key`, or as the password of HTTP
Basic (RFC 7617), for which browsers ask; the user's name is of no account.
"""

from pathlib import Path

from flask import Flask, Response, request

from search.errors import NoKeyError, SettingsError
from search.serving.keys import Keys
from search.settings import Settings
from search.wording.messages import translate

from ..problems import is_for_programs
from .rate_limits import RateLimits, check_library, is_free, is_limited

_HEADER = "X-API-Key"
_KEYS = "keys"
_BEARER, _BASIC = "Bearer", 'Basic realm="Alinea", charset="UTF-8"'


def check(settings: Settings) -> None:
    """Raises SettingsError where keys are wanted and there are none, or can't be counted."""
    if settings.keys:
        Keys(Path(settings.keys))
    elif settings.access == _KEYS:
        reason = translate("no file of keys is named. To name one: the setting keys.")
        raise SettingsError(name="access", origin=settings.access, reason=reason)
    check_library(settings)


def register(app: Flask, settings: Settings) -> None:
    check(settings)
    keys = Keys(Path(settings.keys)) if settings.keys else None
    limits = RateLimits(settings.requests_per_minute) if is_limited(settings) else None
    if keys is None and limits is None:
        return
    needs_key = settings.access == _KEYS

    @app.before_request
    def admit() -> None:
        if is_free() or request.method == "OPTIONS":  # browsers ask first, without a key
            return
        given = _given() if keys else ""
        key = keys.find(given) if keys and given else None
        if limits:
            limits.count(key, request.remote_addr or "")
        if key is None and (given or needs_key):
            raise NoKeyError()

    @app.after_request
    def keep_private(response: Response) -> Response:
        if response.status_code == 401:
            response.headers["WWW-Authenticate"] = (
                _BEARER if is_for_programs(request.path) else _BASIC
            )
        elif needs_key and not is_free() and response.status_code < 400:
            response.headers["Cache-Control"] = "private, no-cache"
        return response


def _given() -> str:
    """The key that came with the request; "" if none did."""
    if direct := request.headers.get(_HEADER):
        return direct
    sent = request.authorization
    if sent is None:
        return ""
    return (sent.password if sent.type == "basic" else sent.token) or ""
