"""Whatever is in a document, in its name or in a query is text, and nothing else."""

import re
from pathlib import Path

import pytest

from search import Settings
from web import create_app

WEB = Path(__file__).parents[2] / "web"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>&amp; chat"


@pytest.fixture
def hostile(client_of):
    text = f"title: {HOSTILE}\n\n{HOSTILE} dort.\n\n{HOSTILE}\n\nUn chat \x07\x1b[31m\u202eici."
    return client_of({"a.txt": text, "<b>'\"&?#%.txt": f"Le chat {HOSTILE}"})


def assert_no_markup(page: str) -> None:
    assert "<script>" not in page
    assert "<img" not in page
    assert "<b>" not in page


@pytest.mark.parametrize("path", ["/?q=chat", "/?q=script+alert", "/documents", "/documents/a.txt"])
def test_the_text_of_a_document_is_never_markup(hostile, path):
    response = hostile.get(path)
    assert response.status_code == 200
    assert "&lt;script&gt;" in response.text or "&lt;<mark>script</mark>&gt;" in response.text
    assert_no_markup(response.text)


def test_a_file_name_is_never_markup_and_its_links_work(hostile):
    listing = hostile.get("/documents").text
    assert_no_markup(listing)
    (link,) = re.findall(r'href="(/documents/%3[^"]*)"', listing)
    assert "Le <mark>chat</mark>" in hostile.get(f"{link}?q=chat").text


TURNED = "facture\u202efdp.exe\u2066"


@pytest.mark.parametrize("path", ["/?q=facture", "/?q=chat", "/documents", "/documents/a.txt"])
def test_no_title_heading_or_text_turns_what_is_written_beside_it(client_of, path):
    """As in ids: what overrides the direction of writing is shown as a sign of its own."""
    text = f"title: {TURNED}\n\nLe chat dort.\n\nLe lieu {TURNED}\n\nUn chat {TURNED} ici."
    page = client_of({"a.txt": text}).get(path).text
    assert "\ufffd" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)


@pytest.mark.parametrize(
    "query", [HOSTILE, '"><script>x</script>', "{{ 90001*90001 }}", "%3Cscript%3E"]
)
@pytest.mark.parametrize("path", ["/", "/documents/crue.txt"])
def test_a_query_is_never_markup(client, path, query):
    response = client.get(path, query_string={"q": query})
    assert response.status_code == 200
    assert_no_markup(response.text)
    assert "8100180001" not in response.text  # no hash of a file's has it by chance


@pytest.mark.parametrize("query", ["\x00", "\ud800", "a\x00b", "\u202echat", "chat\n\r"])
def test_any_character_may_be_typed(client, query):
    for path in ("/", "/api/search", "/api/suggest"):
        given = {"q": query.encode("utf-8", "surrogatepass")}
        assert client.get(path, query_string=given).status_code in (200, 400)


@pytest.mark.parametrize("path", ["/?q=%ff%fe", "/api/search?q=%C3", "/documents/%ff", "/%00"])
def test_any_bytes_may_be_asked_for(client, path):
    assert client.get(path).status_code in (200, 400, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/documents/../../../etc/passwd",
        "/documents/%2e%2e/%2e%2e/pyproject.toml",
        "/api/documents//etc/passwd",
        "/static/../__init__.py",
    ],
)
def test_nothing_outside_the_index_can_be_read(client, path):
    assert client.get(path).status_code in (404, 308)


@pytest.mark.parametrize(
    "path", ["/", "/?q=crue", "/rien", "/api/search?q=crue", "/static/scripts/keys.js"]
)
def test_every_answer_is_hardened(client, path):
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/", "/?q=crue", "/rien"])
def test_who_has_opened_a_page_from_elsewhere_loses_hold_of_its_window(client, path):
    """Where nobody else can have it, nothing is said that would have Chromium begin a process."""

    def said(site: str | None) -> str | None:
        headers = client.get(path, headers={"Sec-Fetch-Site": site} if site else {}).headers
        assert "Sec-Fetch-Site" in headers["Vary"]
        return headers.get("Cross-Origin-Opener-Policy")

    assert {said(None), said("cross-site"), said("same-site")} == {"same-origin"}
    assert {said("none"), said("same-origin")} == {None}


def test_nothing_is_inline_and_nothing_comes_from_elsewhere():
    """What the policy forbids isn't tried."""
    checked = 0
    for path in [*WEB.rglob("*.html"), *WEB.rglob("*.css"), *WEB.rglob("*.js")]:
        text = path.read_text("utf-8")
        assert not re.search(r"\son\w+=|style=|javascript:|<style", text), path.name
        assert not re.search(r"(?:src|href|url|import|fetch)\W{1,3}(?:https?:)?//", text), path.name
        checked += 1
    assert checked > 10


@pytest.mark.parametrize(
    "path", ["/", "/api/search?q=crue", "/api/nowhere", "/documents/", "/healthz"]
)
def test_an_answer_tells_each_of_its_headers_once_and_its_language(client, path):
    headers = client.get(path, headers={"Accept-Language": "en", "Origin": "https://a.fr"}).headers
    names = [name.lower() for name, _ in headers]
    assert sorted(set(names)) == sorted(names)
    assert headers["Content-Language"] == "en"
    assert headers["Vary"].startswith("Accept-Language, Accept-Encoding")


def test_what_depends_on_more_of_a_request_says_so_beside_what_all_depends_on(library_index):
    app = create_app(Settings(index=library_index, cors_origins=("https://a.fr",)))
    vary = app.test_client().get("/api/stats", headers={"Origin": "https://a.fr"}).headers["Vary"]
    assert vary == "Accept-Language, Accept-Encoding, Origin"
