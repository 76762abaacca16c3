"""The way to a cluster: who is asked, as whom, and how long an answer may take."""

import logging
import random
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from opensearchpy import OpenSearch
from opensearchpy.exceptions import SerializationError
from opensearchpy.serializer import JSONSerializer

from ...errors import ClusterRefusedError, ClusterUnavailableError
from ...wording.messages import translate
from .errors import translate_errors
from .hosts import OPTIONS as HOSTS
from .hosts import timeout

# What has failed is told by errors of ours; what was asked again is nobody's concern.
logging.getLogger("opensearch").addHandler(logging.NullHandler())

#: Connections that a process keeps to each host: one a thread that searches.
_CONNECTIONS = 32


#: Seconds that a build waits for a cluster which is full or away; before it asks again, at first
#: and at the most.
PATIENCE = 600.0
_PAUSE, _LONGEST_PAUSE = 0.5, 30.0


def pauses() -> Iterator[float]:
    """Seconds between repetitions: more each time, and not the same for all who wait."""
    pause = _PAUSE
    while True:
        yield pause * random.uniform(0.5, 1.0)
        pause = min(2 * pause, _LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """hosts: as URLs, of several nodes, so that one may go away
    user, password: "" where a certificate says who asks, or nobody needs to be known
    authority: file with the certificates that hosts are known by; "" for the system's
    certificate, key: files that say who asks
    prefix: what all names of Alinéa in the cluster begin with
    shards, replicas: of an index that is built from now on
    seconds: that a request may take which isn't a search; a merge may take longer
    replica_seconds: that copying to other nodes may take
    """

    hosts: Sequence[str] = ("http://127.0.0.1:9200",)
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""
    certificate: str = ""
    key: str = ""
    prefix: str = "alinea"
    shards: int = 1
    replicas: int = 0
    seconds: float = 60.0
    replica_seconds: float = 600.0


class Connection:
    """Asks a cluster; threads may share it. Every request goes through `ask`."""

    def __init__(self, options: ClusterOptions) -> None:
        self.options = options
        self._opening = threading.Lock()
        self._client: OpenSearch | None = None

    @property
    def where(self) -> str:
        """The hosts, to be read."""
        return ", ".join(self.options.hosts)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        seconds: float | None = None,
        ignore: Sequence[int] = (),
        of_all: bool = False,
        **parameters: str | int | bool,
    ) -> Any:
        """What the cluster answers, decoded. Raises what `translate_errors` names.

        body: bytes as they are to be sent, or what JSON is made of
        seconds: that it may take; ignore: statuses that are no errors here
        of_all: whether the answer counts only if all shards have had a part in it; raises
            ClusterUnavailableError
        """
        asked: dict[str, Any] = {name: _written(value) for name, value in parameters.items()}
        asked["ignore"] = tuple(ignore)
        asked["request_timeout"] = timeout(self.options.seconds if seconds is None else seconds)
        with translate_errors(self.where):
            found = self._opened.transport.perform_request(method, path, params=asked, body=body)
        if not isinstance(found, dict | list):
            reason = translate("what answers is no cluster of OpenSearch")
            raise ClusterRefusedError(hosts=self.where, reason=reason)
        if of_all and isinstance(found, dict) and _lacks_shards(found.get("_shards", {})):
            reason = translate("some shards have not answered")
            raise ClusterUnavailableError(hosts=self.where, reason=reason)
        return found

    def now(self) -> float:
        """Seconds since 1970 by the cluster's clock, which all machines see alike."""
        [health] = self.ask("GET", "/_cat/health", format="json", h="epoch")
        return float(health["epoch"])

    def insist(self, method: str, path: str, body: Any = None, **how: Any) -> Any:
        """`ask`, again after a pause while the cluster has enough to do or has gone away, for ten
        minutes: for what may be done twice, as a build does it. Raises as `ask` does.
        """
        until, waits = time.monotonic() + PATIENCE, pauses()
        while True:
            try:
                return self.ask(method, path, body, **how)
            except ClusterUnavailableError:
                if time.monotonic() > until:
                    raise
            time.sleep(next(waits))

    @property
    def _opened(self) -> OpenSearch:
        """Opened when it is first needed, so that a process begun meanwhile has its own."""
        if self._client is None:
            with self._opening:
                if self._client is None:
                    self._client = OpenSearch(list(self.options.hosts), **self._client_options())
        return self._client

    def _client_options(self) -> Mapping[str, Any]:
        options = self.options
        found: dict[str, Any] = {
            "serializer": _Serializer(),
            "pool_maxsize": _CONNECTIONS,
            **HOSTS,
            "max_retries": max(3, len(options.hosts)),
            "http_compress": False,
            "verify_certs": True,
            "retry_on_status": (500, 502, 503, 504),  # by another node
        }
        if options.user:
            found["http_auth"] = (options.user, options.password)
        files = {
            "ca_certs": options.authority,
            "client_cert": options.certificate,
            "client_key": options.key,
        }
        return found | {name: path for name, path in files.items() if path}


def _lacks_shards(shards: Mapping[str, int]) -> bool:
    """One that no node has hasn't failed, either."""
    return shards.get("successful", 0) < shards.get("total", 0)


def _written(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Serializer(JSONSerializer):
    """JSON by msgspec: a page of hits is decoded in a third of the time."""

    def loads(self, s: Any) -> Any:
        try:
            return msgspec.json.decode(s)
        except ValueError as error:
            raise SerializationError(str(error)) from error

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, (str, bytes)) else msgspec.json.encode(data)
