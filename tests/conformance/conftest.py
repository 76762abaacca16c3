"""One suite over every engine. What an engine does otherwise is declared here, with why."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from conformance.engines import EVERY, settings_for
from conformance.writing import add

from search.engines.base import Engine, Entry, Reader
from search.opening import engine

#: (engine, test) → the reason why it is expected, strictly, to fail.
DIFFERENCES: dict[tuple[str, str], str] = {}

#: The readers of what was built, by engine and entries: many tests ask of the same.
Built = dict[tuple[str, str], Reader]


@pytest.fixture(params=EVERY)
def tested(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    reason = DIFFERENCES.get((request.param, request.node.originalname))
    if reason:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    return engine(request.param, settings_for(request, request.param))


@pytest.fixture(scope="module")
def built() -> Built:
    return {}


@pytest.fixture
def build(tested: Engine, tmp_path: Path, built: Built) -> Callable[[Iterable[Entry]], Reader]:
    """Index entries with the engine, and open what was made; once for a module's tests."""

    def build_and_open(entries: Iterable[Entry]) -> Reader:
        given = list(entries)
        known = (tested.name, repr(given))
        if known not in built:
            folder = tmp_path / f"index-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            writer = tested.create(folder)
            for entry in given:
                add(writer, entry)
            writer.commit()
            built[known] = tested.open(folder)
        return built[known]

    return build_and_open
