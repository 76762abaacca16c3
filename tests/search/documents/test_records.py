"""JSON lines: many documents in a file."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents import Lines, chunks, is_records
from search.errors import DocumentError
from search.period import Period


def lines(*records: object) -> Lines:
    return Lines("a.jsonl", 1, tuple(json.dumps(record).encode() + b"\n" for record in records))


def read(*records: object) -> dict[str, list[str]]:
    """The texts of each document by its id."""
    return {
        document.info.id: [paragraph.text for paragraph in document.paragraphs]
        for document in lines(*records).documents()
    }


def test_records_of_one_document_are_its_paragraphs():
    found = read(
        {"doc": "a", "title": "L’un", "text": "Un."},
        {"doc": "a", "title": "L’un", "text": "Deux."},
        {"doc": "b", "text": "Trois."},
    )
    assert found == {"a.jsonl/a": ["Un.", "Deux."], "a.jsonl/b": ["Trois."]}


def test_title_and_date_are_read_under_their_usual_names():
    for record in (
        {"id": "a", "title": "Titre", "date": "2024-11-05T10:00:00Z", "text": "Un."},
        {"_id": "a", "titre": "Titre", "published": "2024-11-05", "body": "Un."},
        {"document": "a", "titre": "Titre", "created": "2024-11-05", "texte": "Un."},
    ):
        (document,) = lines(record).documents()
        assert (document.info.title, document.info.date) == ("Titre", Period(2024, 11, 5))


def test_a_record_without_an_id_is_a_document_by_its_line():
    assert read({"text": "Un."}, {"text": "Deux."}) == {
        "a.jsonl/1": ["Un."],
        "a.jsonl/2": ["Deux."],
    }


def test_a_record_of_one_paragraph_is_a_paragraph_however_short():
    (document,) = lines({"doc": "a", "text": "Bilan"}, {"doc": "a", "text": "Un."}).documents()
    assert [(one.text, one.heading) for one in document.paragraphs] == [("Bilan", ""), ("Un.", "")]


def test_a_record_may_be_a_whole_article_with_its_headings():
    (document,) = lines({"title": "T", "text": "Un.\n\nBilan\n\nDeux."}).documents()
    found = [(one.text, one.heading) for one in document.paragraphs]
    assert found == [("Un.", ""), ("Deux.", "Bilan")]


@pytest.mark.parametrize("wrong", [b"{", b"[1]", b'"a"', b"\xff", b"null", b'{"a": NaN}'])
def test_a_line_that_is_no_record_is_told_with_its_number_and_the_rest_is_read(wrong):
    given = Lines("a.jsonl", 7, (b'{"text": "Un."}\n', wrong + b"\n", b'{"text": "Deux."}\n'))
    found = list(given.documents())
    errors = [one for one in found if isinstance(one, DocumentError)]
    assert [one.path for one in errors] == ["a.jsonl"]
    assert "line 8" in errors[0].reason
    assert len(found) == 3


def test_empty_lines_are_nothing():
    assert list(Lines("a.jsonl", 1, (b"\n", b"  \n")).documents()) == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "A.JSONL", "a.jsonl.gz", "a.ndjson.gz"])
def test_files_of_records_are_told_by_their_names(name, tmp_path):
    path = tmp_path / name
    assert is_records(path)
    content = b'{"text": "Un."}\n'
    path.write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert [chunk.lines for chunk in chunks("a", path)] == [(content,)]


@pytest.mark.parametrize(
    "content", [gzip.compress(b'{"text": "Un."}\n' * 99)[:-9], b"not gzip", gzip.compress(b"")[:5]]
)
def test_an_archive_that_is_damaged_is_a_document_error(content, tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match="can't be read"):
        list(chunks("a", path))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 9000), min_size=1, max_size=40))
def test_no_document_is_cut_between_chunks_and_nothing_is_lost(tmp_path_factory, sizes):
    path: Path = tmp_path_factory.mktemp("records") / "a.jsonl"
    written = [
        json.dumps({"doc": str(number // 3), "text": "mot " * size})
        for number, size in enumerate(sizes)
    ]
    path.write_text("\n".join(written), "utf-8")
    found = list(chunks("a", path))
    assert b"".join(b"".join(chunk.lines) for chunk in found).decode() == path.read_text("utf-8")
    starts = [1 + sum(len(chunk.lines) for chunk in found[:place]) for place in range(len(found))]
    assert [chunk.first for chunk in found] == starts
    documents = [document.info.id for chunk in found for document in chunk.documents()]
    assert len(documents) == len(set(documents)) == (len(sizes) + 2) // 3


def test_halves_cut_between_documents():
    whole = lines(*({"doc": str(number // 4), "text": "Un."} for number in range(10)))
    first, rest = whole.halves()
    assert first.lines + rest.lines == whole.lines
    assert rest.first == 1 + len(first.lines)
    assert {one.info.id for one in first.documents()}.isdisjoint(
        one.info.id for one in rest.documents()
    )
    assert lines({"doc": "a"}, {"doc": "a"}).halves() == []
