"""Words written as one, with a hyphen or short are the same words."""

import pytest

TOGETHER = [
    ("weekend", "week-end"),
    ("portemonnaie", "porte-monnaie"),
    ("autoécole", "auto-école"),
    ("Covid19", "COVID-19"),
    ("covid19", "Covid-19"),
    ("contrattaque", "contr-attaque"),
    ("millepattes", "mille-pattes"),
    ("entretemps", "entre-temps"),
    ("F16", "F-16"),
    ("AK47", "AK-47"),
    ("microordinateur", "micro-ordinateur"),
    ("arcenciel", "arc-en-ciel"),
    ("chefdœuvre", "chef-d’œuvre"),
    ("nordcoréen", "nord-coréen"),
    ("portefeuille", "porte-feuille"),
    ("autoécoles", "auto-école"),
    ("weekends", "week-end"),
]


@pytest.mark.parametrize(("one", "parted"), TOGETHER)
def test_a_compound_is_found_with_and_without_its_hyphen(asking, one, parted):
    joined, hyphened = f"Voici un {one} ici.", f"Voici l’{parted} ici."
    index = asking(joined, hyphened, "Rien de tel.")
    for query in (one, parted, one.upper(), parted.capitalize()):
        assert sorted(index.found(query)) == sorted([joined, hyphened])
        assert index.lit(query) == {joined: [one], hyphened: [parted]}


def test_a_name_with_a_number_is_found_in_every_spelling(asking):
    right = [f"La {one} recule." for one in ("covid 19", "Covid19", "COVID-19", "covid-19")]
    index = asking("Le 19 mai.", *right)
    for query in ("covid 19", "Covid19", "COVID-19", "covid19"):
        assert set(index.found(query)[:4]) == set(right)


def test_the_hyphens_of_grammar_join_nothing(asking):
    grammar = ["dit-il", "vas-y", "ceux-ci", "donne-moi", "a-t-elle", "fais-le"]
    index = asking(*(f"Voici, {one}, un mot." for one in grammar))
    assert [index.found(one.replace("-", "")) for one in grammar] == [[]] * len(grammar)


SHORT = [
    ("Saint-Nicolas", "St-Nicolas"),
    ("Saint-Nicolas", "St Nicolas"),
    ("saint nicolas", "st-nicolas"),
    ("Sainte-Marie", "Ste-Marie"),
    ("Sainte Marie", "Ste Marie"),
    ("Monseigneur Myriel", "Mgr Myriel"),
    ("Madame Bovary", "Mme Bovary"),
    ("Mademoiselle Fifi", "Mlle Fifi"),
    ("docteur Knock", "Dr Knock"),
    ("Saintes-Maries", "Stes-Maries"),
    ("professeur Tournesol", "Pr Tournesol"),
]


@pytest.mark.parametrize(("full", "short"), SHORT)
def test_a_word_written_short_is_the_word(asking, full, short):
    texts = [f"Voici {full} ici.", f"Voici {short} ici."]
    index = asking(*texts, "Rien de tel.")
    for query in (full, short, f'"{full}"', f'"{short}"'):
        assert sorted(index.found(query)) == sorted(texts)


@pytest.mark.parametrize(
    "spellings",
    [
        ("J.-C.", "J.C.", "JC", "J.-C"),
        ("P.-D.G.", "P.D.G.", "PDG"),
        ("S.N.C.F.", "SNCF", "S. N. C. F."),
        ("J.K. Rowling", "J. K. Rowling", "JK Rowling", "J.-K. Rowling"),
        ("O.N.U.", "ONU"),
        ("J.A. Doria", "J. A. Doria", "JA Doria"),  # A alone may be a name as well
    ],
    ids=lambda spellings: spellings[0],
)
def test_initials_are_the_same_with_stops_spaces_and_hyphens_or_without(asking, spellings):
    texts = [f"Selon {one} elle-même." for one in spellings]
    index = asking(*texts, "Le J, le C, le K, le P et le D.")
    for query in spellings:
        assert sorted(index.found(query)) == sorted(texts)
        assert sorted(index.found(f'"{query}"')) == sorted(texts)


def test_monsieur_is_no_first_name(asking):
    text = "M. A. Dupont est venu."
    assert asking(text).found("Dupont") == [text]
    assert asking(text).found("MA") == []
