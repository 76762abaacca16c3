"""A part of a document is read, on every engine alike, and nothing of it besides."""

from pathlib import Path

import pytest
from long_document import BOATS, EVERY, WORD, book

from search import Settings, open_indexer, open_searcher
from search.opening import EMBEDDED

TOTAL = 700


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def searcher(request, tmp_path_factory):
    place: Path = tmp_path_factory.mktemp(request.param)
    folder = place / "documents"
    folder.mkdir()
    (folder / "registre.md").write_text(book(TOTAL, BOATS), "utf-8")
    (folder / "note.txt").write_text(f"Une {WORD} passe sous le pont.", "utf-8")
    settings = Settings(index=place / "index", engine=request.param)
    open_indexer(settings).rebuild(folder)
    return open_searcher(settings)


def ordinals(part) -> list[int]:
    return [one.paragraph.ordinal for one in part.paragraphs]


@pytest.mark.parametrize(
    "query", [WORD, f'"{WORD}"', f"{WORD[:5]}*", f"{WORD} -absent", "chapitre"]
)
def test_the_matches_are_those_that_are_hits(searcher, query):
    part = searcher.read("registre.md", query, near=300)
    hits = searcher.search(query, size=TOTAL, duplicates="all").hits
    found = [one.paragraph.ordinal for one in hits if one.document.id == "registre.md"]
    assert list(part.matches) == sorted(found)
    assert [one.paragraph.ordinal for one in part.paragraphs if one.is_match] == [
        one for one in sorted(found) if one in ordinals(part)
    ]


def test_a_part_is_around_what_is_asked_for(searcher):
    part = searcher.read("registre.md", near=300)
    assert ordinals(part) == list(range(201, 401))
    assert (part.part, part.starts, part.total) == (1, (1, 201, 401, 601), TOTAL)


def test_nothing_but_the_part_is_read_from_the_index(searcher, monkeypatch):
    reader = searcher._current().reader
    read = []
    payload = reader.payload
    monkeypatch.setattr(reader, "payload", lambda match: read.append(match) or payload(match))
    searcher.read("registre.md", WORD, near=300)
    assert len(read) == 200
    read.clear()
    searcher.document("registre.md", WORD, slice(100, 110))
    assert len(read) == 10


def test_the_matches_alone_are_read(searcher):
    part = searcher.read("registre.md", WORD, only_matches=True)
    assert ordinals(part) == list(part.matches) == list(range(EVERY, TOTAL + 1, EVERY))
    assert all(one.text.spans for one in part.paragraphs)


def test_headings_are_lit_one_by_one(searcher):
    part = searcher.read("registre.md", "chapitre", near=1)
    first = part.paragraphs[0]
    assert [heading.text for heading in first.headings] == ["Livre 1", "Chapitre 1"]
    assert [bool(heading.spans) for heading in first.headings] == [False, True]
    assert (first.begun, part.paragraphs[1].begun) == (0, 2)


def test_an_outline_follows_an_edit(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    path = folder / "a.md"
    path.write_text("# Un\n\nLe chat dort.\n\n# Deux\n\nLe chat mange.", "utf-8")
    settings = Settings(index=tmp_path / "index")
    open_indexer(settings).rebuild(folder)
    path.write_text("# Un\n\nLe chat dort.\n\nEt encore.\n\n# Trois\n\nLe chat mange.", "utf-8")
    open_indexer(settings).update(folder)
    headings = open_searcher(settings).outline("a.md").headings
    assert [(one.ordinal, one.text) for one in headings] == [(1, "Un"), (3, "Trois")]
    path.unlink()
    (folder / "b.md").write_text("Sans intertitre.\n\nEt rien.", "utf-8")
    open_indexer(settings).update(folder)
    assert not open_searcher(settings).outline("b.md")
