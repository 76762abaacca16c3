"""An answer changes with the index, and only then; a server that runs sees the next index."""

import re
import time
from pathlib import Path

import pytest

import web
from search import Settings, open_indexer

PATHS = ["/api/search?q=chat", "/api/documents", "/api/documents/a.txt", "/?q=chat", "/documents"]


@pytest.fixture
def cats(client_of):
    return client_of({"a.txt": "Le chat dort."})


def rebuild(folder) -> None:
    settings = Settings(index=folder / "index", source=folder / "documents")
    open_indexer(settings).rebuild(settings.source)


@pytest.mark.parametrize("path", PATHS)
def test_what_is_known_is_not_sent_again(cats, path):
    first = cats.get(path)
    again = cats.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_another_generation_is_sent(cats, tmp_path, path):
    tag = cats.get(path).headers["ETag"]
    rebuild(tmp_path)
    assert cats.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_other_words_are_another_answer(client_of, tmp_path):
    cats = client_of({"a.txt": "Le matou dort."}, words=tmp_path / "words.txt")
    tag = cats.get("/api/search?q=chat").headers["ETag"]
    (tmp_path / "words.txt").write_text("chat matou", "utf-8")
    response = cats.get("/api/search?q=chat", headers={"If-None-Match": tag})
    assert (response.status_code, response.json["total"]) == (200, 1)


def test_another_question_or_another_language_has_another_tag(cats):
    tags = {
        cats.get(path, headers={"Accept-Language": language}).headers["ETag"]
        for path in ("/?q=chat", "/?q=chien", "/?q=chat&sort=date")
        for language in ("fr", "en")
    }
    assert len(tags) == 6


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        *((path, "no-cache") for path in PATHS),
        ("/", "no-cache"),
        ("/help", "no-cache"),
        ("/skipped", "no-cache"),
        ("/api/skipped", "no-cache"),
        ("/api/stats", "no-cache"),
        ("/api/suggest?q=ch", "no-cache"),
        ("/api/documents/a.txt/similar", "no-cache"),
        ("/openapi.json", "no-cache"),
        ("/static/scripts/keys.js", "no-cache"),
        ("/static/scripts/keys.js?v=0", "no-cache"),
        ("/static/styles/all.css", "no-cache"),
        ("/static/styles/all.css?v=0", "no-cache"),
        ("/favicon.ico", "no-cache"),
        ("/healthz", "no-store"),
        ("/readyz", "no-store"),
        ("/rien", "no-store"),
        ("/api/search?q=", "no-store"),
        ("/api/documents/rien", "no-store"),
        ("/static/rien", "no-store"),
    ],
)
def test_how_long_an_answer_may_be_kept(cats, path, kept):
    response = cats.get(path, buffered=True)
    assert response.headers["Cache-Control"] == kept
    assert ("ETag" in response.headers) == (kept == "no-cache")


def test_files_of_the_page_are_kept_for_ever_under_the_hash_of_what_is_in_them(cats):
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', cats.get("/").text)
    assert any(file.startswith("/static/styles/") for file in files)
    assert any(file.startswith("/static/scripts/") for file in files)
    for file in files:
        response = cats.get(file, buffered=True)
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_page_waits_for_one_style_sheet_which_has_all_of_them(cats):
    (address,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', cats.get("/?q=chat").text)
    sheet = cats.get(address).text
    for part in (Path(web.__file__).parent / "static" / "styles").iterdir():
        assert part.read_text("utf-8") in sheet, part.name


@pytest.mark.parametrize("path", ["/", "/?q=chat", "/documents/a.txt?q=chat", "/help"])
def test_a_page_asks_for_one_script_which_has_all_of_them(cats, path):
    (address,) = re.findall(r'<script src="([^"]+)"', cats.get(path).text)
    script = cats.get(address)
    assert script.mimetype == "text/javascript"
    for part in (Path(web.__file__).parent / "static" / "scripts").iterdir():
        comment = part.read_text("utf-8").partition("\n")[0]
        assert script.text.count(comment) == 1, part.name
    assert not re.search("^(import|export) ", script.text, re.MULTILINE)


def test_an_error_is_never_known(cats):
    assert "ETag" not in cats.get("/api/search?q=").headers
    response = cats.get("/api/search?q=date:x", headers={"If-None-Match": "*"})
    assert response.status_code == 400


def test_a_new_index_is_served_soon(cats, tmp_path):
    assert "lièvre" not in cats.get("/?q=lievre").text.replace('value="', "")
    (tmp_path / "documents" / "b.txt").write_text("Le lièvre court.", "utf-8")
    rebuild(tmp_path)
    until = time.monotonic() + 60
    while "court" not in (page := cats.get("/?q=lievre").text) and time.monotonic() < until:
        time.sleep(0.02)
    assert "<mark>lièvre</mark> court." in page


def test_a_rebuild_while_requests_come_drops_none(cats, tmp_path):
    for number in range(10):
        (tmp_path / "documents" / f"{number}.txt").write_text(f"Un chat, {number}.", "utf-8")
        rebuild(tmp_path)
        assert cats.get("/api/search?q=chat").status_code == 200


@pytest.mark.parametrize("path", ["/api/search?q=chat", "/?q=chat"])
def test_a_tag_names_the_generation_that_the_answer_came_from(client_of, tmp_path, path):
    """Another build is done between the two, which is when a tag could lie."""
    cats = client_of({"a.txt": "Le chat dort."})
    searcher = cats.application.extensions["alinea"]
    search = searcher.search

    def overtaken(*asked, **options):
        (tmp_path / "documents" / "b.txt").write_text("Le chat mange.", "utf-8")
        rebuild(tmp_path)
        return search(*asked, **options)

    before = cats.get(path)
    searcher.search = overtaken
    meanwhile = cats.get(path)
    searcher.search = search
    after = cats.get(path)
    assert meanwhile.headers["ETag"] == before.headers["ETag"] != after.headers["ETag"]
    assert b"mange" not in meanwhile.data
    assert b"mange" in after.data
