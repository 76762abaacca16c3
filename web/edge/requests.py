"""What a request passes before the application: who asks (`proxies.py`), under which name
(`search/serving/hosts.py`), how much it brings, and whose turn it is (`turns.py`). And what is
answered if all else fails.
"""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask, request

from search.errors import (
    AddressTooLongError,
    AlineaError,
    BodyTooLargeError,
    HeadTooLargeError,
    HostError,
    TooManyParametersError,
)
from search.serving.hosts import Hosts
from search.settings import Settings

from .headers import Respond, completing
from .monitoring import CAME
from .proxies import Proxies
from .security import HEADERS

#: Bytes that a request may bring: nothing here reads any.
_BODY = 1 << 16
#: Bytes of its address and of its headers, about. The server's library refuses what is far beyond
#: (`serving/server.py`), and that without a word.
_ADDRESS, _HEADERS = 1 << 14, 1 << 15
#: Parameters of an address: each is looked up, and may come back in every link of a page.
_PARAMETERS = 100
#: Characters of the address of what is refused, by which it is answered.
_TOLD = 256
_REFUSED = "alinea.refused"
_FAILED = [("Cache-Control", "no-store"), ("Content-Length", "0"), *HEADERS.items()]

Environment = dict[str, Any]
Application = Callable[[Environment, Respond], Iterable[bytes]]
Context = AbstractContextManager[None]


class Edge:
    """A WSGI application before another.

    Flask needs a host that is one to make any answer: a request that is refused bears another
    one, and its error, which is answered like others.

    turns: in which each request is worked at
    """

    def __init__(
        self, application: Application, hosts: Hosts, proxies: Proxies, turns: Context
    ) -> None:
        self._application = application
        self._hosts = hosts
        self._proxies = proxies
        self._turns = turns

    def __call__(self, environment: Environment, respond: Respond) -> Iterable[bytes]:
        environment[CAME] = time.perf_counter()
        self._proxies.apply(environment)
        if error := self._refusal(environment):
            environment[_REFUSED] = error
            environment["HTTP_HOST"] = "localhost"
            environment["PATH_INFO"] = environment["PATH_INFO"][:_TOLD]
            environment["QUERY_STRING"] = environment.get("QUERY_STRING", "")[:_TOLD]
        try:
            with self._turns:
                return self._application(environment, completing(respond))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a library's panic isn't an Exception
            logging.getLogger(__name__).exception("unforeseen")
            respond("500 Internal Server Error", _FAILED)
            return [b""]

    def _refusal(self, environment: Environment) -> AlineaError | None:
        host = environment.get("HTTP_HOST", "")
        if host or environment.get("SERVER_PROTOCOL") not in ("HTTP/1", "HTTP/1.0"):
            if not self._hosts.allows(host):
                return HostError(host=host[:64])
        else:
            environment["HTTP_HOST"] = "localhost"  # HTTP/1.0 has no hosts, nor has any browser it
        length = environment.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or len(length) > 18 or int(length) > _BODY:
            return BodyTooLargeError(limit=_BODY >> 10)
        query = environment.get("QUERY_STRING", "")
        if len(environment["PATH_INFO"]) + len(query) > _ADDRESS:
            return AddressTooLongError(limit=_ADDRESS >> 10)
        if query.count("&") >= _PARAMETERS:
            return TooManyParametersError(limit=_PARAMETERS)
        if sum(len(value) for name, value in environment.items() if name[:5] == "HTTP_") > _HEADERS:
            return HeadTooLargeError(limit=_HEADERS >> 10)
        return None


def register(app: Flask, settings: Settings, turns: Context) -> None:
    hosts = Hosts(settings.hosts, settings.host)
    edge: Any = Edge(app.wsgi_app, hosts, Proxies(settings.proxies), turns)
    app.wsgi_app = edge  # type: ignore[method-assign]

    @app.before_request
    def refuse() -> None:
        if error := request.environ.get(_REFUSED):
            raise error
