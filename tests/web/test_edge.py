"""Names it is asked under, proxies that are believed, and what is answered if all else fails."""

import json

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search import Settings
from search.errors import SettingsError
from search.serving.hosts import Hosts
from web import check, create_app
from web.edge.proxies import Proxies


@pytest.fixture
def client_with(library_index):
    """A client of the library with settings of a test's own."""

    def make(**settings: object) -> FlaskClient:
        return create_app(Settings(index=library_index, **settings)).test_client()

    return make


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "localhost.", "127.0.0.1:8000", "[::1]:80"]
)
def test_it_answers_under_the_names_of_the_machine_itself(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_request_without_a_name_is_refused_but_of_http_1_0_which_has_none(client):
    """`HTTP/1` is what granian calls that; programs that look whether all is well speak it."""
    for version, status in (("HTTP/1.1", 400), ("HTTP/1", 200), ("HTTP/1.0", 200)):
        nameless = {"SERVER_PROTOCOL": version, "HTTP_HOST": ""}
        assert client.get("/healthz", environ_overrides=nameless).status_code == status


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evil.example:8000", "..", "a" * 300, "192.168.1.1",
     "localhost,evil.example", "a@localhost", "[::1", "[::1]]", "localhost:99999", "local host",
     "localhost/", "é", "127.0.0.1.nip.io", "-", ".localhost", "localhost..", "[localhost]", "*"],
)  # fmt: skip
@pytest.mark.parametrize(
    "path", ["/", "/api/search?q=crue", "/documents/crue.txt", "/static/scripts/keys.js"]
)
def test_nothing_is_served_under_a_name_that_is_not_its_own(client, host, path):
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "Orvelle" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_who_asks_under_another_name_is_told_which_setting_has_the_names(client):
    answer = client.get("/api/search?q=crue", headers={"Host": "docs.exemple.fr"})
    problem = json.loads(answer.data)
    assert problem["type"] == "urn:alinea:problem:host"
    assert "docs.exemple.fr" in problem["detail"]
    assert "hosts" in problem["detail"]


def test_names_that_are_declared_are_its_own_too_and_no_others(client_with):
    client = client_with(hosts=("docs.exemple.fr", ".interne.exemple.fr", "écoles.fr"))
    wanted = "localhost docs.exemple.fr DOCS.exemple.fr:443 a.b.interne.exemple.fr xn--coles-9ra.fr"
    refused = "exemple.fr evildocs.exemple.fr a.interne.exemple.fr.evil.example"
    for hosts, status in ((wanted, 200), (refused, 400)):
        for host in hosts.split():
            assert client.get("/healthz", headers={"Host": host}).status_code == status, host


def test_a_name_below_which_all_are_meant_is_meant_too():
    assert Hosts((".exemple.fr",), "127.0.0.1").allows("exemple.fr")
    assert not Hosts((".exemple.fr",), "127.0.0.1").allows("monexemple.fr")


def test_where_all_addresses_are_served_any_address_is_its_name_and_no_other_name_is():
    hosts = Hosts((), "0.0.0.0")
    assert hosts.allows("192.168.1.20:8000")
    assert hosts.allows("[fe80::1]:8000")
    assert hosts.allows("localhost")
    assert not hosts.allows("evil.example")


@given(st.text(max_size=300))
def test_any_host_is_answered_or_refused(host):
    assert Hosts(("*",), "127.0.0.1").allows(host) in (True, False)
    if Hosts((), "127.0.0.1").allows(host):
        assert host.lower().startswith(("localhost", "127.0.0.1", "[::1]", "::1"))


@pytest.mark.parametrize(
    "path", ["/api//search?q=crue", "/documents//crue.txt", "/static//alinea.js", "/p//x"]
)
def test_redirects_are_relative_and_stay_here(client, path):
    answer = client.get(path)
    if answer.status_code == 308:
        assert answer.headers["Location"].startswith("/")
        assert not answer.headers["Location"].startswith("//")
        assert "localhost" not in answer.text
    else:
        assert answer.status_code == 404


def test_a_redirect_keeps_what_was_asked(client):
    assert client.get("/api//search?q=crue").headers["Location"] == "/api/search?q=crue"


def test_a_large_body_is_refused_before_it_is_read(client):
    answer = client.post("/api/search", data=b"a" * 70_000)
    assert answer.status_code == 413
    assert client.get("/healthz", environ_base={"CONTENT_LENGTH": "9" * 30}).status_code == 413


@pytest.mark.parametrize(
    ("path", "headers", "status", "name"),
    [
        ("/api/search?q=" + "a" * 20_000, {}, 414, "address-too-long"),
        ("/api/search?q=crue" + "&a=1" * 100, {}, 400, "too-many-parameters"),
        ("/api/search?q=crue", {"X-Note": "a" * 40_000}, 431, "head-too-large"),
    ],
)
def test_an_address_or_headers_that_are_too_long_are_refused_in_words(
    client, path, headers, status, name
):
    answer = client.get(path, headers=headers)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert json.loads(answer.data)["type"] == f"urn:alinea:problem:{name}"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_address_that_is_too_long_is_not_repeated(client):
    assert len(client.get("/api/" + "a" * 60_000).data) < 1_000
    assert len(client.get("/?q=" + "a" * 60_000).data) < 10_000


