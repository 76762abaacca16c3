"""One suite over every engine. What an engine does otherwise is declared here, with why."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from conformance.writing import add

from search.engines.base import Engine, Entry, Reader
from search.opening import ENGINES, engine

#: (engine, test) → the reason why it is expected, strictly, to fail.
DIFFERENCES: dict[tuple[str, str], str] = {}


@pytest.fixture(params=sorted(ENGINES), ids=sorted(ENGINES))
def tested(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    reason = DIFFERENCES.get((request.param, request.node.originalname))
    if reason:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    return engine(request.param)


@pytest.fixture
def build(tested: Engine, tmp_path: Path) -> Callable[[Iterable[Entry]], Reader]:
    """Index entries with the engine, and open what was made."""

    def build_and_open(entries: Iterable[Entry]) -> Reader:
        folder = tmp_path / f"index-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        writer = tested.create(folder)
        for entry in entries:
            add(writer, entry)
        writer.commit()
        return tested.open(folder)

    return build_and_open
