"""What a document is called, what of its beginning is no text, and odd documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents.block import Block, letters_and_digits
from search.documents.header import Header
from search.documents.structure import LONGEST_PARAGRAPH, Outline, build_document
from search.period import Period


def document(*blocks: Block | str, header: Header | None = None, **outline):
    made = tuple(block if isinstance(block, Block) else Block(block) for block in blocks)
    return build_document("a", "docx", Outline(header or Header(), made, **outline))


def shown(found) -> list[tuple[str, str]]:
    return [(one.heading, one.text) for one in found.paragraphs]


def h(text: str, level: int = 1) -> Block:
    return Block(text, level)


DAY = Period(2024, 11, 5)


def test_a_title_alone_is_what_is_found():
    found = document(h("La crue"))
    assert (found.info.title, found.info.title_is_lead) == ("La crue", True)
    assert shown(found) == [("", "La crue")]


def test_a_title_in_the_header_alone_leaves_nothing_to_find():
    found = document(header=Header("La crue"))
    assert (found.info.title, found.paragraphs) == ("La crue", ())


def test_headings_alone_are_paragraphs_below_their_title():
    found = document(h("La crue"), h("Le nord", 2), h("Le pont", 3), h("Le sud", 2))
    assert found.info.title == "La crue"
    assert shown(found) == [("Le nord", "Le pont"), ("", "Le sud")]


def test_a_document_without_a_letter_has_no_paragraph():
    found = document("***", "—", "…", h("◆"))
    assert (found.info.title, found.paragraphs) == ("a", ())


def test_one_block_is_its_paragraph_and_its_title():
    found = document("Elle monte. Elle descend.")
    assert found.info.title == "Elle monte."
    assert shown(found) == [("", "Elle monte. Elle descend.")]


def test_where_everything_is_a_heading_everything_is_found():
    texts = [f"Ligne {number}" for number in range(5)]
    found = document(*map(h, texts))
    assert [one.text for one in found.paragraphs] == texts


def test_a_heading_as_long_as_a_paragraph_is_one():
    long = "Elle monte encore et personne ne sait jusqu’où. " * 12
    assert shown(document("Avant.", h(long), "Après.")) == [
        ("", "Avant."),
        ("", long.strip()),
        ("", "Après."),
    ]


def test_a_title_as_long_as_a_paragraph_is_cut():
    found = document("Elle monte.", "Oui.", header=Header("La crue monte encore " * 1000))
    assert found.info.title.startswith("La crue monte encore La crue")
    assert found.info.title.endswith("…")
    assert len(found.info.title) <= 121


def test_levels_without_end_are_bounded():
    found = document(*(h(f"Partie {n}", n) for n in range(1, 200)), "Fin.", header=Header("Oui"))
    assert len(found.paragraphs[-1].headings) == 9


def test_a_first_heading_above_all_others_is_the_title():
    found = document(h("La crue"), h("Le nord", 2), "Elle monte.")
    assert found.info.title == "La crue"
    assert shown(found) == [("Le nord", "Elle monte.")]


def test_a_first_heading_among_its_likes_is_the_title_and_a_heading():
    found = document(h("Le nord"), "Elle monte.", h("Le sud"), "Elle tient.")
    assert found.info.title == "Le nord"
    assert shown(found) == [("Le nord", "Elle monte."), ("Le sud", "Elle tient.")]


def test_a_heading_far_below_the_beginning_is_no_title():
    found = document(*["Elle monte encore."] * 10, h("Annexe"), "Les chiffres.")
    assert found.info.title == "Elle monte encore."
    assert shown(found)[-1] == ("Annexe", "Les chiffres.")


def test_title_author_and_date_repeated_in_the_text_are_no_paragraphs():
    header = Header("La crue : un récit", DAY, True, "", {"author": "Zoé Martin"})
    found = document("LA CRUE: UN RÉCIT", "Zoé Martin", "5 novembre 2024", "Oui.", header=header)
    assert shown(found) == [("", "Oui.")]


def test_a_date_at_the_beginning_is_rather_the_text_s_than_that_of_the_file():
    header = Header("La crue", Period(2026, 1, 1), is_dated=False)
    found = document("5 novembre 2024", "Elle monte.", header=header)
    assert found.info.date == DAY
    assert shown(found) == [("", "Elle monte.")]


def test_a_name_between_the_title_and_the_date_is_the_author():
    found = document("La crue", "Loïc de La Tour", "2024-11-05", "Oui.", short_lines_head=True)
    assert found.info.title == "La crue"
    assert found.info.metadata == {"author": "Loïc de La Tour"}
    assert shown(found) == [("", "Oui.")]


@pytest.mark.parametrize("line", ["Le pont tient", "Elle Monte.", "Zoé", "Zoé, Loïc 3", "Il pleut"])
def test_what_is_no_name_is_text_even_before_a_date(line):
    found = document(line, "2024-11-05", "Oui.", header=Header("La crue"))
    assert shown(found)[0] == ("", line)


def test_a_date_in_the_middle_and_a_second_date_are_text():
    found = document("5 novembre 2024", "6 novembre 2024", "Elle monte.", "7 novembre 2024")
    assert found.info.date == DAY
    assert [one.text for one in found.paragraphs] == [
        "6 novembre 2024",
        "Elle monte.",
        "7 novembre 2024",
    ]


def test_nothing_but_a_title_and_a_date_is_still_found():
    found = document("La crue", "5 novembre 2024", header=Header("La crue"))
    assert [one.text for one in found.paragraphs] == ["La crue", "5 novembre 2024"]


def test_headings_and_titles_keep_their_no_break_spaces():
    found = document(h("La\tcrue\u00a0:\n un récit"), h("Qui\u202f?", 2), "Elle monte.")
    assert found.info.title == "La crue\u00a0: un récit"
    assert shown(found) == [("Qui\u202f?", "Elle monte.")]


def test_spaces_around_a_paragraph_are_none_of_it():
    assert shown(document("\u00a0 Elle monte.\u202f", "Oui.")) == [
        ("", "Elle monte."),
        ("", "Oui."),
    ]


def test_notes_stand_under_no_heading():
    found = document("Avant.", h("Le nord"), "Elle monte.", notes=(Block("Dit-on."),))
    assert shown(found)[-1] == ("", "Dit-on.")


TEXTS = st.text("aé1. \u00a0:\n", min_size=1, max_size=8)


@given(st.lists(st.builds(Block, TEXTS, st.integers(0, 12)), max_size=12), st.booleans())
def test_no_word_is_lost(blocks, guessed):
    found = build_document("x", "docx", Outline(Header(), tuple(blocks), (), guessed))
    places = [found.info.title, *(one.text for one in found.paragraphs)]
    places += [heading for one in found.paragraphs for heading in one.headings]
    known = {letters_and_digits(place) for place in places}
    assert {letters_and_digits(block.text) for block in blocks} - {""} <= known


def test_a_paragraph_without_end_is_cut():
    found = document("Elle monte. " * 5000)
    assert max(len(one.text) for one in found.paragraphs) <= LONGEST_PARAGRAPH
    assert " ".join(one.text for one in found.paragraphs) == ("Elle monte. " * 5000).strip()
