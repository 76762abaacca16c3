"""An index of before is built anew by the next update, which says why; nothing of it is run."""

import json

import pytest
from hostile import whoosh_toc

from search.errors import IndexIncompatibleError
from search.indexing.manifest import FORMAT
from web import create_app


@pytest.fixture
def trace(tmp_path):
    return tmp_path / "trace"


@pytest.fixture
def old(library, trace):
    """An index of format 3, which had CRC-32 and Whoosh's pickled table of contents."""
    library.write("a.txt", "Le chat dort.\n\nLe chien veille.")
    engine = library.index / "generations" / "000003" / "engine"
    engine.mkdir(parents=True)
    (engine / "_MAIN_1.toc").write_bytes(whoosh_toc(trace))
    (engine.parent / "catalog.sqlite").write_bytes(b"SQLite format 3\0")
    manifest = {
        "format": 3,
        "engine": "whoosh",
        "analysis": "0123456789abcdef",
        "identity": "0123456789ab",
        "created": "2024-05-05T12:00:00+00:00",
        "documents": 1,
        "paragraphs": 2,
        "skipped": 0,
        "source": "documents",
        "files": {"engine/_MAIN_1.toc": {"size": 1, "crc": 1}},
    }
    (engine.parent / "manifest.json").write_text(json.dumps(manifest))
    (library.index / "CURRENT").write_text("000003\n")
    return library


def test_it_is_told_when_it_is_opened(old, trace):
    with pytest.raises(
        IndexIncompatibleError, match=f"its format is 3, this version reads {FORMAT}"
    ):
        old.snapshots().current()
    with pytest.raises(IndexIncompatibleError, match="alinea rebuild"):
        old.snapshots().damaged_files()
    answer = create_app(old.settings).test_client().get("/readyz")
    assert answer.status_code == 503
    assert not trace.exists()


def test_the_next_update_builds_it_anew_and_says_why(old, trace):
    report = old.update()
    assert f"its format is 3, this version reads {FORMAT}" in report.rebuilt_because
    assert report.generation == "000004"
    old.snapshots().verify()
    assert old.found("chien") == ["a.txt#p2"]
    assert not trace.exists()
