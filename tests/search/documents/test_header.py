"""What a document says of itself before it begins: a title, a date, as precise as it is."""

import pytest

from search.documents import read_document
from search.period import Period


def document(text: str):
    return read_document("article.txt", text.encode())


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2024", Period(2024)),
        ("2024-11", Period(2024, 11)),
        ("2024-11-06", Period(2024, 11, 6)),
        ("0987", Period(987)),
    ],
)
def test_a_date_keeps_its_precision(written, period):
    for text in (f"date {written} La chambre a voté.", f"date: {written}\n\nLa chambre a voté."):
        found = document(text)
        assert found.info.date == period
        assert str(found.info.date) == written
        assert [paragraph.text for paragraph in found.paragraphs] == ["La chambre a voté."]


def test_a_date_that_runs_straight_on_into_the_lead_leaves_the_lead_whole():
    found = document(" date 2024-11 La chambre haute a ratifié. Des soldats arrivent.\n\nSuite.")
    assert found.paragraphs[0].text == "La chambre haute a ratifié. Des soldats arrivent."
    assert found.info.title == "La chambre haute a ratifié."


@pytest.mark.parametrize("start", ["", " ", "\n", "\ufeff", "\ufeff ", "\t", "\u00a0", "\n \n"])
def test_what_is_invisible_before_a_header_does_not_hide_it(start):
    found = document(f"{start}date 2024-11 La chambre a voté.")
    assert found.info.date == Period(2024, 11)
    assert found.paragraphs[0].text == "La chambre a voté."


@pytest.mark.parametrize("word", ["date", "Date", "DATE"])
def test_the_case_of_date_does_not_matter(word):
    assert document(f"{word} 2024 Un vote.").info.date == Period(2024)


@pytest.mark.parametrize(
    "text",
    [
        "date 2024-13 Le treizième mois.",
        "date 2023-02-29 Le jour qui manque.",
        "date 0000 L’an zéro.",
        "date 20241 Un nombre.",
        "date 2024-11-061 Un nombre.",
        "date 2024/11 Une barre.",
        "dates 2024 Au pluriel.",
        "date: hier\n\nLe vote a eu lieu.",
        "date: 2024-13\n\nLe vote a eu lieu.",
    ],
)
def test_what_is_no_date_stays_in_the_text(text):
    found = document(text)
    assert found.info.date is None
    shown = " ".join([found.info.title, *(paragraph.text for paragraph in found.paragraphs)])
    for word in text.split():
        assert word in shown


def test_a_date_inside_the_text_is_no_header():
    found = document("La loi a une date 2024 en son titre.")
    assert found.info.date is None
    assert found.paragraphs[0].text == "La loi a une date 2024 en son titre."


@pytest.mark.parametrize("name", ["title", "titre", "Titre", "TITLE"])
@pytest.mark.parametrize("colon", [":", " :", "\u00a0:"])
def test_a_title_line_names_the_document(name, colon):
    found = document(f"{name}{colon} Le traité de défense\n\nLa chambre a voté.")
    assert found.info.title == "Le traité de défense"
    assert not found.info.title_is_lead
    assert [paragraph.text for paragraph in found.paragraphs] == ["La chambre a voté."]


@pytest.mark.parametrize(
    "header",
    [
        "title: Le traité\ndate: 2024-11-06\n",
        "date: 2024-11-06\ntitre: Le traité\n",
        "title: Le traité\n\ndate: 2024-11-06\n\n",
        "Titre : Le traité\r\nDate : 2024-11-06\r\n",
        "title: Le traité\ndate 2024-11-06 ",
    ],
)
def test_title_and_date_stand_in_either_order(header):
    found = document(f"{header}La chambre a voté.")
    assert (found.info.title, found.info.date) == ("Le traité", Period(2024, 11, 6))
    assert [paragraph.text for paragraph in found.paragraphs] == ["La chambre a voté."]


def test_an_empty_title_line_is_as_good_as_none():
    found = document("title:\n\nLa chambre a voté. Le texte passe.")
    assert found.info.title == "La chambre a voté."
    assert found.info.title_is_lead


def test_a_header_without_a_text_is_a_document_without_paragraphs():
    found = document("title: Le traité\ndate: 2024-11\n")
    assert (found.info.title, found.info.date) == ("Le traité", Period(2024, 11))
    assert found.paragraphs == ()


def test_a_period_reaches_from_its_first_day_to_its_last():
    days = [
        (str(p.first), str(p.last)) for p in map(Period.parse, ("2024", "2024-02", "2024-02-03"))
    ]
    assert days == [
        ("2024-01-01", "2024-12-31"),
        ("2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03"),
    ]
