"""Words as they were written: hyphens, accents, ligatures, marks of footnotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents.hyphens import Hyphens

AFTER = "que le soir tombait sur la rade, où dormaient encore deux voiliers."


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("prési-", "dent", "président"),
        ("malheureuse-", "ment", "malheureusement"),
        ("l’établisse-", "ment", "l’établissement"),
        ("sur-", "prise", "surprise"),
        ("porte-", "feuille", "portefeuille"),
        ("lui-", "même", "lui-même"),
        ("porte-", "clés", "porte-clés"),
        ("celui-", "ci", "celui-ci"),
        ("arc-en-", "ciel", "arc-en-ciel"),
        ("c’est-", "à-dire", "c’est-à-dire"),
        ("Jean-", "Pierre", "Jean-Pierre"),
        ("Saint-", "Étienne", "Saint-Étienne"),
        ("2010-", "2015", "2010-2015"),
        ("Kermor-", "vant", "Kermorvant"),
        ("disait-", "elle", "disait-elle"),
        ("XML-", "like", "XML-like"),
        ("un chef-", "d’œuvre", "un chef-d’œuvre"),
        ("en trompe-", "l'œil", "en trompe-l'œil"),
        ("aujour-", "d’hui", "aujourd’hui"),
        ("lors-", "qu’elle", "lorsqu’elle"),
    ],
)
def test_a_list_of_words_decides_whose_the_hyphen_is(first, second, word):
    joined = Hyphens([]).join(f"C’était {first}", f"{second} {AFTER}")
    assert joined == f"C’était {word} {AFTER}"


def test_the_document_itself_is_asked_first():
    said = ["Le logiciel LilyPond grave la musique.", "Les Ker-Avel sont venus."]
    hyphens = Hyphens(said)
    assert hyphens.join("Avec Lily-", "Pond, on grave.") == "Avec LilyPond, on grave."
    assert hyphens.join("Chez les Ker-", "Avel, on chante.") == "Chez les Ker-Avel, on chante."


@given(st.text(alphabet="abcé -’'", max_size=20), st.text(alphabet="abcé -’'", max_size=20))
def test_joining_lines_loses_nothing_but_a_hyphen(text, following):
    joined = Hyphens([]).join(text, following)
    assert joined.replace(" ", "").replace("-", "") == f"{text}{following}".replace(
        " ", ""
    ).replace("-", "")


def test_a_word_is_whole_again_after_the_end_of_its_line(pdf):
    pdf.lines(70, 700, ["Elle avait tout préparé pour le départ du prési-", "dent de la société."])
    assert pdf.texts() == ["Elle avait tout préparé pour le départ du président de la société."]


def test_accents_that_are_glyphs_of_their_own_are_put_over_their_letters(pdf):
    acute, circumflex, dotless = "\x14", "\x15", "\x16"
    pdf.text(70, 700, "Un m", font="F3").text(92.8, 700, acute, font="F3")
    pdf.text(92, 700, "etier de ma", font="F3").text(136.2, 700, circumflex, font="F3")
    pdf.text(136.4, 700, f"{dotless}tre.", font="F3")
    assert pdf.texts() == ["Un métier de maître."]


def test_the_spaces_of_a_number_are_no_break_spaces(pdf):
    lines = [
        "On y compta 11 000 lampes, puis 1 250 000,5 en tout",
        "de 1914 à 2024 ; le 12 345 67.",
    ]
    pdf.lines(70, 700, lines)
    assert pdf.texts() == [
        "On y compta 11\u00a0000 lampes, puis 1\u00a0250\u00a0000,5 en tout "
        "de 1914 à 2024\u00a0; le 12 345 67."
    ]


def test_ligatures_are_taken_apart(pdf):
    pdf.text(70, 700, "Un \x02xe, une \x03\x65ur, une a\x01aire di\x04cile.", font="F3")
    assert pdf.texts() == ["Un fixe, une fleur, une affaire difficile."]


def test_the_figure_of_a_footnote_is_no_part_of_the_word(pdf):
    pdf.text(70, 700, "Une soirée musicale").text(149.5, 704, "1", size=6)
    pdf.text(155, 700, "fut donnée au phare, dont il reste un programme.")
    pdf.text(70, 100, "1", size=5).text(75, 96, "Le programme est au musée.", size=8)
    document = pdf.document()
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Une soirée musicale fut donnée au phare, dont il reste un programme.",
        "Le programme est au musée.",
    ]


def test_an_exponent_is_kept(pdf):
    pdf.text(70, 700, "Une salle de 40 m").text(143, 704, "2", size=6)
    pdf.text(147, 700, " donnait sur la mer.")
    assert pdf.texts() == ["Une salle de 40 m2 donnait sur la mer."]


def test_notes_come_last_and_under_no_heading(pdf):
    pdf.title = "La côte"
    pdf.text(70, 760, "La rade", size=18, font="F2")
    y = pdf.paragraph(730, "Le texte du premier chapitre, qui a deux notes. " * 4)
    pdf.text(70, 100, "1 La première note.", size=8).text(70, 90, "2 La seconde.", size=8)
    pdf.page().text(70, 760, "Le port", size=18, font="F2")
    pdf.paragraph(730, "Le texte du second chapitre, qui n'en a aucune. " * 4)
    paragraphs = pdf.document().paragraphs
    assert y > 100
    assert [paragraph.text for paragraph in paragraphs[-2:]] == [
        "La première note.",
        "La seconde.",
    ]
    assert [paragraph.headings for paragraph in paragraphs] == [("La rade",), ("Le port",), (), ()]


def test_a_large_initial_is_the_first_letter_of_its_word(pdf):
    pdf.text(70, 676, "L", size=36)
    pdf.lines(94, 700, ["a tour fut bâtie en deux étés par les maçons de l'île,", "qui y mirent"])
    pdf.lines(70, 676, ["toute leur patience, et le granit de leurs propres champs."])
    pdf.lines(70, 640, ["Elle tient encore, et porte leurs noms gravés sous la lampe."])
    assert pdf.texts()[0].startswith("La tour fut bâtie en deux étés")
