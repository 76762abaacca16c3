"""The exporter: a process beside the server that gives Prometheus what is counted, on a port of its
own, and what there is to say of the index and of the processes.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ..errors import AlineaError, ServerError
from ..settings import Settings
from .hosts import Hosts
from .metrics import counted
from .metrics_server import MetricsServer
from .status import read_status


class Indexed(Protocol):
    """What a manifest says of a generation."""

    @property
    def engine(self) -> str: ...
    @property
    def created(self) -> str: ...
    @property
    def documents(self) -> int: ...
    @property
    def paragraphs(self) -> int: ...
    @property
    def skipped(self) -> int: ...


Current = Callable[[], tuple[str, Indexed]]


class IndexCollector(Collector):
    """The generation in use, when it is asked for.

    current: gives its name and what its manifest says; raises AlineaError where it can't be used
    """

    def __init__(self, current: Current) -> None:
        self._current = current

    def collect(self) -> Iterator[Metric]:
        try:
            name, index = self._current()
        except AlineaError:
            yield GaugeMetricFamily("alinea_index_usable", "Whether the index is.", value=0)
            return
        created = datetime.fromisoformat(index.created).timestamp()
        yield GaugeMetricFamily("alinea_index_usable", "Whether the index is.", value=1)
        named = GaugeMetricFamily(
            "alinea_generation_info", "The generation.", labels=["generation", "engine"]
        )
        named.add_metric([name, index.engine], 1)
        yield named
        for what, meaning, value in (
            ("generation_created_timestamp_seconds", "When the generation was made.", created),
            ("generation_age_seconds", "How old the generation is.", time.time() - created),
            ("documents", "Documents in the index.", index.documents),
            ("paragraphs", "Paragraphs in the index.", index.paragraphs),
            ("skipped", "Files, and lines of files, that can't be read.", index.skipped),
        ):
            yield GaugeMetricFamily(f"alinea_{what}", meaning, value=value)


class ProcessCollector(Collector):
    """The processes of the server, as the supervisor told last."""

    def collect(self) -> Iterator[Metric]:
        status = read_status()
        if status is None:
            return
        yield GaugeMetricFamily("alinea_workers", "Workers there should be.", value=status.workers)
        yield GaugeMetricFamily("alinea_workers_running", "Workers running.", value=status.running)
        beside = GaugeMetricFamily(
            "alinea_process_running", "Whether what is beside them runs.", labels=["process"]
        )
        for name, runs in status.sidecars.items():
            beside.add_metric([name], runs)
        yield beside
        if "watcher" in status.sidecars:
            runs = status.sidecars["watcher"]
            yield GaugeMetricFamily("alinea_watcher_running", "Whether it runs.", value=runs)
        deaths = CounterMetricFamily("alinea_deaths", "Processes that died.", labels=["process"])
        for name, count in status.deaths.items():
            deaths.add_metric([name], count)
        yield deaths


def export(settings: Settings, current: Current) -> None:
    """Answer Prometheus until a signal comes. Raises ServerError if the port isn't free."""
    registry = counted()
    registry.register(IndexCollector(current))
    registry.register(ProcessCollector())
    host, hosts = settings.metrics_host, Hosts(settings.hosts, settings.metrics_host)
    try:
        server = MetricsServer(host, settings.metrics_port, hosts, registry)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        port = str(settings.metrics_port)
        raise ServerError(host=host, port=port, reason=reason) from error
    with server:
        server.serve_forever()
