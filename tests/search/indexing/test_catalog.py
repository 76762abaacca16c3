"""The catalogue: documents have numbers that last and ranks that follow their ids."""

import gc
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents.causes import BINARY, CHANGING, DAMAGED
from search.errors import DocumentError, IndexDamagedError
from search.indexing.catalog import Catalog, FileState, Listed
from search.indexing.catalog_writer import CatalogWriter, Copy, Place
from search.model import DocumentInfo
from search.period import Period


@pytest.fixture
def catalog(tmp_path):
    opened = CatalogWriter(tmp_path / "catalog.sqlite")
    yield opened
    opened.close()


def put(catalog: CatalogWriter, *ids: str) -> list[int]:
    numbers = []
    for document_id in ids:
        numbers.append(catalog.new_number())
        listed = Listed(numbers[-1], DocumentInfo(document_id, "Titre"), 3)
        catalog.put(listed, Place(document_id, 0, 0))
    return numbers


def test_documents_are_numbered_as_they_come(catalog):
    assert put(catalog, "b", "a", "c") == [0, 1, 2]


def test_removing_the_documents_of_a_file_tells_the_numbers_that_they_had(catalog):
    put(catalog, "a", "b")
    assert catalog.remove_documents_of("b") == {"b": 1}
    assert catalog.remove_documents_of("b") == {}
    assert catalog.document_count == 1


def test_the_number_of_a_document_that_is_gone_is_not_given_to_the_next(catalog):
    """Its deleted paragraphs are still in the engine's files, under that number."""
    put(catalog, "a", "b")
    catalog.remove_documents_of("b")
    assert put(catalog, "c", "d") == [2, 3]


def test_documents_of_one_file_are_listed_in_the_order_of_their_places(catalog):
    for place, document_id in enumerate(["recueil/z", "recueil/10", "recueil/9"]):
        listed = Listed(catalog.new_number(), DocumentInfo(document_id, "Titre"), 1)
        catalog.put(listed, Place("recueil", 0, 2 - place))
    assert [one.info.id for one in catalog.documents()] == ["recueil/9", "recueil/10", "recueil/z"]
    assert catalog.ranks() == [2, 1, 0]


def test_documents_move_with_their_chunks(catalog):
    for chunk, document_id in enumerate(["r/a", "r/b", "r/c"]):
        listed = Listed(catalog.new_number(), DocumentInfo(document_id, "Titre"), 1)
        catalog.put(listed, Place("r", chunk, 0))
    catalog.rearrange("r", gone=[], moved={0: 1, 1: 2, 2: 0})
    assert [one.info.id for one in catalog.documents()] == ["r/c", "r/a", "r/b"]
    assert catalog.numbers("r", [1]) == {"r/a": 0}


def test_what_was_skipped_is_listed_by_the_commonest_cause(catalog):
    errors = [
        DocumentError(path="b", cause="is damaged ({reason}).", reason="cut"),
        DocumentError(path="z.jsonl", cause="is encrypted.", line=2),
        DocumentError(path="a", cause="is damaged ({reason}).", reason="empty"),
        DocumentError(path="z.jsonl", cause="is too large."),
        DocumentError(path="a.jsonl", cause="is damaged ({reason}).", line=3, reason="cut"),
    ]
    catalog.put_skipped(errors)
    found = catalog.skipped_by_cause()
    assert [(one.path, one.line) for one in found] == [
        *(("a", 0), ("a.jsonl", 3), ("b", 0)),
        *(("z.jsonl", 2), ("z.jsonl", 0)),
    ]
    assert [one.path for one in catalog.skipped_by_cause(1, 2)] == ["a.jsonl", "b"]
    causes = [(error.kind, count) for error, count in catalog.skipped_causes()]
    assert causes == [("is damaged.", 3), ("is encrypted.", 1), ("is too large.", 1)]


def test_numbers_go_on_in_a_clone(catalog, tmp_path):
    put(catalog, "a", "b")
    catalog.commit()
    catalog.close()
    again = CatalogWriter(tmp_path / "catalog.sqlite")
    assert put(again, "c") == [2]
    again.close()


def test_documents_are_listed_by_id_page_by_page(catalog):
    put(catalog, "b", "é", "a", "c", "B", "a/b")
    ids = ["B", "a", "a/b", "b", "c", "é"]
    assert [listed.info.id for listed in catalog.documents()] == ids
    assert [listed.info.id for listed in catalog.documents(offset=2, limit=3)] == ids[2:5]
    assert catalog.documents(offset=9, limit=3) == []


def test_a_document_is_kept_whole(catalog):
    info = DocumentInfo("a\n#1", "L’été", Period(2024, 11), True, {"auteur": "Zoé"})
    catalog.put(Listed(7, info, 16), Place("a", 0, 0))
    assert catalog.document("a\n#1") == Listed(7, info, 16)
    assert catalog.document("a") is None
    assert (catalog.document_count, catalog.paragraph_count) == (1, 16)


IDS = st.lists(st.text("abc/é", min_size=1, max_size=4), unique=True, max_size=12)


@settings(deadline=None, max_examples=50)
@given(IDS, st.sets(st.integers(0, 11)))
def test_ranks_put_numbers_in_the_order_of_ids(tmp_path_factory, ids, gone):
    catalog = CatalogWriter(tmp_path_factory.mktemp("ranks") / "catalog.sqlite")
    numbers = dict(zip(ids, put(catalog, *ids), strict=True))
    for number in gone & set(numbers.values()):
        catalog.remove_documents_of(ids[number])
    ranks = catalog.ranks()
    left = sorted(document_id for document_id in ids if numbers[document_id] not in gone)
    ranked = [numbers[i] if ranks is None else ranks[numbers[i]] for i in left]
    assert ranked == sorted(set(ranked))
    assert len(ranked) == len(left)
    catalog.close()


