"""JSON lines: many documents in a file."""

import json
from pathlib import Path

import pytest
from records import documents

from search.documents.bulk import Chunk, Columns, chunks
from search.errors import DocumentError
from search.model import Document
from search.period import Period


@pytest.fixture
def cut(tmp_path):
    def cut(*records: object, columns: Columns = Columns()) -> list[Chunk]:  # noqa: B008
        path: Path = tmp_path / "a.jsonl"
        lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in records]
        path.write_bytes(b"\n".join(lines))
        return list(chunks("a.jsonl", path, columns))

    return cut


@pytest.fixture
def read(cut):
    def read(*records: object, columns: Columns = Columns()) -> list[Document | DocumentError]:  # noqa: B008
        return documents(cut(*records, columns=columns))

    return read


def texts(found: list[Document | DocumentError]) -> dict[str, list[str]]:
    """The texts of each document by its id."""
    return {one.info.id: [paragraph.text for paragraph in one.paragraphs] for one in found}


def test_records_of_one_document_are_its_paragraphs(read):
    found = read(
        {"doc": "a", "title": "L’un", "text": "Un."},
        {"doc": "a", "title": "L’un", "text": "Deux."},
        {"doc": "b", "text": "Trois."},
    )
    assert texts(found) == {"a.jsonl/a": ["Un.", "Deux."], "a.jsonl/b": ["Trois."]}


@pytest.mark.parametrize(
    "record",
    [
        {"id": "a", "title": "Titre", "date": "2024-11-05T10:00:00Z", "text": "Un."},
        {"_id": "a", "titre": "Titre", "published": "2024-11-05", "body": "Un."},
        {"document": "a", "TITRE": "Titre", "created_at": "5 novembre 2024", "Texte": "Un."},
        {"identifiant": "a", "objet": "Titre", "publié": 1, "date": "05/11/2024", "corps": "Un."},
    ],
)
def test_title_date_and_text_are_read_under_their_usual_names(read, record):
    (document,) = read(record)
    assert (document.info.id, document.info.title) == ("a.jsonl/a", "Titre")
    assert document.info.date == Period(2024, 11, 5)
    assert [one.text for one in document.paragraphs] == ["Un."]


def test_columns_that_are_declared_come_before_the_usual_ones(read):
    columns = Columns(id=("cote",), title=("Intitulé long",), text=("Résumé",), date=("vu le",))
    record = {"id": 1, "cote": "B2", "titre": "Non", "intitule long": "Oui", "vu_le": "2024-11"}
    (document,) = read(record | {"resume": "Un.", "texte": "Deux."}, columns=columns)
    assert (document.info.id, document.info.title) == ("a.jsonl/B2", "Oui")
    assert (document.info.date, document.paragraphs[0].text) == (Period(2024, 11), "Un.")
    assert document.info.metadata == {"id": "1", "titre": "Non", "texte": "Deux."}


def test_an_empty_column_leaves_its_place_to_the_next_one(read):
    (document,) = read({"id": "a", "text": "", "content": "Un.", "title": None, "titre": "Oui"})
    assert (document.info.title, document.paragraphs[0].text) == ("Oui", "Un.")


def test_whatever_else_a_record_says_is_metadata(read):
    (document,) = read(
        {
            "text": "Un.",
            "auteur": "Ann Roy",
            "pages": 12,
            "prix": 3.5,
            "mots": ["eau", "pont", 3],
            "long": "a" * 5000,
            "vide": "",
            "rien": None,
            "vrai": True,
            "lieu": {"ville": "Lyon"},
        }
    )
    found = dict(document.info.metadata)
    assert len(found.pop("long")) == 1001
    assert found == {"auteur": "Ann Roy", "pages": "12", "prix": "3.5", "mots": "eau; pont; 3"}


def test_a_record_without_an_id_is_a_document_by_its_line(read):
    found = read({"text": "Un."}, {"text": "Deux."}, {"id": "", "text": "Trois."})
    assert [one.info.id for one in found] == ["a.jsonl/1", "a.jsonl/2", "a.jsonl/3"]


def test_a_record_of_one_paragraph_is_a_paragraph_however_short(read):
    (document,) = read({"doc": "a", "text": "Bilan"}, {"doc": "a", "text": "Un."})
    assert [(one.text, one.heading) for one in document.paragraphs] == [("Bilan", ""), ("Un.", "")]


def test_a_record_may_be_a_whole_article_with_its_headings(read):
    (document,) = read({"title": "T", "text": "Un.\n\nBilan\n\nDeux."})
    found = [(one.text, one.heading) for one in document.paragraphs]
    assert found == [("Un.", ""), ("Deux.", "Bilan")]


