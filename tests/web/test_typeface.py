"""The letters of the page: few bytes, from the page's own host, with their licence."""

import re
from pathlib import Path

import pytest

import web

STATIC = Path(web.__file__).parent / "static"
SHEET = (STATIC / "styles" / "letters.css").read_text("utf-8")


def test_all_letters_together_are_light():
    sizes = [path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")]
    assert len(sizes) == 3
    assert sum(sizes) <= 60_000


def test_their_licence_and_whose_they_are_goes_with_them():
    licence = (STATIC / "fonts" / "LICENSE.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
    assert "Source" not in SHEET  # a reserved name


def test_each_is_asked_for_by_an_address_that_is_kept_for_ever(client):
    addresses = re.findall(r'url\("\.\.(/fonts/[^"]*)"\)', SHEET)
    assert len(addresses) == 3
    for address in addresses:
        with client.get(f"/static{address}") as answer:
            assert answer.mimetype == "font/woff2"
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.data[:4] == b"wOF2"


@pytest.mark.parametrize(("path", "files"), [("/help", 1), ("/", 2), ("/?q=crue", 3)])
def test_a_page_may_load_its_own_letters_and_begins_with_them(client, path, files):
    """Those of its first screen: results are in all three from their first line on."""
    answer = client.get(path)
    assert "font-src 'self'" in answer.headers["Content-Security-Policy"]
    asked = re.findall("<([^>]*)>; rel=preload; as=font", answer.headers["Link"])
    assert len(set(asked)) == files
    assert all(address.partition("/static")[2] in SHEET for address in asked)