def test_the_state_of_a_file_is_kept_until_it_is_removed(catalog):
    state = FileState(12, 1_700_000_000_123_456_789, b"\x00\xff")
    catalog.put_file("a", state)
    assert catalog.file("a") == state
    assert catalog.files() == {"a"}
    catalog.remove_file("a")
    assert (catalog.file("a"), catalog.files()) == (None, set())


def test_what_was_skipped_is_replaced_by_each_build(catalog):
    catalog.put_skipped(
        [DocumentError(path="b", cause=BINARY), DocumentError(path="a", cause=CHANGING)]
    )
    assert [error.path for error in catalog.skipped()] == ["a", "b"]
    catalog.put_skipped([])
    assert list(catalog.skipped()) == []


def test_what_was_skipped_is_kept_with_its_line_and_its_reason(catalog):
    errors = [
        DocumentError(path="a", cause=DAMAGED, reason="L’entête manque"),
        DocumentError(path="a", cause=DAMAGED, line=1200, reason="{pas de fin"),
    ]
    catalog.put_skipped(reversed(errors))
    assert list(map(str, catalog.skipped())) == list(map(str, errors))
    assert [error.line for error in catalog.skipped(offset=1, limit=1)] == [1200]
    assert catalog.skipped_count == 2


def test_what_was_not_committed_is_forgotten(catalog, tmp_path):
    put(catalog, "a")
    catalog.commit()
    put(catalog, "b")
    catalog.close()
    catalog.close()
    again = Catalog(tmp_path / "catalog.sqlite")
    assert again.document_count == 1
    again.close()


def test_a_catalogue_that_is_read_cannot_be_written(catalog, tmp_path):
    catalog.commit()
    reading = Catalog(tmp_path / "catalog.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reading._connection.execute("DELETE FROM documents")
    reading.close()


@pytest.mark.parametrize("kind", [Catalog, CatalogWriter])
@pytest.mark.parametrize("content", [b"garbage" * 100, b"SQLite format 3\0" + b"\xff" * 500])
def test_a_file_that_is_no_catalogue_is_damage(tmp_path, content, kind):
    (tmp_path / "catalog.sqlite").write_bytes(content)
    with pytest.raises(IndexDamagedError, match="alinea rebuild"):
        kind(tmp_path / "catalog.sqlite")


def test_a_catalogue_that_is_damaged_further_on_is_damage_when_it_is_read(catalog, tmp_path):
    put(catalog, *(f"{n:05}" for n in range(5000)))
    catalog.commit()
    path = tmp_path / "catalog.sqlite"
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * len(content[8192:])
    path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match="alinea rebuild"):
        Catalog(path).documents()


def test_a_catalogue_that_nobody_reads_any_more_is_closed(catalog, tmp_path):
    put(catalog, "a")
    catalog.commit()
    reader = Catalog(tmp_path / "catalog.sqlite")
    connection = reader._connection
    del reader
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_what_was_looked_for_ahead_is_found_once_it_is_put(catalog):
    number, other = catalog.new_number(), catalog.new_number()
    here = Listed(number, DocumentInfo("here", "Titre"), 3)
    catalog.put(here, Place("here", 0, 0), b"its text")
    catalog.look_ahead(["here", "new", "copy"], [b"its text", b"another"])
    assert [catalog.is_taken(one) for one in ("here", "new", "copy")] == [True, False, False]
    assert catalog.number_of_text(b"its text") == number
    assert catalog.number_of_text(b"another") is None
    catalog.put(Listed(other, DocumentInfo("new", "Titre"), 3), Place("new", 0, 0), b"another")
    catalog.put_copy(number, Copy("copy", Place("copy", 0, 0), b"its text"))
    assert catalog.is_taken("new")
    assert catalog.is_taken("copy")
    assert catalog.number_of_text(b"another") == other


def test_more_is_looked_for_ahead_than_a_query_of_sqlite_takes(catalog):
    ids = [f"document {number}" for number in range(1500)]
    put(catalog, *ids[::2])
    catalog.look_ahead(ids, [])
    assert [catalog.is_taken(one) for one in ids] == [True, False] * 750


def test_ranks_follow_chunks_that_have_moved(catalog):
    for chunk, ids in enumerate([["r/a", "r/b"], ["r/c"], ["r/d", "r/e"]]):
        for place, document_id in enumerate(ids):
            listed = Listed(catalog.new_number(), DocumentInfo(document_id, "Titre"), 1)
            catalog.put(listed, Place("r", chunk, place))
    catalog.rearrange("r", gone=[1], moved={2: 0, 0: 1})
    catalog.remove_document("r/c")
    ranks = catalog.ranks()
    assert [one.info.id for one in catalog.documents()] == ["r/d", "r/e", "r/a", "r/b"]
    assert [ranks[number] for number in (3, 4, 0, 1)] == [0, 1, 2, 3]


def test_a_document_in_no_file_is_damage(catalog):
    for chunk, document_id in enumerate(["r/a", "r/b", "r/c"]):
        listed = Listed(catalog.new_number(), DocumentInfo(document_id, "Titre"), 1)
        catalog.put(listed, Place("r", chunk, 0))
    catalog.rearrange("r", gone=[1], moved={0: 2, 2: 0})
    with pytest.raises(IndexDamagedError, match=r"no file|aucun fichier"):
        catalog.ranks()
