"""A search that is followed: its feed has what is new, the passages that were indexed last."""

import time
from xml.etree import ElementTree

import pytest

from search import Settings, open_indexer
from search.opening import EMBEDDED
from web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
LETTER = "title: Lettre\n\nLe pont est ouvert.\n\nLe bac est fermé.\n\nLe vieux pont reste."


class Library:
    """Documents that change, and what the site says of them."""

    def __init__(self, folder, engine: str) -> None:
        self.folder = folder / "documents"
        self.folder.mkdir()
        self.settings = Settings(index=folder / "index", source=(self.folder,), engine=engine)
        self.now = 1_700_000_000

    def write(self, name: str, text: str) -> "Library":
        (self.folder / name).write_text(text, "utf-8")
        return self

    def index(self, monkeypatch) -> None:
        """An hour later."""
        self.now += 3600
        monkeypatch.setattr(time, "time", lambda: float(self.now))
        open_indexer(self.settings).update(self.folder)
        monkeypatch.undo()

    def feed(self, path: str = "/feed?q=pont") -> ElementTree.Element:
        response = create_app(self.settings).test_client().get(path)
        assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
        return ElementTree.fromstring(response.data)


@pytest.fixture(params=sorted(EMBEDDED))
def library(request, tmp_path) -> Library:
    return Library(tmp_path, request.param)


def entries(feed: ElementTree.Element) -> dict[str, tuple[str, str]]:
    """Text and time of each, by its id, in order."""
    return {
        one.findtext(f"{ATOM}id"): (one.findtext(f"{ATOM}content"), one.findtext(f"{ATOM}updated"))
        for one in feed.iter(f"{ATOM}entry")
    }


def test_before_and_after_an_update_the_new_passage_alone_differs(library, monkeypatch):
    library.write("lettre.txt", LETTER).write("avis.txt", "title: Avis\n\nUn pont neuf.")
    library.index(monkeypatch)
    before = entries(library.feed())
    assert len(before) == 3
    library.write("lettre.txt", LETTER.replace("Le bac", "Le pont du bac ouvre.\n\nLe bac"))
    library.index(monkeypatch)
    after = entries(library.feed())
    (new,) = after.keys() - before.keys()
    assert next(iter(after)) == new
    assert after.pop(new)[0] == "Le pont du bac ouvre."
    assert list(after.items()) == list(before.items())


def test_a_passage_that_moves_to_another_document_is_nothing_new(library, monkeypatch):
    library.write("lettre.txt", LETTER)
    library.index(monkeypatch)
    before = entries(library.feed())
    library.write("lettre.txt", LETTER.replace("Le vieux pont reste.", "Rien."))
    library.write("note.txt", "title: Note\n\nLe vieux pont reste.")
    library.index(monkeypatch)
    assert entries(library.feed()) == before


def test_the_feed_was_updated_when_its_first_entry_was(library, monkeypatch):
    library.write("lettre.txt", LETTER)
    library.index(monkeypatch)
    feed = library.feed()
    assert feed.findtext(f"{ATOM}updated") == "2023-11-14T23:13:20Z"
    assert {updated for _, updated in entries(feed).values()} == {"2023-11-14T23:13:20Z"}


def test_a_feed_names_itself_and_its_page_and_its_links_lead_to_the_passages(library, monkeypatch):
    library.write("lettre.txt", LETTER)
    library.index(monkeypatch)
    feed = library.feed("/feed?q=pont&format=text")
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://localhost/feed?q=pont&format=text"
    assert links["alternate"] == "http://localhost/?q=pont&format=text"
    client = create_app(library.settings).test_client()
    for entry in feed.iter(f"{ATOM}entry"):
        place = client.get(entry.find(f"{ATOM}link").get("href").removeprefix("http://localhost"))
        assert place.headers["Location"].startswith("/documents/lettre.txt#p")


def test_what_narrows_the_results_narrows_the_feed(library, monkeypatch):
    library.write("a.txt", "title: A\ndate: 2023\n\nUn pont.").write("b.md", "# B\n\nCe pont.")
    library.index(monkeypatch)
    assert len(entries(library.feed())) == 2
    assert [text for text, _ in entries(library.feed("/feed?q=pont&from=2023")).values()] == [
        "Un pont."
    ]
    assert [text for text, _ in entries(library.feed("/feed?q=pont&format=md")).values()] == [
        "Ce pont."
    ]


def test_a_page_of_results_names_its_feed(library, monkeypatch):
    library.write("lettre.txt", LETTER)
    library.index(monkeypatch)
    page = create_app(library.settings).test_client().get("/?q=pont&sort=date&page=1").text
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="/feed?q=pont">' in page


def test_without_a_hit_a_feed_is_empty_and_well_formed(library, monkeypatch):
    library.write("lettre.txt", LETTER)
    library.index(monkeypatch)
    feed = library.feed("/feed?q=girafe")
    assert not entries(feed)
    assert feed.findtext(f"{ATOM}updated")


def test_a_feed_of_nothing_is_a_bad_request(client):
    assert client.get("/feed").status_code == 400
    assert client.get("/feed?q=").status_code == 400
