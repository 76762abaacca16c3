"""An index that has no vectors isn't searched as if it had: the command that makes them is told."""

import shutil

import msgspec
import pytest
from hostile import reseal

from search.errors import IndexUnusableError
from search.indexing.manifest import FORMAT, read_manifest, write_manifest
from search.opening import EMBEDDED
from web import create_app

#: The last format without vectors.
BEFORE = 4
REASONS = {BEFORE: f"its format is {BEFORE}, this version reads {FORMAT}", FORMAT: "vectors:"}


@pytest.fixture(params=sorted(EMBEDDED))
def engine_of_library(request) -> str:
    return request.param


@pytest.fixture(params=REASONS)
def bare(request, small_library):
    """An index without vectors, and why it isn't read."""
    folder = small_library.generations.path("000001")
    shutil.rmtree(folder / "vectors")
    reseal(folder)
    write_manifest(folder, msgspec.structs.replace(read_manifest(folder), format=request.param))
    return small_library, REASONS[request.param]


def test_the_command_that_makes_them_is_told(bare):
    library, reason = bare
    with pytest.raises(IndexUnusableError, match=reason) as caught:
        library.found("chat")
    assert "alinea rebuild" in str(caught.value)
    answer = create_app(library.settings).test_client().get("/api/search?q=chat")
    assert answer.status_code == 503
    assert "alinea rebuild" in answer.json["detail"]


def test_the_next_update_makes_them_and_says_why(bare):
    library, reason = bare
    assert reason in library.update().rebuilt_because
    assert library.snapshots().current().vectors.count == 3
    library.snapshots().verify()
