"""What every page repeats, headings, titles, and files that can't be read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import causes, read_document
from search.errors import DocumentError

CLAUSES = (
    "le gardien notait la couleur du ciel",
    "les navires passaient au large de la pointe",
    "la lampe fumait malgré les mèches neuves",
    "un pêcheur apportait du pain et des nouvelles",
    "le vent tournait au nord avant la nuit",
    "personne ne montait plus l'escalier",
    "la corne de brume ne servait à rien",
)


def text_of(number):
    """A paragraph of some lines, another one for each number."""
    clauses = [CLAUSES[(number + place * (1 + number // 7)) % 7] for place in range(5)]
    return f"En ce mois-là, {', '.join(clauses)}."


def book(pdf, head="Histoire d'un phare", foot="{}"):
    for number in range(1, 9):
        pdf.text(70, 800, head.format(number)).text(290, 40, foot.format(number))
        pdf.paragraph(700, text_of(number))
        if number < 8:
            pdf.page()
    return [text_of(number) for number in range(1, 9)]


def test_running_heads_and_page_numbers_are_left_out(pdf):
    assert book(pdf) == pdf.texts()


@pytest.mark.parametrize("foot", ["- {} -", "Page {} sur 8", "{}/8", "p. {}"])
def test_page_numbers_are_known_however_they_are_written(pdf, foot):
    assert book(pdf, foot=foot) == pdf.texts()


def test_running_heads_that_are_cut_are_left_out(pdf):
    heads = ["Chapitre premier, où l'on voit la…", "Chapitre deux, où la tempête se…"]
    for number in range(1, 9):
        pdf.text(70, 800, heads[number > 4]).text(520, 800, str(number))
        pdf.paragraph(700, text_of(number))
        pdf.page()
    assert pdf.texts() == [text_of(number) for number in range(1, 9)]


def test_a_first_line_that_is_not_repeated_is_text(pdf):
    pdf.paragraph(790, text_of(1))
    pdf.page().paragraph(790, text_of(2))
    assert pdf.texts() == [text_of(1), text_of(2)]


def test_a_table_of_contents_is_left_out(pdf):
    pdf.text(70, 760, "Table des matières", size=16)
    for place, title in enumerate(["La tour", "La lampe", "La corne de brume", "Les gardiens"]):
        pdf.text(70, 700 - 14 * place, f"{title} {'. ' * 40}{12 + place}")
    pdf.page().paragraph(700, text_of(1))
    assert pdf.texts() == [text_of(1)]


def test_headings_are_told_by_their_type(pdf):
    pdf.title = "Le phare"
    pdf.text(70, 780, "La tour", size=18).text(70, 750, "L'escalier", size=14)
    pdf.paragraph(720, text_of(1))
    pdf.text(70, 600, "La lampe", size=18)
    pdf.paragraph(570, text_of(2))
    found = [paragraph.headings for paragraph in pdf.document().paragraphs]
    assert found == [("La tour", "L'escalier"), ("La lampe",)]


def test_bold_type_of_the_size_of_the_text_heads_it_too(pdf):
    pdf.title = "Le phare"
    for number, place in ((1, 760), (2, 600)):
        pdf.text(70, place, f"Année {number}", font="F2")
        pdf.paragraph(place - 18, text_of(number))
    found = [paragraph.headings for paragraph in pdf.document().paragraphs]
    assert found == [("Année 1",), ("Année 2",)]


def test_the_outline_of_the_file_says_what_is_a_heading(pdf):
    pdf.title = "Le phare"
    pdf.outline = [("La tour", 0), ("La lampe", 0)]
    for title, place in (("La tour", 760), ("La lampe", 600)):
        pdf.text(70, place, title)
        pdf.paragraph(place - 20, text_of(1))
    found = [paragraph.headings for paragraph in pdf.document().paragraphs]
    assert found == [("La tour",), ("La lampe",)]


@pytest.mark.parametrize(
    "said", ["Microsoft Word - phare.doc", "phare_v3.indd", "Sans titre 1", ""]
)
def test_the_largest_type_is_the_title_where_the_file_says_none(pdf, said):
    pdf.title = said
    pdf.text(70, 760, "Un phare et ses gardiens", size=22)
    pdf.paragraph(700, text_of(1))
    document = pdf.document()
    assert document.info.title == "Un phare et ses gardiens"
    assert [paragraph.text for paragraph in document.paragraphs] == [text_of(1)]


def test_the_file_says_title_and_date(pdf):
    pdf.title, pdf.made = "Mémoires d'un gardien", "D:20190304101500+01'00'"
    pdf.paragraph(700, text_of(1))
    info = pdf.document().info
    assert (info.title, str(info.date)) == ("Mémoires d'un gardien", "2019-03-04")


def test_pictures_of_pages_have_no_text(pdf):
    with pytest.raises(DocumentError) as caught:
        pdf.document()
    assert caught.value.cause == causes.PICTURES


def test_a_damaged_file_is_told(pdf):
    pdf.paragraph(700, text_of(1))
    with pytest.raises(DocumentError) as caught:
        read_document("a.pdf", b"%PDF-1.4\n" + pdf.made_into_bytes()[200:400])
    assert caught.value.cause == causes.DAMAGED


def test_an_encrypted_file_is_told(pdf):
    pdf.paragraph(700, text_of(1))
    key = "<</Filter/Standard/V 1/R 2/P -4/O<" + "00" * 32 + ">/U<" + "11" * 32 + ">>>"
    locked = pdf.made_into_bytes().replace(
        b"/Root 1 0 R", f"/ID[<00><00>]/Encrypt {key}/Root 1 0 R".encode()
    )
    with pytest.raises(DocumentError) as caught:
        read_document("a.pdf", locked)
    assert caught.value.cause == causes.ENCRYPTED


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_truncated_file_is_read_or_told_of(pdf, cut):
    book(pdf)
    content = pdf.made_into_bytes()
    try:
        texts = [
            one.text
            for one in read_document("a.pdf", content[: int(len(content) * cut)]).paragraphs
        ]
    except DocumentError as error:
        texts = [str(error)]
    assert texts


def test_a_file_of_nothing_but_repeated_lines_is_read(pdf):
    pdf.text(70, 800, "Exemplaire à rendre").page().text(70, 800, "Exemplaire à rendre")
    assert " ".join(pdf.texts()) == "Exemplaire à rendre Exemplaire à rendre"


PIECES = st.tuples(
    st.integers(60, 400),
    st.integers(200, 640),
    st.sampled_from(["Un mot", "1", "*", "fin-", "Suite.", "« »", "a", "•", "12 ans", "..... 4"]),
    st.sampled_from([6, 10, 10.5, 24]),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(PIECES, max_size=12), min_size=1, max_size=3))
def test_whatever_stands_wherever_is_read(pdf, pages):
    pdf.pages.clear()
    for pieces in pages:
        pdf.page().text(70, 660, "Kermorvant et Trévarn")
        for x, y, text, size in pieces:
            pdf.text(x, y, text, size)
    said = " ".join((pdf.document().info.title, *pdf.texts(), *headings(pdf)))
    assert "Kermorvant" in said


def headings(pdf):
    return [name for one in pdf.document().paragraphs for name in one.headings]
