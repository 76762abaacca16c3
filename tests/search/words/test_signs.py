"""Signs that tell words apart, and signs that don't: µ, C++, R&D, n°, ½, °."""

import pytest

MICROGRAMS = ["500 µg", "500 μg", "500µg", "500μg", "500 mcg", "500mcg", "500 ug"]


def test_micrograms_are_no_milligrams(asking):
    right, wrong = [f"Une dose de {one} par jour." for one in MICROGRAMS], "Une dose de 500 mg."
    index = asking(wrong, *right)
    for query in MICROGRAMS:
        assert set(index.found(query)[: len(right)]) == set(right)
        assert all("mg" not in lit for lit in index.lit(query).values())


def test_micrometres_are_no_millimetres(asking):
    index = asking("Un grain de 5 mm tombe.", "Un grain de 5 µm tombe.")
    assert index.found("µm") == ["Un grain de 5 µm tombe."]
    assert index.found("mm") == ["Un grain de 5 mm tombe."]
    assert index.found('"5 mm"') == ["Un grain de 5 mm tombe."]


LANGUAGES = {
    "C++": "Il programme en C++ depuis dix ans.",
    "C#": "Il programme en C#, chez lui.",
    "F#": "Il programme en F# (et ailleurs).",
    ".NET": "Il programme pour .NET surtout.",
    "ASP.NET": "Il programme en ASP.NET surtout.",
    "Node.js": "Il programme avec Node.js surtout.",
    "C": "Il programme en C depuis dix ans.",
    "Notepad++": "Il programme dans Notepad++ surtout.",
}


@pytest.mark.parametrize("query", LANGUAGES)
def test_a_name_with_signs_is_a_word_of_its_own(asking, query):
    index = asking(*[text for name, text in LANGUAGES.items() if name != query], LANGUAGES[query])
    assert index.found(query)[0] == LANGUAGES[query]
    assert index.found(query.lower())[0] == LANGUAGES[query]
    assert index.lit(query)[LANGUAGES[query]] == [query]


def test_c_with_signs_isnt_lit_by_c(asking):
    index = asking(*LANGUAGES.values())
    assert index.found("C") == [LANGUAGES["C"]]
    assert LANGUAGES["C"] not in index.found("C++")


def test_a_plus_between_words_is_no_part_of_them(asking):
    index = asking("Il regarde Canal+ et paie 3 francs.", "Un plan a+b ici.")
    assert index.found("Canal") == index.found("Canal+") == ["Il regarde Canal+ et paie 3 francs."]


@pytest.mark.parametrize("query", ["R&D", "R & D", "r&d", '"R & D"'])
def test_research_and_development_is_one_word(asking, query):
    texts = ["La R&D coûte cher.", "La R & D coûte cher.", "Le D et le R sont des lettres."]
    index = asking(*texts)
    assert sorted(index.found(query)) == sorted(texts[:2])
    assert index.lit(query) == {texts[0]: ["R&D"], texts[1]: ["R & D"]}


@pytest.mark.parametrize("query", ["AT&T", "at&t", "AT & T"])
def test_a_name_with_an_ampersand_is_one_word(asking, query):
    assert asking("AT&T appelle.", "T appelle AT.").found(query) == ["AT&T appelle."]


NUMERO = ["n° 5", "nº 5", "no 5", "N° 5", "n°5", "N°5", "nº5", "№ 5", "numéro 5"]


@pytest.mark.parametrize("query", ["n° 5", "nº 5", "N°5", "№ 5", "no 5", "numéro 5"])
def test_numbers_are_found_however_the_word_is_written(asking, query):
    right = [f"Le décret {one} est abrogé." for one in NUMERO]
    index = asking("Le décret N est daté du 5 mai.", *right)
    assert set(index.found(query)[: len(right)]) == set(right)
    assert all("N" not in lit for lit in index.lit(query).values())


@pytest.mark.parametrize(
    ("typed", "written"), [("1/2", "½"), ("½", "1/2"), ("3/4", "¾"), ("2½", "2 1/2"), ("¼", "¼")]
)
def test_fractions_are_one_word_either_way(asking, typed, written):
    right, wrong = f"Prenez {written} tasse de lait.", "Prenez 1 tasse, puis 2, 3 ou 4."
    assert asking(wrong, right).found(typed)[0] == right


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2007", "\u2009", "\u202f"])
def test_every_space_groups_digits(asking, space):
    text = f"Il y a 12{space}500 habitants."
    assert asking(text, "Les 500 ont 12 ans.").found("12500") == [text]
    assert asking(text).lit("12\u2007500") == {text: [f"12{space}500"]}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("CO2", "CO₂"),
        ("CO₂", "CO2"),
        ("H2O", "H₂O"),
        ("m2", "m²"),
        ("m²", "m2"),
        ("m3", "m³"),
        ("20 °C", "20°C"),
        ("20°C", "20 °C"),
        ("20 degrés", "20 °C"),
        ("45 degrés", "45°"),
        ("§ 12", "§12"),
        ("20%", "20 %"),
        ("50 €", "50€"),
        ("50 euros", "50 €"),
    ],
)
def test_signs_are_found_as_they_are_typed(asking, typed, written):
    right, wrong = f"On mesure {written} ici.", "On mesure une chose et une autre."
    index = asking(wrong, right)
    assert index.found(typed) == [right]


@pytest.mark.parametrize(
    ("query", "text"),
    [("texte", "Un texte¹ annoté."), ("10", "Soit 10³ kilos."), ("2024", "En 2024² déjà.")],
)
def test_a_raised_figure_is_no_part_of_the_word(asking, query, text):
    assert asking(text).lit(query) == {text: [query]}
