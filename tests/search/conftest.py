"""What the tests of the engine room share."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from search.wording.messages import speaking, translate

_NOBODY = 65534


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are asserted in English; a test of French speaks it itself."""
    with speaking("fr"):
        translate("index")  # the catalogue is read before anyone gives up his rights
    with speaking("en"):
        yield


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that belongs to whoever `powerless` is."""
    folder = Path(tempfile.mkdtemp()).resolve()
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
    yield folder
    folder.chmod(0o700)
    for parent, folders, _ in os.walk(folder):
        for name in folders:
            Path(parent, name).chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def powerless() -> Callable[[], AbstractContextManager[None]]:
    """Whoever is inside can't do what permissions forbid, even if root runs the tests.

    What is used inside has to be imported before: code may be where only root reads.
    """
    return _powerless


@contextmanager
def _powerless() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, 0)
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        os.setgroups(groups)
