"""What is counted for Prometheus, by each process in files that the exporter adds up (its
multi-process mode). Nothing is counted unless somebody is to read it.
"""

import logging
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..wording.messages import translate

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

#: Tells prometheus_client where the processes count, before it is loaded.
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
#: Seconds; what costs little takes one or two thousandths.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
#: Bytes of the files of a process, by what they count: more than all routes and statuses take.
_SIZES = {"counter": 1 << 17, "histogram": 1 << 18}


class Metrics(Protocol):
    """What a server process counts."""

    def answered(self, route: str, status: int, seconds: float, problem: str) -> None:
        """problem: the name of what went wrong; empty if nothing did."""


class RequestMetrics:
    """Requests by route and status, how long they took, and what went wrong with them."""

    def __init__(self, registry: "CollectorRegistry | None" = None) -> None:
        """registry: where they are entered; that of the process if left out."""
        from prometheus_client import REGISTRY, Counter, Histogram

        where = registry or REGISTRY
        self._requests = Counter(
            "alinea_requests", "Requests answered.", ["route", "status"], registry=where
        )
        self._seconds = Histogram(
            "alinea_request_seconds",
            "Seconds until an answer began.",
            ["route"],
            registry=where,
            buckets=_BUCKETS,
        )
        self._problems = Counter(
            "alinea_problems", "What was refused or failed, by name.", ["problem"], registry=where
        )
        self._shed = Counter("alinea_shed", "Requests told to come again.", registry=where)
        self._errors = Counter("alinea_errors", "Faults of the server.", registry=where)
        self._route = cache(self._seconds.labels)
        self._answered = cache(self._requests.labels)

    def answered(self, route: str, status: int, seconds: float, problem: str) -> None:
        self._answered(route, status).inc()
        self._route(route).observe(seconds)
        if problem:
            self._problems.labels(problem).inc()
        if status in (429, 503):
            self._shed.inc()
        elif status >= 500:
            self._errors.inc()


def folder_in(runtime: Path) -> dict[str, str]:
    """The variable that has processes count in a runtime folder, which is made ready for it."""
    counted = runtime / "metrics"
    counted.mkdir(exist_ok=True)
    return {VARIABLE: str(counted)}


def request_metrics() -> Metrics | None:
    """What this server process counts; None where nobody is to read it, and where there is no
    room for it, which the log says.
    """
    folder = os.environ.get(VARIABLE)
    if not folder:
        return None
    try:
        _reserve(Path(folder))
    except OSError as error:
        said = translate("Nothing is counted for the metrics: {reason}")
        logging.getLogger(__name__).warning(said.format(reason=error))
        return None
    return RequestMetrics()


def _reserve(folder: Path) -> None:
    """Have room on the disk for what is counted. Raises OSError where there is none.

    The library maps its files and lets them be holes: where a full disk has no room to fill one,
    counting ends the process (SIGBUS).
    """
    for name, size in _SIZES.items() if hasattr(os, "posix_fallocate") else ():
        path = folder / f"{name}_{os.getpid()}.db"
        try:
            with path.open("ab") as file:
                os.posix_fallocate(file.fileno(), 0, size)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def counted() -> "CollectorRegistry":
    """What all processes have counted."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    collect: Any = MultiProcessCollector
    collect(registry)
    return registry
