"""What is typed finds what it says and is lit, whichever the engine; what is offered besides."""

import pytest

from search import Settings, open_indexer, open_searcher
from search.errors import QuerySyntaxError
from search.opening import EMBEDDED
from search.searching import Searcher

TEXTS = {
    "traité.txt": "title: Le traité\ndate: 2024-11-01\n\n"
    "Le traité de défense mutuelle est signé.\n\n"
    "La défense du pays repose sur un traité.\n\n"
    "Le traité de paix, disent les uns, vaut mieux que la défense.\n\n"
    "Le traité de désarmement a vécu. Un traité de désarmement viendra.",
    "installation.txt": "title: Le chauffage\ndate: 2023\n\n"
    "L'installation automatisée du chauffage coûte 500 €.\n\n"
    "Ils dosent des installations sans soin.\n\n"
    "On va de Saint-Germain à la main du puits, puis au bain.",
    "or.txt": "Le prix de l'or et de l'argent monte jusqu'au jour de la victoire.",
    "être.txt": "L'été fut beau. Dès le matin, les dés du soir, pas un vol, pas même une souris.",
}


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def searcher(request, tmp_path_factory) -> Searcher:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index"), engine=request.param)
    open_indexer(settings).rebuild(folder)
    return open_searcher(settings)


def found(searcher: Searcher, query: str, **asked) -> dict[str, list[str]]:
    """The addresses of the hits with what is lit in each."""
    return {
        hit.paragraph.address.replace(".txt", ""): [
            piece for piece, matched in hit.snippet.pieces() if matched
        ]
        for hit in searcher.search(query, **asked).hits
    }


def test_words_near_one_another_are_found_in_any_order_and_lit_where_they_are(searcher):
    assert found(searcher, '"traité défense"~1') == {"traité#p1": ["traité", "défense"]}
    assert found(searcher, '"traité défense"~5') == {
        "traité#p1": ["traité", "défense"],
        "traité#p2": ["défense", "traité"],
    }
    assert found(searcher, '"traité défense"~9').keys() == {f"traité#p{n}" for n in (1, 2, 3)}
    assert found(searcher, '"traité défense"~0') == {}


def test_of_words_near_one_another_each_is_near_each(searcher):
    assert found(searcher, '"traité défense mutuelle"~2').keys() == {"traité#p1"}
    assert found(searcher, '"traité désarmement"~3 -vécu') == {}


def test_near_one_another_asks_for_these_very_forms(searcher):
    assert found(searcher, '"traités défense"~5') == {}


def test_a_star_and_a_question_mark_stand_for_letters_anywhere(searcher):
    assert found(searcher, "*armement") == {"traité#p4": ["désarmement", "désarmement"]}
    assert found(searcher, "d?s")["être#p1"] == ["Dès", "dés"]
    assert found(searcher, "inst*ation").keys() == {"installation#p1"}
    assert found(searcher, "titre:ch*ge").keys() == {"installation#p1"}
    assert found(searcher, "d?fense -*rmement -mutuelle").keys() == {"traité#p2", "traité#p3"}


def test_the_last_word_of_a_phrase_may_be_a_beginning_and_any_other_a_pattern(searcher):
    assert found(searcher, '"jour de la vic*"') == {"or#p1": ["jour de la victoire"]}
    assert found(searcher, '"traité de d?s*ment"')["traité#p4"] == ["traité de désarmement"] * 2
    assert found(searcher, '"jour de la def*"') == {}


def test_a_pattern_of_too_many_words_is_refused_with_its_place(searcher, monkeypatch):
    monkeypatch.setattr("search.query.wildcards.MAX_MATCHING", 3)
    with pytest.raises(QuerySyntaxError, match="more of its letters") as caught:
        searcher.search("or *e")
    assert caught.value.position == 3


def test_a_mistyped_word_may_be_as_far_off_as_is_said(searcher):
    assert found(searcher, "mutuale~1").keys() == set()
    assert found(searcher, "mutuale~2").keys() == {"traité#p1"}


@pytest.mark.parametrize("first", ["01/11/2024", "1er novembre 2024", "11/2024", "2024-11-01"])
def test_dates_are_understood_as_they_are_written_every_day(searcher, first):
    assert found(searcher, "traité", first=first).keys() == {f"traité#p{n}" for n in range(1, 5)}
    assert found(searcher, "installation", first=first) == {}
    assert searcher.search(f"date:{first} traité").total == 4


def test_in_capitals_or_is_gold_and_a_dropped_operator_is_said(searcher):
    assert found(searcher, "PRIX OR").keys() == {"or#p1"}
    assert searcher.search("PRIX OR").dropped == ()
    assert searcher.search("prix ET").dropped == ("ET",)
    assert searcher.search("ET OU prix ET OU argent SAUF").dropped == ("ET", "OU", "ET", "SAUF")
    assert searcher.search("prix OU argent").dropped == ()
    assert searcher.search("prix ET (").dropped == ("ET",)
    assert searcher.search("prix OU SAUF argent").dropped == ("OU",)
    assert searcher.search("prix SAUF NOT argent").dropped == ("SAUF",)


def test_a_sign_behind_the_field_is_read_as_before_it(searcher):
    assert searcher.search("titre:-prix argent").understood == "argent -titre:prix"
    assert searcher.search("titre:+prix argent").understood == "+titre:prix argent"


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("être ou ne pas être", None),
        ("instalation automatisée", "installation automatisée"),
        ('"instalation automatisée"', '"installation automatisée"'),
        ('"instalation automatise"', '"installation automatise"'),
        ("«  le trèité de paix »", "«  le traité de paix »"),
        ("Sain-Germain", "Saint-Germain"),
        ("+sain-germain traité", "+Saint-Germain traité"),
        ('"traibé défense"~5', '"traité défense"~5'),
        ("=instalation", "=installation"),
        # what the index has in any form, or in a title only, is left alone
        ("installations automatisées", None),
        ('"installations automatisées"', None),
        ("chauffages", None),
        ("vécus dosons", None),
    ],
)
def test_unknown_words_are_mended_wherever_they_stand_and_known_ones_left(
    searcher, query, suggestion
):
    offered = searcher.search(query).suggestion
    assert (offered or "").lower() == (suggestion or "").lower()


def test_a_word_is_completed_by_what_stands_behind_the_words_before_it(searcher):
    assert searcher.suggest("traité de dé") == ["traité de désarmement", "traité de défense"]
    assert searcher.suggest("jour de la v") == ["jour de la victoire"]
    assert searcher.suggest('"le traité de p') == ['"le traité de paix']
    assert searcher.suggest("Saint-G") == ["Saint-Germain"]
    assert searcher.suggest("L’instal") == ["L’installation"]
    assert searcher.suggest("prix de l'o") == ["prix de l'or"]
    assert "argent monte jusqu" not in searcher.suggest("argent monte jusqu")  # « jusqu'au »
    assert searcher.suggest("vaut mieux que la de") == ["vaut mieux que la défense"]


def test_without_words_that_follow_the_most_frequent_complete_it(searcher):
    assert searcher.suggest("argent, trai")[0] == "argent, traité"
    assert searcher.suggest("victoire d")[0] == "victoire défense"


def test_a_symbol_completes_nothing(searcher):
    assert searcher.suggest("eu") == ["euro"]
    assert searcher.suggest("coûte 500 eu") == ["coûte 500 euro"]
