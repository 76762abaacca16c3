"""CSV and TSV, as spreadsheets and programs write them."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import documents

from search.documents.bulk import Columns, chunks
from search.errors import DocumentError
from search.model import Document
from search.period import Period


@pytest.fixture
def read(tmp_path):
    def read(
        content: str | bytes, name: str = "a.csv", columns: Columns | None = None
    ) -> list[Document | DocumentError]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return documents(chunks("a.csv", path, columns or Columns()))

    return read


def texts(found: list[Document | DocumentError]) -> list[list[str]]:
    return [[one.text for one in document.paragraphs] for document in found]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(read, delimiter):
    rows = [
        ("Titre", "Texte", "Date", "Auteur"),
        ("Pont", '"Un pont, ou deux ; ""peut-être"" trois."', "12/03/2024", "Roy"),
        ("Lac", '"Un lac | une mer."', "2024", "Ann"),
    ]
    one, two = read("\n".join(map(delimiter.join, rows)))
    assert texts([one, two]) == [
        ['Un pont, ou deux ; "peut-être" trois.'],
        ["Un lac | une mer."],
    ]
    assert (one.info.id, two.info.id) == ("a.csv/2", "a.csv/3")
    assert (one.info.title, one.info.date) == ("Pont", Period(2024, 3, 12))
    assert dict(one.info.metadata) == {"Auteur": "Roy"}


def test_a_french_spreadsheet_is_read(read):
    content = "Identifiant;Intitulé;Contenu\r\n7;L’été;L’œuvre coûte 3 €, « prête ».\r\n"
    (document,) = read(content.encode("windows-1252"))
    assert (document.info.id, document.info.title) == ("a.csv/7", "L’été")
    assert texts([document]) == [["L’œuvre coûte 3 €, « prête »."]]
    assert document.info.metadata["encoding"] == "windows-1252"


def test_a_cell_may_have_several_lines(read):
    one, two = read('id,texte\n1,"Un.\n\nDeux ""trois"",\nquatre."\n2,Cinq.\n')
    assert texts([one, two]) == [["Un.", 'Deux "trois", quatre.'], ["Cinq."]]


def test_a_quotation_mark_within_a_cell_that_has_none_is_a_character(read):
    found = read('id,texte\n1,Un tuyau de 5" ici.\n2,Un autre.\n3,"Un ""dernier""."\n')
    assert texts(found) == [['Un tuyau de 5" ici.'], ["Un autre."], ['Un "dernier".']]


def test_tabs_without_quoting_keep_quotation_marks(read):
    found = read('id\ttexte\n1\t"Oui" dit-il.\n2\t"Non.\n3\tSoit."\n', "a.tsv")
    assert texts(found) == [['"Oui" dit-il.'], ['"Non.'], ['Soit."']]


def test_tabs_with_quoting_have_cells_of_several_lines(read):
    written = io.StringIO()
    rows = [("id", "titre", "texte"), (1, "Oui", 'Un "mot".\n\nDeux.'), (2, "Non", "Trois.\n\nEt.")]
    csv.writer(written, delimiter="\t").writerows(rows)
    found = read(written.getvalue(), "a.tsv")
    assert texts(found) == [['Un "mot".', "Deux."], ["Trois.", "Et."]]
    assert [one.info.title for one in found] == ["Oui", "Non"]


def test_rows_with_too_few_or_too_many_cells_are_told_with_their_lines(read):
    found = read('id,texte\n1,"Un\nmot."\n2\n3,Trois,quatre\n\n5,Cinq.,\n6,"Six."\n')
    errors = [one for one in found if isinstance(one, DocumentError)]
    assert list(map(str, errors)) == [
        "a.csv, line 4: it has 1 cells where 2 are expected.",
        "a.csv, line 5: it has 3 cells where 2 are expected.",
    ]
    assert texts([one for one in found if isinstance(one, Document)]) == [
        ["Un mot."],
        ["Cinq."],
        ["Six."],
    ]


def test_a_row_without_text_is_told_with_its_line(read):
    one, error = read("id,texte\n1,Un.\n2,\n")
    assert str(error) == "a.csv, line 3: it has no text."
    assert one.info.id == "a.csv/1"


def test_a_quotation_mark_that_is_never_closed_costs_its_line_only(read):
    found = read('id,texte\n1,Un.\n2,"Deux.\n3,Trois.\n4,Quatre.\n')
    errors = [one for one in found if isinstance(one, DocumentError)]
    assert list(map(str, errors)) == [
        "a.csv, line 3: a quotation mark opens here that is never closed."
    ]
    assert [one.info.id for one in found if isinstance(one, Document)] == [
        "a.csv/1",
        "a.csv/3",
        "a.csv/4",
    ]


def test_a_cell_may_be_huge(read):
    (document,) = read("id,texte\n1," + "mot " * 500_000)
    assert sum(len(one.text) for one in document.paragraphs) > 1_900_000


def test_a_table_without_texts_names_its_columns_and_the_setting(read):
    with pytest.raises(DocumentError) as caught:
        read("cote;propos\n1;Un.\n")
    assert "« cote », « propos »" in caught.value.reason
    assert "column_text" in caught.value.reason
    (document,) = read("cote;propos\n1;Un.\n", columns=Columns(("cote",), text=("propos",)))
    assert (document.info.id, texts([document])) == ("a.csv/1", [["Un."]])


@pytest.mark.parametrize("content", ["", "\n", "id,texte", "id,texte\n", "\ufeffid,texte\r\n\r\n"])
def test_a_table_without_rows_is_nothing(read, content):
    assert read(content) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_any_line_ends(read, encoding, end):
    rows = ["titre;texte", "Été;Il fait beau, à Noël.", "Hiver;Il fait froid."]
    found = read(end.join([*rows, ""]).encode(encoding))
    assert texts(found) == [["Il fait beau, à Noël."], ["Il fait froid."]]
    assert [one.info.title for one in found] == ["Été", "Hiver"]


CELLS = st.text("aé \",;\n'", max_size=30).map(
    lambda text: "\n".join(line.strip() for line in f"x{text}".split("\n") if line.strip())
)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20), st.booleans())
def test_what_the_csv_module_writes_is_read_and_a_change_moves_no_digest(
    tmp_path_factory, rows, everything
):
    path: Path = tmp_path_factory.mktemp("csv") / "a.csv"
    written = io.StringIO()
    quoting = csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL
    table = csv.writer(written, quoting=quoting, lineterminator="\n")
    table.writerows([("id", "note", "texte"), *((f"{n}", *row[1:]) for n, row in enumerate(rows))])
    path.write_text(written.getvalue(), "utf-8", newline="")
    found = list(chunks("a", path, Columns()))
    assert b"".join(one.content for one in found) == path.read_bytes().split(b"\n", 1)[1]
    read = documents(found)
    assert [one.info.id for one in read] == [f"a/{n}" for n in range(len(rows))]
    shown = ["".join(filter(str.isalnum, "".join(texts([one])[0]))) for one in read]
    assert shown == ["".join(filter(str.isalnum, row[2])) for row in rows]


def test_rows_with_ids_are_known_wherever_they_stand(tmp_path):
    path = tmp_path / "a.csv"
    rows = [f'{n},"Le mot {n * n}\nest long.",{"suite " * (n % 90)}\n' for n in range(3000)]
    path.write_text("id,texte,note\n" + "".join(rows), "utf-8")
    before = {chunk.digest for chunk in chunks("a", path, Columns())}
    rows.insert(10, '9999,"Un\najout.",\n')
    path.write_text("id,texte,note\n" + "".join(rows), "utf-8")
    after = [chunk.digest for chunk in chunks("a", path, Columns())]
    assert len(after) > 20
    assert sum(one not in before for one in after) <= 2
