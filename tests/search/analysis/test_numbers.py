"""11'000, 11 000 and 11000 are one number; two numbers side by side are two."""

import pytest

GROUPINGS = ["'", "’", "ʼ", "‘", "＇", " ", "\u00a0", "\u202f", ".", ""]


@pytest.mark.parametrize("mark", GROUPINGS)
def test_grouped_digits_are_one_number(forms, texts, mark):
    written = f"11{mark}000"
    assert forms(f"les {written} soldats") == ["les", "11000", "soldats"]
    assert texts(f"les {written} soldats")[1] == written


@pytest.mark.parametrize("mark", GROUPINGS)
def test_a_number_may_have_several_groups(forms, mark):
    assert forms(f"1{mark}234{mark}567") == ["1234567"]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_number_may_stand_after_an_elided_word(forms, mark):
    assert forms(f"plus d{mark}11{mark}000 voix") == ["plus", "11000", "voix"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("En 2024 150 pays", ["2024", "150"]),
        ("le 12 100 personnes", ["12100"]),  # written so, it is twelve thousand one hundred
        ("en 1914 et 1918", ["1914", "1918"]),
        ("1 23 456", ["1", "23456"]),
        ("12 3456", ["12", "3456"]),
        ("06 12 34 56", ["06", "12", "34", "56"]),
        ("2024 500 000", ["2024", "500000"]),
    ],
)
def test_what_is_no_group_of_three_is_a_number_of_its_own(forms, text, numbers):
    assert [form for form in forms(text) if form.isdigit()] == numbers


@pytest.mark.parametrize("written", ["3,5", "3.5"])
def test_decimals_are_one_word_with_either_mark(forms, written):
    assert forms(f"{written} millions") == ["3,5", "millions"]


def test_decimals_may_have_groups(forms):
    assert forms("10 000,50 francs") == forms("10'000,50 francs") == ["10000,50", "francs"]


def test_the_full_stop_or_the_comma_after_a_number_is_no_part_of_it(forms):
    assert forms("en 2024, puis en 2025.") == ["en", "2024", "puis", "en", "2025"]


@pytest.mark.parametrize("written", ["50 €", "50€", "50\u00a0€"])
def test_an_amount_is_found_with_or_without_a_space(forms, written):
    assert forms(written) == forms("50 euro") == ["50", "euro"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("XIXᵉ", "XIXe"),
        ("XIXème", "xixeme"),
        ("1ᵉʳ", "1er"),
        ("1ʳᵉ", "1re"),
        ("2è", "2e"),
        ("2ᵉ", "2e"),
        ("n°", "n°"),
    ],
)
def test_ordinals_are_found_as_they_are_typed(forms, written, typed):
    assert forms(f"le {written} siècle") == forms(f"le {typed} siècle")


def test_years_and_centuries_are_searchable(finds):
    text = "Au XIXe siècle, dès 1848 et jusqu’au 1er janvier 1900"
    for query in ("XIXe siècle", "XIXᵉ siècle", "1848", "1er janvier", "1ᵉʳ janvier 1900"):
        assert finds(query, text)


def test_hours_and_dates_are_found_as_typed(finds):
    for written in ("12h30", "05/11/2024", "2024-11-05", "20 %", "20%"):
        assert finds(written, f"le {written} exactement")