ROUTES = """
/ /?q=crue /documents /documents/crue.txt /documents/rien /skipped /help /p/aaaaaaaaaaaaaaaa
/api/search?q=crue /api/search /api/export?q=crue /api/documents /api/documents/crue.txt
/api/documents/crue.txt/similar /api/paragraphs/a /api/skipped /api/suggest?q=c /api/stats
/healthz /readyz /openapi.json /static/styles/base.css /static/rien /rien
""".split()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "TRACE", "CONNECT"])
def test_every_answer_says_how_long_it_may_be_kept(client, method):
    for path in ROUTES:
        with client.open(path, method=method) as answer:
            assert answer.headers["Cache-Control"], path
            assert answer.headers["Server"] == "Alinea"


class Panic(BaseException):
    """As tantivy's, which is no Exception."""


def test_what_nobody_foresaw_is_a_500_that_tells_nothing_and_is_hardened(library_index):
    app = create_app(Settings(index=library_index))
    app.before_request_funcs[None].insert(0, panic)
    answer = app.test_client().get("/")
    assert (answer.status_code, answer.data) == (500, b"")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def panic() -> None:
    raise Panic("/var/lib/alinea")


def passed(declared: tuple[str, ...], peer: str, **headers: str) -> dict[str, str]:
    environment = {"REMOTE_ADDR": peer, "HTTP_HOST": "own", "wsgi.url_scheme": "http"}
    environment |= {f"HTTP_X_FORWARDED_{name}": value for name, value in headers.items()}
    Proxies(declared).apply(environment)
    return environment


def test_a_declared_proxy_is_believed_who_asks_and_for_what():
    found = passed(("10.0.0.0/8",), "10.1.2.3", FOR="203.0.113.7", HOST="docs.fr", PROTO="https")
    assert found["REMOTE_ADDR"] == "203.0.113.7"
    assert found["HTTP_HOST"] == "docs.fr"
    assert found["wsgi.url_scheme"] == "https"


def test_nobody_else_is_believed():
    for declared in ((), ("10.0.0.0/8",)):
        found = passed(declared, "203.0.113.9", FOR="1.2.3.4", HOST="evil", PROTO="https")
        assert found["REMOTE_ADDR"] == "203.0.113.9"
        assert found["HTTP_HOST"] == "own"


@pytest.mark.parametrize(
    ("chain", "asker"),
    [
        ("1.1.1.1, 203.0.113.7", "203.0.113.7"),  # what stands before it he wrote himself
        ("203.0.113.7, 10.0.0.2", "203.0.113.7"),  # a proxy behind another
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("10.0.0.2", "10.0.0.2"),
        ("nobody", "10.0.0.1"),
        ("203.0.113.7, nobody", "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_of_a_chain_the_last_that_is_no_proxy_asks(chain, asker):
    assert passed(("10.0.0.0/8",), "10.0.0.1", FOR=chain)["REMOTE_ADDR"] == asker


def test_a_proxy_that_passes_on_a_strangers_name_is_refused(client_with):
    client = client_with(proxies=("127.0.0.1",))
    headers = {"X-Forwarded-Host": "evil.example"}
    assert client.get("/healthz", headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"proxies": ("proxy.exemple.fr",)}, "proxies"),
        ({"access": "keys"}, "access"),
        ({"keys": "/rien/keys"}, "keys"),
    ],
)
def test_a_setting_that_cannot_be_served_is_told_before(settings, name):
    with pytest.raises(SettingsError, match=name):
        check(Settings(**settings))


def test_a_rebound_name_learns_nothing_not_even_which_documents_there_are(client):
    asked = ("/api/documents/crue.txt", "/api/documents/rien.txt")
    there, nothing = (
        json.loads(client.get(path, headers={"Host": "evil.fr"}).data) for path in asked
    )
    assert there | {"instance": ""} == nothing | {"instance": ""}


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/api/search", "/healthz", "/static/styles/a.css"]
)
def test_what_may_be_done_at_an_address_is_said_by_a_header_alone(client, path):
    answer = client.options(path)
    assert (answer.status_code, answer.data) == (204, b"")
    assert "GET" in answer.headers["Allow"]
    assert "Content-Type" not in answer.headers


TWICE = """
/?q=crue&q=chat /?q=crue&sort=date&sort=oldest /documents/crue.txt?q=crue&q=chat /feed?q=a&q=b
/api/search?q=crue&q=chat /api/export?q=a&q=b /api/documents?page=1&page=2 /api/suggest?q=a&q=b
""".split()


@pytest.mark.parametrize("path", TWICE)
def test_a_parameter_with_two_values_is_refused_by_its_name(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    assert "plusieurs fois" in answer.text
    name = path.rpartition("&")[2].partition("=")[0]
    assert name in answer.text


@pytest.mark.parametrize(
    "path", ["/api/search?q=crue&q=crue", "/api/search?q=crue&q=", "/?q=crue&x=1&x=2"]
)
def test_the_same_value_twice_and_what_nobody_declared_are_no_matter(client, path):
    assert client.get(path).status_code == 200


def test_a_long_parameter_comes_back_in_the_links_to_other_languages_alone(client):
    for name in ("folder", "file", "q", "sort"):
        page = client.get(f"/documents/crue.txt?{name}={'x' * 1_100}").text
        assert page.count("x" * 1_100) <= page.count("hreflang=") <= 2
