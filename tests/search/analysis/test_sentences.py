"""Where sentences begin: what is told by a few characters is what all of them tell."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.sentences import sentence_starts

#: Words and what ends them; abbreviations, initials and what only looks like them.
PIECES = st.sampled_from(
    """M. MM. Mme. Dr. p. t. vol. J.-C. J. K. É. env. Xp. 5M. _M. -M. É.» M.. M.! M.? fin. fin! fin…
    fin.» fin?) Vol mot « ( – 1. a. à. é\u0301. e\u0301x. M.\u00a0""".split(" ")
)
GAPS = st.sampled_from([" ", "  ", "\n", "\u00a0", " \u202f"])
BEFORE = ("M", "MM", "Mme", "Dr", "p", "t", "vol", "env", "J.-C")


@settings(deadline=None, max_examples=500)
@given(st.lists(st.tuples(PIECES, GAPS), max_size=8))
def test_no_sentence_begins_behind_an_abbreviation_or_an_initial(pieces):
    text = "".join(piece.strip() + gap for piece, gap in pieces) + "Suite"
    for start in sentence_starts(text)[1:]:
        before = text[:start].rstrip()
        word = before.removesuffix(".").split()[-1] if before.endswith(".") else ""
        assert word not in BEFORE
        assert not (len(word) == 1 and word.isupper())


def test_a_sentence_begins_behind_whatever_else_ends_one():
    for end in ("fin.", "fin !", "fin…", "fin.»", "fin?)", "Xp.", "5M.", "env.»", "Vol. a."):
        text = f"Une {end} Suite"
        assert sentence_starts(text)[-1] == text.index("Suite"), text
