"""A real manual in HTML, PDF and text keeps its sentences and its paragraphs, without furniture.

It is Debian's debian-reference-fr, of which some chapters are read here; tests/bench has the
measure, and reads others whole.
"""

from pathlib import Path

import pytest

from tests.bench.real_documents import LEAST, REFERENCE, Tally, compare, held_to, of_html

SHARE = Path("/usr/share")
pytestmark = pytest.mark.needs("debian-reference")


def read(row: str) -> Tally:
    tally = Tally()
    if row == "html":
        for path in sorted(SHARE.glob(REFERENCE))[::3]:
            content = path.read_bytes()
            compare(of_html(content), path.name, content, tally)
    else:
        held_to(f"debian-reference/*.fr.{row}", REFERENCE)(SHARE, tally)
    return tally


@pytest.mark.parametrize(
    "row", ["html", pytest.param("pdf", marks=pytest.mark.needs("pdftotext")), "txt.gz"]
)
def test_a_manual_keeps_its_text(row: str):
    tally = read(row)
    shares = {measure: tally.share(measure) for measure in LEAST}
    assert tally.known["sentences"] > 500
    assert {one: share for one, share in shares.items() if share < LEAST[one]} == {}
