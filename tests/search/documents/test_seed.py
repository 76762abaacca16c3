"""The real document, as its reader sees it."""

from hashlib import sha256

from search.documents import read_document
from search.period import Period

#: Of the file that the user gave.
DIGEST = "fd2d5e3f12d7a997ddee8db3996a180e42b9cc3021f58e4d6f88637c1b1d5393"
HEADINGS = (
    "11'000 militaires dans la région",
    "«Dans les prochains jours»",
    "«Jusqu'au jour de la victoire»",
)


def test_it_is_the_users_own_byte_for_byte(seed):
    assert sha256(seed.read_bytes()).hexdigest() == DIGEST


def test_it_has_a_month_for_a_date_and_its_first_sentence_for_a_title(seed):
    info = read_document(seed.name, seed.read_bytes()).info
    assert info.date == Period(2024, 11)
    assert info.title.startswith("La chambre haute du Parlement russe a ratifié mercredi matin")
    assert info.title.endswith("la Corée du Nord.")


def test_it_has_sixteen_paragraphs_under_three_headings(seed):
    paragraphs = read_document(seed.name, seed.read_bytes()).paragraphs
    none, soldiers, days, victory = "", *HEADINGS
    assert [p.heading for p in paragraphs] == (
        [none] * 5 + [soldiers] * 3 + [days] * 3 + [victory] * 5
    )
    assert [p.ordinal for p in paragraphs] == list(range(1, 17))


def test_nothing_of_it_is_lost_but_the_date_and_the_lone_full_stop(seed):
    content = seed.read_text("utf-8")
    paragraphs = read_document(seed.name, content.encode()).paragraphs
    blocks = [block.strip() for block in content.split("\n\n")]
    blocks[0] = blocks[0].removeprefix("date 2024-11 ")
    kept = [block for block in blocks if block not in (*HEADINGS, ".", "")]
    assert [p.text for p in paragraphs] == kept
