"""Paragraphs: what separates them, what is in them, where each is."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents import read_document
from search.errors import DocumentError


def texts(content: str | bytes) -> list[str]:
    data = content if isinstance(content, bytes) else content.encode()
    return [paragraph.text for paragraph in read_document("a.txt", data).paragraphs]


LINE_ENDS = ["\n", "\r\n", "\r", "\x85", "\u2028", "\x0b"]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_blank_lines_separate_paragraphs_with_the_line_ends_of_any_system(end):
    assert texts(f"Le un.{end}{end}Le deux.{end}{end}{end}Le trois.{end}") == [
        "Le un.",
        "Le deux.",
        "Le trois.",
    ]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_lines_of_one_paragraph_are_joined_by_a_space(end):
    assert texts(f"Une phrase qui{end}va à la ligne.") == ["Une phrase qui va à la ligne."]


@pytest.mark.parametrize("blank", ["\n \n", "\n\t\n", "\n\u00a0\n", "\n\u202f \n", "\r\n \r\n"])
def test_a_line_of_spaces_is_blank(blank):
    assert texts(f"Le un.{blank}Le deux.") == ["Le un.", "Le deux."]


@pytest.mark.parametrize("mark", ["\x0c", "\u2029", "\n\x0c", "\u2029\n"])
def test_page_and_paragraph_separators_separate_paragraphs(mark):
    assert texts(f"Le un.{mark}Le deux.") == ["Le un.", "Le deux."]


def test_runs_of_spaces_and_tabs_become_one_space():
    assert texts("Un   mot,\tdeux \t mots.  \n  Et la suite.") == [
        "Un mot, deux mots. Et la suite."
    ]


def test_no_break_spaces_are_kept_as_they_are():
    text = "«\u00a0Jamais\u00a0», dit-il\u202f; 11\u202f000 soldats."
    assert texts(text) == [text]


def test_decomposed_accents_are_kept_as_they_are():
    text = unicodedata.normalize("NFD", "Le président coréen a été élu.")
    assert texts(text) == [text]


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert texts(b"\xef\xbb\xbfLe vote.") == ["Le vote."]


@pytest.mark.parametrize("nothing", [".", "* * *", "—", "…", "\u00a0", "«»", "_", "¶"])
def test_a_paragraph_without_a_letter_or_digit_is_dropped(nothing):
    assert texts(f"Le un.\n\n{nothing}\n\nLe deux.") == ["Le un.", "Le deux."]


@pytest.mark.parametrize("something", ["1.", "é.", "Я.", "Ω.", "½.", "²."])
def test_a_paragraph_with_one_letter_or_digit_of_any_script_is_kept(something):
    assert something in texts(f"Le un.\n\n{something}\n\nLe deux.")


@pytest.mark.parametrize("content", ["", "\n\n\n", ".", "\ufeff", " \u00a0 "])
def test_an_empty_file_is_a_document_without_paragraphs(content):
    found = read_document("vide.txt", content.encode())
    assert found.paragraphs == ()
    assert found.info.title == "vide.txt"


def test_every_paragraph_has_the_address_of_its_place_in_its_document():
    found = read_document("presse/2024/a.txt", b"Le un.\n\n.\n\nLe deux.\n\nLe trois.")
    assert [paragraph.address for paragraph in found.paragraphs] == [
        "presse/2024/a.txt#p1",
        "presse/2024/a.txt#p2",
        "presse/2024/a.txt#p3",
    ]


def test_a_long_row_of_dots_or_spaces_costs_no_time():
    """Such rows took hours once: a table of contents is full of them."""
    for row in ("." * 200_000, "." + "\u00a0" * 200_000, ". " * 100_000):
        found = texts(f"Chapitre{row}page 3 et suite")
        assert (found[0][:8], found[-1][-7:]) == ("Chapitre", "t suite")


def test_a_paragraph_that_is_too_long_is_cut_where_a_sentence_ends():
    sentence = "La rivière est montée de deux mètres pendant la nuit."
    text = " ".join([sentence] * 500)
    found = texts(text)
    assert " ".join(found) == text
    assert len(found) == 3
    assert all(part.endswith("nuit.") and len(part) <= 10_000 for part in found)


def test_a_paragraph_too_long_and_without_sentences_is_cut_at_a_word_else_anywhere():
    words = " ".join(["rivière"] * 2000)
    assert " ".join(texts(words)) == words
    assert all(len(part) <= 10_000 for part in texts(words))
    assert [len(part) for part in texts("a" * 25_000)] == [10_000, 10_000, 5_000]


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_any_bytes_make_a_document_or_a_document_error(content):
    try:
        found = read_document("a.txt", content)
    except DocumentError:
        return
    assert found.info.title
    assert [p.ordinal for p in found.paragraphs] == list(range(1, len(found.paragraphs) + 1))
    assert all(any(map(str.isalnum, p.text)) for p in found.paragraphs)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


# Each block once: of two equal headings in a row the paragraphs show one.
BLOCKS = st.lists(st.text("aé1.!»« -:'", max_size=30), max_size=8, unique_by=_letters)


@settings(deadline=None, max_examples=200)
@given(BLOCKS)
def test_no_letter_or_digit_of_a_text_is_lost_or_moved(blocks):
    content = "\n\n".join(blocks)
    found = read_document("a.txt", content.encode())
    shown, headings = [] if found.info.title_is_lead else [found.info.title], ()
    for paragraph in found.paragraphs:
        if paragraph.headings != headings:
            headings = paragraph.headings
            shown += headings
        shown.append(paragraph.text)
    assert _letters("".join(shown)) == _letters(content)
