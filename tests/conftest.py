"""For all tests: what they may need of the machine (`needs.py`), and the real document."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster.node import Node, wait_for

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
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """The hosts of a cluster of one node, while the session lasts."""
    node = Node(tmp_path_factory.mktemp("cluster")).start()
    try:
        wait_for([node])
        yield (node.url,)
    finally:
        node.stop()
