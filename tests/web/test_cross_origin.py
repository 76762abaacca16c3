"""Which sites' pages may read the JSON: those that the settings name, and by default none."""

import pytest

from search import Settings
from web import create_app

SITE = "https://exemple.fr"


@pytest.fixture(scope="module")
def allowing(library_index):
    def client(*origins: str):
        return create_app(Settings(index=library_index, cors_origins=origins)).test_client()

    return client


def test_by_default_no_other_site_reads_anything(client):
    response = client.get("/api/search?q=crue", headers={"Origin": SITE})
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_site_that_is_named_reads_the_json(allowing):
    response = allowing(SITE).get("/api/search?q=crue", headers={"Origin": SITE})
    assert response.headers["Access-Control-Allow-Origin"] == SITE
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Origin" in response.vary


@pytest.mark.parametrize(
    "origin",
    ["https://autre.fr", "http://exemple.fr", "https://exemple.fr:8443", "null", SITE + ".de"],
)
def test_another_site_does_not(allowing, origin):
    response = allowing(SITE).get("/api/search?q=crue", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Origin" in response.vary


def test_a_slash_behind_it_does_no_harm(allowing):
    response = allowing(SITE + "/").get("/api/search?q=crue", headers={"Origin": SITE})
    assert response.headers["Access-Control-Allow-Origin"] == SITE


def test_a_star_is_every_site(allowing):
    response = allowing("*").get("/api/search?q=crue", headers={"Origin": SITE})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Origin" not in response.vary


def test_problems_can_be_read_too(allowing):
    response = allowing(SITE).get("/api/search?q=", headers={"Origin": SITE})
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (400, SITE)


def test_a_browser_may_ask_first(allowing):
    asked = {
        "Origin": SITE,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    response = allowing(SITE).options("/api/search", headers=asked)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == SITE
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]
    assert "GET" in response.headers["Access-Control-Allow-Methods"]
    refused = allowing(SITE).options("/api/search", headers=asked | {"Origin": "https://autre.fr"})
    assert "Access-Control-Allow-Methods" not in refused.headers


def test_a_page_is_for_nobody_else(allowing):
    response = allowing("*").get("/?q=crue", headers={"Origin": SITE})
    assert "Access-Control-Allow-Origin" not in response.headers
