"""Accents typed on purpose are asked for; none are needed to find what has them."""

import pytest


@pytest.mark.parametrize("mark", ['"{}"', "={}"])
@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("maïs", "mais"),
        ("dû", "du"),
        ("sûr", "sur"),
        ("où", "ou"),
        ("à", "a"),
        ("là", "la"),
        ("dès", "des"),
        ("mûr", "mur"),
        ("côté", "cote"),
        ("pêcher", "pécher"),
        ("né", "ne"),
        ("jeûne", "jeune"),
        ("âgé", "age"),
        ("ça", "ca"),
        ("nôtre", "notre"),
        ("été", "ete"),
    ],
)
def test_a_word_asked_for_as_it_is_has_its_accents(asking, mark, word, bare):
    right, wrong = f"Voici {word} ici.", f"Voici {bare} ici."
    index = asking(wrong, right)
    assert index.found(mark.format(word)) == [right]
    assert index.lit(mark.format(word)) == {right: [word]}
    assert sorted(index.found(mark.format(bare)))[0] in (right, wrong)


def test_without_accents_all_are_found(asking):
    texts = ["Un côté.", "Une cote.", "Une côte.", "Coté en bourse."]
    index = asking(*texts)
    assert sorted(index.found("=cote")) == sorted(index.found("cote")) == sorted(texts)
    assert sorted(index.found("côté")) == sorted(texts)


@pytest.mark.parametrize("written", ["État", "Etat", "ETAT", "ÉTAT", "état"])
@pytest.mark.parametrize("query", ["=état", "=État", '"État"', '"l’État français"', "=etat"])
def test_capitals_may_lack_their_accents(asking, query, written):
    text = f"Ici l’{written} français paie."
    assert asking(text).found(query) == [text]


def test_a_small_letter_without_its_accent_is_another_word(asking):
    assert asking("Un etat.").found("=état") == []


@pytest.mark.parametrize("query", ['"fête de l’école"', '"fete de l’ecole"'])
def test_a_phrase_with_accents_asks_for_them(asking, query):
    right, bare = "C’est la fête de l’école.", "C’est la fete de l’ecole."
    asked = ["fête" in query]
    found = asking(bare, right).found(query)
    assert (found == [right]) if asked[0] else (sorted(found) == sorted([right, bare]))


@pytest.mark.parametrize(
    ("query", "bare_query"),
    [
        ('"école fête"~3', '"ecole fete"~3'),
        ('"fête de l’éc?le"', '"fete de l’ec?le"'),
        ('"fête de l’éco*"', '"fete de l’eco*"'),
    ],
)
def test_words_near_one_another_and_with_wildcards_ask_for_accents_too(asking, query, bare_query):
    right, bare = "C’est la fête de l’école.", "C’est la fete de l’ecole."
    index = asking(bare, right)
    assert index.found(query) == [right]
    assert all("ê" in lit for lit in index.lit(query)[right] if lit[0] == "f")
    assert sorted(index.found(bare_query)) == sorted([right, bare])


def test_of_equals_the_one_written_as_typed_comes_first(asking):
    cote, cotes = "La cote est ici.", "La côté est ici."
    index = asking(cote, cotes)
    assert index.found("côté") == [cotes, cote]
    assert set(index.found("cote")) == {cote, cotes}


SMALL = [
    ("thé", "Il boit du thé.", "The Guardian paraît."),
    ("dès", "Il part dès lundi.", "Il mange des lentilles."),
    ("où", "La ville où il vit.", "La ville ou la mer."),
    ("sûr", "Il est sûr de lui.", "Il est sur la table."),
    ("dû", "Il a dû partir.", "Le chat du voisin."),
    ("là", "Il reste là.", "Il voit la mer."),
    ("à", "Il va à Lyon.", "Il a un chat."),
    ("mûr", "Le fruit est mûr.", "Le fruit est bon."),
    ("né", "Il est né hier.", "Il ne vient pas."),
    ("nôtre", "Il est nôtre.", "Il est notre ami."),
    ("maïs", "Il sème du maïs.", "Il sème mais perd."),
    ("aïe", "Il dit aïe.", "Il faut qu’il aie raison."),
]


@pytest.mark.parametrize(("query", "right", "wrong"), SMALL)
def test_a_word_with_accents_is_not_the_small_word_without(asking, query, right, wrong):
    index = asking(wrong, right)
    assert index.found(query) == [right]
    assert index.lit(query) == {right: [query]}


def test_tea_is_found_without_its_accent(asking):
    tea = "Un thé vert, s’il vous plaît."
    index = asking(tea, "The Guardian paraît.")
    assert index.found("the vert")[0] == tea
    assert index.found("thes") == [tea]
    assert index.found('"The Guardian"') == ["The Guardian paraît."]
    assert index.searcher.search("the vert").ignored == ()


@pytest.mark.parametrize("word", ["très", "même", "être"])
def test_nobody_has_to_type_or_write_the_accents_of_a_small_word(asking, word):
    bare = word.translate(str.maketrans("èêé", "eee"))
    index = asking(f"Voici {word}.", f"Voici {bare}.")
    assert len(index.found(word)) == len(index.found(bare)) == 2


def test_accents_are_asked_of_titles_and_headings_too(asking):
    assert asking("Le maïs pousse. Il pousse bien.").found("titre:=maïs")
    assert not asking("Il pousse, mais mal. Il pousse.").found("titre:=maïs")


@pytest.mark.parametrize(
    "query",
    ["ou en est ma demande", "Ou en est ma demande ?", "OU EN EST MA DEMANDE", "ou demander"],
)
def test_where_nothing_stands_before_it_or_is_where(asking, query):
    where, other = "La ville où il est en mai demande.", "La ville est ou était en demande."
    index = asking(other, where)
    assert index.found(query)[0] == where
    assert index.lit(query)[where][0] == "où"
    assert "ou" not in index.searcher.search(query).ignored


def test_behind_an_elision_or_is_where(asking):
    index = asking("Le pays ou la ville.", "Le pays d’où il vient.")
    assert index.found("d'ou") == index.found("d’où") == ["Le pays d’où il vient."]


@pytest.mark.parametrize("query", ["pays ou ville", "-mer pays ou ville", "pays (ou ville)"])
def test_what_joins_is_a_small_word(asking, query):
    assert asking("Le pays ou la ville.").searcher.search(query).ignored == ("ou",)
