"""Where a document's headings and pages begin, and the parts that it is read in."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.model import (
    FIRST_PART,
    PART,
    Heading,
    Outline,
    PageStart,
    Paragraph,
    outline_of,
    part_of,
    part_starts,
)


def paragraph(ordinal: int, *headings: str, page: int = 0) -> Paragraph:
    return Paragraph("a.txt", ordinal, "Un texte.", headings, page)


def test_a_heading_begins_where_the_paragraph_before_is_not_under_it():
    paragraphs = [
        paragraph(1),
        paragraph(2, "A"),
        paragraph(3, "A", "B"),
        paragraph(4, "A", "B"),
        paragraph(5, "C", "B"),
    ]
    assert outline_of(paragraphs).headings == (
        Heading(2, 1, "A"),
        Heading(3, 2, "B"),
        Heading(5, 1, "C"),
        Heading(5, 2, "B"),
    )


def test_a_page_begins_at_the_first_paragraph_on_it():
    pages = outline_of(paragraph(n, page=page) for n, page in enumerate((2, 2, 3, 7), 1)).pages
    assert pages == (PageStart(2, 1), PageStart(3, 3), PageStart(7, 4))


def test_a_page_without_paragraphs_is_the_next_that_has_some():
    outline = Outline(pages=(PageStart(2, 1), PageStart(7, 40)))
    assert [outline.first_on(page) for page in (1, 2, 3, 7, 8)] == [1, 1, 40, 40, 40]
    assert Outline().first_on(3) == 1


headings = st.lists(
    st.builds(Heading, st.integers(1, 3000), st.integers(1, 3), st.just("A")), max_size=300
).map(sorted)


@given(st.integers(0, 3000), headings)
def test_every_paragraph_is_in_one_part_of_about_the_same_size(total, begun):
    known = [one for one in begun if one.ordinal <= total]
    starts = part_starts(total, known)
    assert starts[0] == 1
    ends = [*starts[1:], total + 1]
    sizes = [end - start for start, end in zip(starts, ends, strict=True)]
    assert sum(sizes) == total
    assert all(FIRST_PART <= size <= 2 * PART - FIRST_PART for size in sizes[:-1])
    assert sizes[-1] <= 2 * PART - FIRST_PART
    for ordinal in (1, total // 2 or 1, total or 1):
        part = part_of(starts, ordinal)
        assert starts[part] <= ordinal < max(ends[part], 2)


@given(st.integers(500, 3000), headings)
def test_a_part_begins_at_the_best_heading_near_its_place(total, begun):
    known = [one for one in begun if one.ordinal <= total]
    starts = part_starts(total, known)
    for before, start in pairwise(starts):
        near = [one for one in known if abs(one.ordinal - before - PART) <= PART - FIRST_PART]
        if near:
            best = min(one.depth for one in near)
            assert (start, best) in {(one.ordinal, one.depth) for one in near}
        else:
            assert start == before + PART