def test_the_notes_of_an_article_come_last_and_under_no_heading(read):
    text = "Un[1].\n\nBilan\n\n[1] Ou presque.\n\nDeux[2]."
    (document,) = read({"title": "T", "text": text})
    found = [(one.text, one.heading) for one in document.paragraphs]
    assert found == [("Un.", ""), ("Deux[2].", "Bilan"), ("Ou presque.", "")]


def test_a_text_in_parts_is_paragraphs(read):
    (document,) = read({"title": "T", "text": ["Un.", "Deux."]})
    assert [one.text for one in document.paragraphs] == ["Un.", "Deux."]


@pytest.mark.parametrize(
    "wrong",
    [
        *(b"{", b"[1]", b'"a"', b"\xff", b"null", b'{"text": NaN}', b'{"text": "\\ud800"}'),
        b'{"text": ' + b"[" * 100_000,
    ],
    ids=range(8),
)
def test_a_line_that_is_no_record_is_told_with_its_number_and_the_rest_is_read(read, wrong):
    error, one, two = sorted(
        read({"text": "Un."}, b"", wrong, {"text": "Deux."}),
        key=lambda found: isinstance(found, Document),
    )
    assert (one.info.id, two.info.id) == ("a.jsonl/1", "a.jsonl/4")
    assert (error.path, error.line) == ("a.jsonl", 3)
    assert "it is not a JSON object" in error.reason


@pytest.mark.parametrize("record", [{"id": "b"}, {"id": "b", "text": " "}, {"text": None}])
def test_a_record_without_a_text_is_told_with_its_number(read, record):
    error, one = read({"id": "a", "text": "Un."}, record)[::-1][:2]
    error, one = (error, one) if isinstance(error, DocumentError) else (one, error)
    assert str(error) == "a.jsonl, line 2: it has no text."
    assert one.info.id == "a.jsonl/a"


def test_a_file_without_texts_names_its_columns_and_the_setting(read):
    with pytest.raises(DocumentError) as caught:
        read({"id": "a", "propos": "Un."}, {"id": "b", "lieu": "Lyon"})
    assert "« id », « propos », « lieu »" in caught.value.reason
    assert "column_text" in caught.value.reason


def test_empty_lines_are_nothing(read):
    assert read(b"", b"  ", b"") == []


def test_a_document_that_only_stands_elsewhere_has_the_stamp_that_it_had(cut):
    first, second = {"doc": "a", "text": "Un."}, {"doc": "b", "text": "Deux."}
    assert stamps(cut(first, second)) == stamps(cut(second, "{", first))


@pytest.mark.parametrize(
    "changed",
    [
        {"doc": "a", "title": "Le titre", "text": "Un!"},
        {"doc": "a", "title": "Le Titre", "text": "Un."},
        {"doc": "a", "title": "Le titre", "text": "Un.", "date": "2024"},
        {"doc": "a", "title": "Le titre", "text": "Un.", "rubrique": "Monde"},
        {"title": "Le titre", "text": "Un."},
    ],
)
def test_a_document_that_is_changed_in_any_way_has_another_stamp(cut, changed):
    record = {"doc": "a", "title": "Le titre", "text": "Un."}
    (before,) = stamps(cut(record)).values()
    assert before not in stamps(cut(changed)).values()
    assert before not in stamps(cut(record, record)).values()


def stamps(chunks: list[Chunk]) -> dict[str, bytes]:
    found = [one for chunk in chunks for one in chunk.documents()]
    return {one.id: one.stamp for one in found if not isinstance(one, DocumentError)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1252"])
def test_records_in_any_encoding_are_read(tmp_path, encoding):
    path = tmp_path / "a.jsonl"
    line = '{"id": "é", "text": "L’été, à Noël : « œuf »."}\n'
    path.write_bytes((line * 1).encode(encoding))
    (document,) = documents(chunks("a", path, Columns()))
    assert (document.info.id, document.paragraphs[0].text) == ("a/é", "L’été, à Noël : « œuf ».")
    guessed = {"utf-16-be": "utf-16-be", "windows-1252": "windows-1252"}.get(encoding)
    assert document.info.metadata.get("encoding") == guessed


def test_one_line_in_another_encoding_is_read_as_what_it_is(read):
    one, two = read({"text": "Un œuf."}, '{"text": "Un été."}'.encode("windows-1252"))
    assert (one.paragraphs[0].text, two.paragraphs[0].text) == ("Un œuf.", "Un été.")
