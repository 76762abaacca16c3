"""For all tests: what they may need of the machine (`needs.py`), and the real document."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster.node import running

pytest_plugins = ("needs", "parallel", "pytester")

# What tests put into an index is as a build leaves it, whatever the user's umask: where others
# could write it, the index would be refused for that.
os.umask(0o022)
# What a shell has put into the background is deaf to Ctrl-C, and what begins under nohup to a
# hang-up; so would be the programs that tests interrupt.
for ignored in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(ignored) is signal.SIG_IGN:
        is_interrupt = ignored == signal.SIGINT
        signal.signal(ignored, signal.default_int_handler if is_interrupt else signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nodes", type=int, default=1, help="nodes of the cluster that is asked")


@pytest.fixture(scope="session")
def seed() -> Path:
    """The real document."""
    return Path(__file__).parents[1] / "seeds" / "000_bb954991637d5d05.txt"


@pytest.fixture(scope="session")
def seeds(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of documents as it comes, whatever a user has put beside the real document."""
    folder = tmp_path_factory.mktemp("checkout") / "seeds"
    folder.mkdir()
    shutil.copy(seed, folder)
    return folder


@pytest.fixture(scope="session")
def cluster(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, ...]]:
    """The hosts of a cluster, while the session lasts."""
    count = request.config.getoption("--nodes")
    with running(tmp_path_factory.mktemp("cluster"), count) as nodes:
        yield tuple(node.url for node in nodes)
