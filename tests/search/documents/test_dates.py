"""Dates as French documents write them."""

import pytest

from search.documents.dates import date_alone, read_date

WRITTEN = {
    "5 novembre 2024": "2024-11-05",
    "1er mars 2023": "2023-03-01",
    "le 1ᵉʳ mars 2023": "2023-03-01",
    "Mardi 5 novembre 2024": "2024-11-05",
    "5\u00a0nov.\u00a02024": "2024-11-05",
    "août 1789": "1789-08",
    "5 NOVEMBRE 2024": "2024-11-05",
    "Publié le 5 novembre 2024 à 10 h 30": "2024-11-05",
    "Mis à jour le 5 novembre 2024 à 18:03": "2024-11-05",
    "Saint-Malo, le 5 novembre 2024": "2024-11-05",
    "05/11/2024": "2024-11-05",
    "5.11.2024": "2024-11-05",
    "05-11-2024 18:03": "2024-11-05",
    "2024-11-05": "2024-11-05",
    "2024/11/05": "2024-11-05",
    "2024-11-05T10:00:00Z": "2024-11-05",
    "November 5, 2024": "2024-11-05",
}
DECLARED = {
    "2024": "2024",
    "2024-11": "2024-11",
    "05/11/24": "2024-11-05",
    "05/11/87": "1987-11-05",
    "20241105": "2024-11-05",
    "D:20241105100000+01'00'": "2024-11-05",
    "Tue, 5 Nov 2024 10:00:00 +0100": "2024-11-05",
}
NONE = [
    "",
    "31/02/2024",
    "32 mars 2024",
    "Le 5 novembre 2024, le pont céda",
    "En novembre 2024",
    "12 personnes 2024",
    "novembre",
    "2024-W10",
    "05/11-2024",
]


@pytest.mark.parametrize(("text", "date"), WRITTEN.items())
def test_a_date_alone_is_told(text, date):
    assert str(date_alone(text)) == str(read_date(text)) == date


@pytest.mark.parametrize(("text", "date"), DECLARED.items())
def test_what_is_declared_a_date_may_be_shorter(text, date):
    assert str(read_date(text)) == date
    assert date_alone(text) is None


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_none(text):
    assert date_alone(text) is None
