"""Which documents aren't French."""

import pytest

from search.documents import read_document

FRENCH = [
    "La rivière est montée pendant la nuit ; le pont a tenu, mais la route reste coupée.",
    "Recette : 200 g de farine, 3 œufs, un demi-litre de lait. Mélanger, laisser une heure.",
    "Terme de botanique. Famille de plantes à laquelle le pourpier a donné son nom.",
    "Réunion du 3 mars : présents, Anne, Luc et Paul ; excusée, Marie, qui est en voyage.",
    "LE MAIRE A REÇU LES HABITANTS DU QUARTIER, INQUIETS DES TRAVAUX PRÉVUS.",
]
OTHERS = {
    "en": "The city was built on the banks of the river and its walls were restored twice.",
    "de": "Die Stadt wurde am Ufer des Flusses gebaut und ihre Mauern wurden oft erneuert.",
    "es": "La ciudad fue construida a orillas del río y sus murallas se restauraron después.",
    "it": "La città è stata costruita sulle rive del fiume e le sue mura sono state rifatte.",
    "pt": "A cidade foi construída às margens do rio e as suas muralhas foram restauradas.",
    "ca": "La ciutat es va construir a la vora del riu i les muralles de les viles també.",
    "nl": "De stad werd gebouwd aan de oever van de rivier en de muren werden hersteld.",
    "ru": "Город был построен на берегах реки, и его стены несколько раз восстанавливались.",
}


def language(text: str) -> str:
    return read_document("a.txt", text.encode()).info.language


@pytest.mark.parametrize("text", FRENCH)
def test_french_is_not_flagged(text):
    assert language(text) == ""


@pytest.mark.parametrize(("code", "text"), OTHERS.items(), ids=OTHERS)
def test_what_is_not_french_is_flagged_with_its_language(code, text):
    assert language(text) == code


@pytest.mark.parametrize("text", ["Bilan", "OK", "12 345", "Basel Zürich Genf", "", "Annexe A"])
def test_of_a_few_words_nothing_is_told(text):
    assert language(text) == ""


@pytest.mark.parametrize("code", ["en", "de", "es"])
def test_a_french_document_with_a_passage_in_another_language_is_french(code):
    assert language("\n\n".join([*FRENCH, OTHERS[code]])) == ""


@pytest.mark.parametrize("code", ["en", "de", "es"])
def test_a_foreign_document_with_a_french_title_is_foreign(code):
    assert language("Compte rendu de la séance\n\n" + OTHERS[code] * 6) == code


def test_a_wrong_declaration_is_not_believed():
    page = f'<html lang="en"><body><p>{FRENCH[0]}</p></body></html>'
    assert read_document("a.html", page.encode()).info.language == ""
