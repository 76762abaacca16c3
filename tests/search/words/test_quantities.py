"""Hours, amounts, decimals, dates and long numbers, however they are written."""

import pytest

HOURS = ["18h30", "18 h 30", "18:30", "18H30", "18h30min", "18\u00a0h\u00a030"]


@pytest.mark.parametrize("query", HOURS)
def test_an_hour_is_found_in_every_spelling(asking, query):
    right = [f"Le train part à {one} du quai." for one in [*HOURS, "18 heures 30"]]
    wrong = [
        "Le train de 18 h part du quai.",
        "Le train part le 30 à 9 h.",
        "Le quai 18 est au 30.",
    ]
    assert set(asking(*wrong, *right).found(query)[: len(right)]) == set(right)


@pytest.mark.parametrize("query", ["14 h", "14h", "14 heures", "14 H"])
def test_a_full_hour_is_found_in_every_spelling(asking, query):
    right = [
        f"Le train part à {one}." for one in ("14 h", "14h", "14 heures", "14\u00a0h", "14h30")
    ]
    assert set(asking("Le quai 14 est ici.", *right).found(query)[: len(right)]) == set(right)


def test_the_hour_is_lit_whole(asking):
    for written in ("18h30", "18:30"):
        text = f"Le train part à {written} du quai."
        assert asking(text).lit("18h30") == {text: [written]}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("12 km", "12km"),
        ("12km", "12 km"),
        ("220 V", "220V"),
        ("220V", "220 V"),
        ("16A", "16 A"),
        ("12,5km", "12,5 km"),
        ("100 m²", "100m2"),
        ("75cl", "75 cl"),
        ("20ans", "20 ans"),
        ("5 g", "5g"),
        ("5G", "5G"),
        ("8 Go", "8Go"),
        ("1200 kWh", "1 200kWh"),
    ],
)
def test_an_amount_is_found_with_and_without_a_space(asking, typed, written):
    right, wrong = f"Il faut {written} au moins.", "Il faut peu de choses."
    index = asking(wrong, right)
    assert index.found(typed) == [right]
    assert index.found(f'"{typed}"') == [right]


def test_generations_of_networks_are_found_however_they_are_typed(asking):
    text = "La 5G arrive au village."
    index = asking(text, "Il est 5 heures et le G.")
    assert index.found("5G")[0] == index.found("5g")[0] == text
    assert index.lit("5g")[text] == ["5G"]


NAMES = [
    ("G7", ["G 7", "G-7", "G\u00a07"]),
    ("A380", ["A 380", "A-380", "A\u202f380"]),
    ("B12", ["B 12", "B-12"]),
    ("TF1", ["TF 1", "TF-1"]),
    ("CAC40", ["CAC 40", "CAC\u00a040"]),
    ("Covid19", ["Covid 19", "Covid-19"]),
    ("4x4", ["4 x 4", "4×4", "4 × 4", "4 X 4"]),
]


@pytest.mark.parametrize(("together", "apart"), NAMES)
def test_a_name_of_letters_and_figures_is_found_with_spaces_and_without(asking, together, apart):
    texts = [f"Voici le {name} ici." for name in (together, *apart)]
    index = asking(*texts, "Voici un, ici.")
    for query in (together, *apart):
        assert set(index.found(query)[: len(texts)]) == set(texts), query


def test_its_letter_and_its_figure_apart_are_not_the_name(asking):
    assert asking("À 7 heures, l'agent G arrive.").found("G7") == []
    assert asking("A 7 heures, il part.", "Il a 7 ans.", "le 4 et le x").found("A7") == []
    assert asking("Il a lu L 121-1, G 7 000 et PH 7,5.").found("L121 G7 PH7") == []


def test_a_name_with_spaces_is_lit_whole(asking):
    for text, name in (("Le G 7 se réunit.", "G 7"), ("L'A 380 vole.", "A 380")):
        assert asking(text).lit(name.replace(" ", "")) == {text: [name]}


@pytest.mark.parametrize("code", ["3D", "G20", "H1N1", "A380", "B12", "4x4", "CO2"])
def test_a_name_of_letters_and_figures_is_one_word(asking, code):
    text = f"Voici le {code} ici."
    index = asking(text)
    assert index.lit(code) == {text: [code]}
    assert index.found(code[0]) == index.found(code[-1]) == []


