"""Exports: what is in a file that people open and programs read, however hostile the text."""

import csv
import io
import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from conformance.shelf import Shelf
from hypothesis import given, settings
from hypothesis import strategies as st

from search.model import Document, DocumentInfo, Export, Hit, Paragraph, Snippet, Span
from search.period import Period
from search.representation import EXPORT_FORMATS
from search.searching import Searcher

ATOM = "{http://www.w3.org/2005/Atom}"
BUILT = "2026-07-14T08:30:00+00:00"

INFO = DocumentInfo(
    "lettres/à l’été.txt", "Une lettre", Period.parse("2024-11"), metadata={"auteur": "Zola"}
)


def export(*texts: str, info: DocumentInfo = INFO, snippets: bool = False) -> Export:
    hits = (
        Hit(
            info,
            Paragraph(info.id, n, text, ("Chapitre",)),
            1.5,
            Snippet(text, (Span(0, 1),)),
            Snippet(info.title),
            Snippet("Chapitre"),
        )
        for n, text in enumerate(texts, 1)
    )
    return Export("zola", len(texts), hits, tuple(info.metadata), "000001", BUILT, snippets)


def written(name: str, found: Export) -> bytes:
    return b"".join(EXPORT_FORMATS[name].write(found))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_begins_with_a_byte_order_mark_and_has_a_column_for_all_there_is_to_say():
    content = written("csv", export("Un mot, « cité » \n et un autre."))
    assert content.startswith(b"\xef\xbb\xbfaddress,")
    assert rows(content) == [
        {
            "address": "lettres/à l’été.txt#p1",
            "url": "/documents/lettres/%C3%A0%20l%E2%80%99%C3%A9t%C3%A9.txt#p1",
            "permalink": "/p/cfdunn2juk6an26l?at=lettres/%C3%A0%20l%E2%80%99%C3%A9t%C3%A9.txt%23p1",
            "document": "lettres/à l’été.txt",
            "title": "Une lettre",
            "date": "2024-11",
            "language": "fr",
            "path": "lettres/à l’été.txt",
            "format": "",
            "copies": "",
            "ordinal": "1",
            "heading": "Chapitre",
            "page": "",
            "quoted": "false",
            "score": "1.5",
            "matched": "text",
            "text": "Un mot, « cité » \n et un autre.",
            "metadata.auteur": "Zola",
        }
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+33 1", "- Oui.", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("a")'],
)
def test_no_cell_of_a_csv_is_a_formula(text):
    info = DocumentInfo("a.txt", text, metadata={text: text})
    content = written("csv", export(text, info=info, snippets=True))
    (row,) = rows(content)
    assert {row["title"], row["text"], row["snippet"]} == {"'" + text}
    assert row[f"metadata.{text}"] == "'" + text


def test_snippets_come_where_they_are_asked_for():
    assert rows(written("csv", export("Un.", snippets=True)))[0]["snippet"] == "Un."
    line = json.loads(written("jsonl", export("Un.", snippets=True)))
    assert line["snippet"] == {"text": "Un.", "spans": [[0, 1]]}
    assert "snippet" not in json.loads(written("jsonl", export("Un.")))
    feed = ElementTree.fromstring(written("atom", export("Un.", snippets=True)))
    assert feed.findtext(f"{ATOM}entry/{ATOM}summary") == "Un."


def test_json_lines_are_an_object_a_line_whatever_the_text():
    lines = written("jsonl", export("Un\nmot\u2028.", "Deux.")).splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["Un\nmot\u2028.", "Deux."]
    first = json.loads(lines[0])
    assert (first["document"]["date"], first["document"]["metadata"]) == (
        "2024-11",
        {"auteur": "Zola"},
    )


def test_a_feed_has_all_that_rfc_4287_requires():
    feed = ElementTree.fromstring(written("atom", export("Un.", "Deux.")))
    for name in ("id", "title", "updated", "author/" + ATOM + "name"):
        assert feed.findtext(f"{ATOM}{name}"), name
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(entries) == 2
    for entry in entries:
        assert entry.findtext(f"{ATOM}updated") == "2024-11-01T00:00:00Z"
        assert entry.findtext(f"{ATOM}title") == "Une lettre"
        assert entry.find(f"{ATOM}link").get("href").startswith("/documents/lettres/")
        assert entry.find(f"{ATOM}category").get("term") == "Zola"
    assert [entry.findtext(f"{ATOM}content") for entry in entries] == ["Un.", "Deux."]


def test_what_has_no_date_was_updated_when_the_index_was():
    undated = DocumentInfo("a", "Sans date")
    feed = ElementTree.fromstring(written("atom", export("Un.", info=undated)))
    assert [updated.text for updated in feed.iter(f"{ATOM}updated")] == [BUILT, BUILT]


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(deadline=None)
@given(text=ANYTHING, name=ANYTHING, query=ANYTHING)
def test_any_text_gives_a_file_that_can_be_read(text, name, query):
    info = DocumentInfo(f"d{name}", text, metadata={name: text})

    def found() -> Export:
        made = export(text, info=info, snippets=True)
        return Export(query, made.total, made.hits, made.metadata, "000001", BUILT, True)

    (row,) = rows(written("csv", found()))
    assert row["text"].removeprefix("'") == text.removeprefix("'")
    assert json.loads(written("jsonl", found()))["document"]["metadata"] == {name: text}
    feed = ElementTree.fromstring(written("atom", found()))
    assert len(feed.findall(f"{ATOM}entry")) == 1


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    documents = [
        Document(
            DocumentInfo(f"{n}.txt", "Titre", metadata={name: "x"}),
            (Paragraph(f"{n}.txt", 1, "Un lac."),),
        )
        for n, name in enumerate(["auteur", "rubrique", "auteur"])
    ]
    shelf = Shelf(documents)
    return Searcher(lambda: shelf)


def test_every_column_that_any_document_has_is_in_every_row(searcher: Searcher):
    content = written("csv", searcher.export("lac"))
    found = [(row["metadata.auteur"], row["metadata.rubrique"]) for row in rows(content)]
    assert found == [("x", ""), ("", "x"), ("x", "")]


def test_hits_are_found_as_they_are_read(searcher: Searcher, monkeypatch: pytest.MonkeyPatch):
    import search.searching.export

    monkeypatch.setattr(search.searching.export, "_BATCH", 1)
    asked: list[int] = []
    reader = searcher._current().reader
    plain: Callable[..., object] = type(reader).search

    def counted(self, clause, limit, *rest, **more):
        asked.append(limit)
        return plain(self, clause, limit, *rest, **more)

    monkeypatch.setattr(type(reader), "search", counted)
    found = searcher.export("=lac")
    assert asked == [1]
    assert next(found.hits).paragraph.address == "0.txt#p1"
    assert asked == [1]
    assert len(list(found.hits)) == 2
    assert asked == [1, 1, 1]
