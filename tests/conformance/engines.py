"""The engines that the suite is run over: those in this process, and a cluster of one node."""

from pathlib import Path

import pytest

from search import Settings
from search.opening import EMBEDDED

IN_A_CLUSTER = pytest.mark.needs("java", "maven")
EVERY = (*sorted(EMBEDDED), pytest.param("opensearch", marks=IN_A_CLUSTER))


def settings_for(
    request: pytest.FixtureRequest, name: str, index: Path = Path("index")
) -> Settings:
    """Of an index with the engine; starts the node for the first that needs it."""
    if name in EMBEDDED:
        return Settings(index=index, engine=name)
    hosts = request.getfixturevalue("cluster")
    return Settings(index=index, engine=name, opensearch_hosts=hosts, opensearch_shards=2)
