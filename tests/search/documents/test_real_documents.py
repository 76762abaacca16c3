"""A real manual in HTML, PDF and text keeps its sentences and its paragraphs, without furniture.

It is Debian's debian-reference-fr, of which some chapters are read here; tests/bench has the
measure, and reads others whole.
"""

from pathlib import Path

import pytest

from tests.bench.real_documents import LEAST, REFERENCE, Tally, compare, held_to, of_html

SHARE = Path("/usr/share")


@pytest.fixture(scope="module", autouse=True)
def manual():
    if not list(SHARE.glob(REFERENCE)):
        pytest.fail("The manual isn't installed: apt-get install debian-reference-fr poppler-utils")


def read(row: str) -> Tally:
    tally = Tally()
    if row == "html":
        for path in sorted(SHARE.glob(REFERENCE))[::3]:
            content = path.read_bytes()
            compare(of_html(content), path.name, content, tally)
    else:
        held_to(f"debian-reference/*.fr.{row}", REFERENCE)(SHARE, tally)
    return tally


@pytest.mark.parametrize("row", ["html", "pdf", "txt.gz"])
def test_a_manual_keeps_its_text(row: str):
    tally = read(row)
    shares = {measure: tally.share(measure) for measure in LEAST}
    assert tally.known["sentences"] > 500
    assert {one: share for one, share in shares.items() if share < LEAST[one]} == {}