def test_zeros_behind_decimals_say_nothing(asking):
    right = [f"Il coûte {one} en tout." for one in ("3,5 €", "3,50 €", "3,50€", "3,500 €")]
    index = asking("Il coûte 35 € en tout.", *right)
    for query in ("3,5", "3,50", "3,50 €", "3,5€"):
        assert set(index.found(query)[:4]) == set(right)


def test_the_decimal_mark_is_a_comma_or_a_stop(asking):
    right = ["Il coûte 3.50 en tout.", "Il coûte 3,50 en tout."]
    index = asking("Il coûte 350 en tout.", *right)
    for query in ("3.50", "3,50"):
        assert sorted(index.found(query)) == sorted(right)


def test_versions_are_what_they_are(asking):
    texts = [f"Python {version} est sorti." for version in ("3.1", "3.10", "3.11", "3.11.7")]
    index = asking(*texts, "Le 3 et le 11 au 7.")
    for version, text in zip(("3.1", "3.10", "3.11", "3.11.7"), texts, strict=False):
        assert index.found(version) == [text]
        assert index.lit(version) == {text: [version]}
    assert set(index.found("3.11*")) == {*texts[2:4]}


FIRST = ["1er janvier", "1 janvier", "1ᵉʳ janvier", "01 janvier"]


@pytest.mark.parametrize("query", FIRST)
def test_the_first_of_a_month_is_its_number(asking, query):
    right = [f"Le {one} au soir." for one in FIRST]
    assert set(asking("En janvier, au soir.", *right).found(query)[:4]) == set(right)


DATES = ["01.11.2024", "01/11/2024", "1.11.2024", "1/11/2024"]


@pytest.mark.parametrize("query", DATES)
def test_a_date_of_figures_is_found_with_either_mark(asking, query):
    right = [f"Fait le {one} à Lyon." for one in DATES]
    index = asking("Fait en 2023, à Lyon.", *right)
    assert sorted(index.found(query)) == sorted(right)
    assert sorted(index.found("2024")) == sorted(right)


TELEPHONE = [
    "04 76 12 34 56",
    "04.76.12.34.56",
    "04-76-12-34-56",
    "0476123456",
    "+33 4 76 12 34 56",
    "+33476123456",
    "+33 (0)4 76 12 34 56",
    "0033 4 76 12 34 56",
    "04\u00a076\u00a012\u00a034\u00a056",
]


def test_a_telephone_number_is_its_digits(asking):
    right = {f"Appeler le {one}.": [one] for one in TELEPHONE}
    index = asking("Le 04 et le 76, ou 12, 34 et 56.", *right)
    for query in TELEPHONE:
        assert index.lit(query) == right


@pytest.mark.parametrize(
    ("grouped", "together"),
    [
        ("FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
        ("BE68 5390 0754 7034", "BE68539007547034"),
        ("CH93 0076 2011 6238 5295 7", "CH9300762011623852957"),
        ("GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"),
        ("732 829 320 00074", "73282932000074"),
        ("732 829 320", "732829320"),
        ("1 85 05 78 006 084 36", "185057800608436"),
        ("4970 1012 3456 7890", "4970101234567890"),
        ("+41 22 730 51 11", "022 730 51 11"),
        ("+32 2 123 45 67", "02 123 45 67"),
        ("+1 514 555 1234", "+15145551234"),
    ],
)
def test_a_long_number_is_found_grouped_and_together(asking, grouped, together):
    texts = [f"Le numéro {grouped}, dit-il.", f"Le numéro {together}, dit-il."]
    index = asking(*texts, "Le 00074, le 732 et le 829.")
    for query in (grouped, together):
        assert sorted(index.found(query)) == sorted(texts)
    assert index.lit(grouped) == {texts[0]: [grouped], texts[1]: [together]}


ARTICLES = ["L121-1", "L. 121-1", "L.121-1", "L.\u00a0121-1"]


@pytest.mark.parametrize("query", ARTICLES)
def test_an_article_of_a_code_is_found_in_every_spelling(asking, query):
    right = [f"Selon l'article {one} du code." for one in ARTICLES]
    assert set(asking("Selon l'article R212-2 du code.", *right).found(query)) == set(right)


def test_an_aircraft_is_no_article(asking):
    text = "Un A320-200 atterrit."
    assert asking(text).found("A320-200") == [text]
    assert asking(text).found("A") == []
