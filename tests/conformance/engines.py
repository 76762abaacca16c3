"""The engines that the suite is run over: those in this process, and a cluster."""

from itertools import count
from pathlib import Path

import pytest

from search import Settings
from search.opening import EMBEDDED

IN_A_CLUSTER = pytest.mark.needs("java", "maven")
_PREFIXES = count()
EVERY = (*sorted(EMBEDDED), pytest.param("opensearch", marks=IN_A_CLUSTER))


def settings_for(
    request: pytest.FixtureRequest, name: str, index: Path = Path("index")
) -> Settings:
    """Of an index with the engine; starts the node for the first that needs it."""
    if name in EMBEDDED:
        return Settings(index=index, engine=name)
    hosts = request.getfixturevalue("cluster")
    return in_cluster(hosts, index)


def in_cluster(hosts: tuple[str, ...], index: Path, prefix: str = "") -> Settings:
    """prefix: of one index for several folders; else each has its own"""
    return Settings(
        index=index,
        engine="opensearch",
        opensearch_hosts=hosts,
        opensearch_shards=1 + len(hosts),
        opensearch_replicas=int(len(hosts) > 1),
        opensearch_prefix=prefix or f"test{next(_PREFIXES)}",
        search_seconds=60,  # however busy the machine is
    )
