"""`alinea search`: hits, options, statuses, and queries that look like options."""

import json
import re
from itertools import count
from types import SimpleNamespace

import pytest

from search.query import budget
from search.wording.messages import speaking


def addresses(result) -> list[str]:
    return re.findall(r"^   (?:\S+)#(p\d+) · ", result.stdout, re.MULTILINE)


def test_a_hit_shows_title_address_date_score_heading_and_snippet(alinea):
    result = alinea("search", "Trump")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("1. La chambre haute du Parlement russe")
    score = r"\d\.\d\d \(\d\.\d\d \+ \d\.\d\d\)"
    assert re.fullmatch(rf"   000_bb954991637d5d05\.txt#p6 · 2024-11 · {score}", lines[1])
    assert lines[2] == "   11'000 militaires dans la région"
    assert lines[3].startswith("   La victoire de Donald Trump")
    assert re.fullmatch(r"1 passage, in 1 document, in \d+\.\d ms", lines[5])


def test_words_of_a_query_need_no_quotes(alinea):
    assert addresses(alinea("search", "Choe", "Son-hui")) == ["p15"]


def test_what_is_too_common_is_told(alinea):
    assert "Too common to be searched for: de, la" in alinea("search", "de la Russie").stdout


def test_an_operator_that_joins_nothing_is_told(alinea):
    result = alinea("search", "Trump ET")
    assert "Left out, having nothing to join: ET" in result.stdout
    assert addresses(result) == ["p6"]


def test_dates_are_those_of_every_day(alinea):
    for day in ("01/11/2024", "1er novembre 2024", "11/2024"):
        assert addresses(alinea("search", "Trump", "--from", day)) == ["p6"]
    assert addresses(alinea("search", "Trump", "--from", "01/12/2024")) == []


def test_no_hit_is_status_one_and_offers_what_was_meant(alinea):
    result = alinea("search", "Ukrainne")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "Did you mean: Ukraine"
    assert "0 passages, in" in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([""], "There is nothing to search for in it"),
        (['"'], "There is nothing to search for in it"),
        (["date:hier"], "At character 6: “hier” is not a date."),
        (["x" * 10_000], "The query has 10,000 characters; the limit is 512."),
        (["mot " * 100], "The query has 100 words; the limit is 64."),
        (["(" * 40 + "chat"], "parentheses are 32 deep at the most"),
        (["chat", "--page", "1001"], "with 10 hits on a page there are 1,000 pages at the most"),
        (["chat", "--from", "hier"], "is not a date"),
        (["chat", "--from", "31/02/2024"], "“31/02/2024” is not a date"),
        (["auteurr:Trump"], "At character 1: there is no field “auteurr”. The fields are titre:"),
        (["chat", "--from", "2025", "--to", "2024"], "in the wrong order"),
        ([b"\xff".decode("utf-8", "surrogateescape")], "There is nothing to search for in it"),
    ],
)
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_query_that_cannot_be_searched_is_told_why(alinea, words, message, as_json):
    result = alinea("search", *words, *as_json)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_query_that_costs_too_much_is_told_what_to_leave_out(alinea, monkeypatch):
    monkeypatch.setattr(budget, "POSTINGS_PER_SECOND", 100)
    result = alinea("search", "a*")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "longer beginnings before “*”" in result.stderr


def test_a_search_that_runs_out_of_time_is_status_five(alinea, monkeypatch):
    hours = SimpleNamespace(monotonic=count(step=3600).__next__)
    monkeypatch.setattr(budget, "time", hours)
    result = alinea("search", "Trump")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "took longer than 5 seconds" in result.stderr


@pytest.mark.parametrize(
    "query",
    ["-Trump", "-Chine", "-histoire", "-h", "-1", "-été", "-(Trump Poutine)", '-"jour de"', "-e"],
)
def test_a_query_may_begin_with_a_minus(alinea, query):
    result = alinea("search", "Russie", query, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["query"]["text"] == f"Russie {query}"
    assert found["query"]["understood"].startswith("Russie -")


def test_after_two_hyphens_all_are_words(alinea):
    assert json.loads(alinea("search", "--json", "--", "-Trump").stdout)["total"] == 15


def test_what_was_in_the_way_is_told(alinea):
    result = alinea("search", '"Poutine Trump" date:2023')
    assert result.exit_code == 1
    assert "without date:2023: " not in result.stdout
    assert "alone: Trump – 1 hit\n" in result.stdout
    assert "words anywhere: Trump ET Russie – " in alinea("search", '"Trump Russie"').stdout


def test_a_flag_that_the_query_contradicts_is_named(alinea):
    result = alinea("search", "Trump langue:en", "--language", "fr")
    assert "language: The query has “langue:en” too" in result.stdout
    assert "without langue:en: langue:fr Trump – 1 hit" in result.stdout


@pytest.mark.parametrize(("flag", "name"), [("--from", "from"), ("--to", "to")])
def test_a_date_that_is_none_is_named_by_its_flag(alinea, flag, name):
    result = alinea("search", "Trump", flag, "2024-13")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Parameter {name}: “2024-13” is not a date" in result.stderr


def test_places_are_counted_as_they_are_asked_for(alinea):
    def places(*flags):
        tokens = json.loads(alinea("analyze", "😀 chat", "--json", *flags).stdout)["tokens"]
        return [(token["start"], token["end"]) for token in tokens]

    assert places() == [(2, 6)]
    assert places("--offsets", "utf16") == [(3, 7)]


def test_what_the_index_holds_is_there_as_json(alinea):
    held = json.loads(alinea("stats", "--json").stdout)
    assert (held["documents"], held["paragraphs"], held["engine"]) == (1, 16, "whoosh")


@pytest.mark.parametrize("option", ["--foo", "--jsn", "--limit-", "---"])
def test_an_unknown_option_is_refused(alinea, option):
    result = alinea("search", "Trump", option)
    assert (result.exit_code, result.stdout) == (2, "")
    assert option in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--limit", "0"],
        ["--limit", "101"],
        ["--limit", "ten"],
        ["--page", "0"],
        ["--sort", "size"],
        ["--group", "word"],
        ["--json=yes"],
    ],
)
def test_a_value_that_an_option_cannot_have_is_refused(alinea, words):
    assert alinea("search", "Trump", *words).exit_code == 2


def test_a_search_without_a_query_is_bad_usage(alinea):
    assert alinea("search").exit_code == 2


def test_limit_and_page_cut_the_results(alinea):
    all_of_them = addresses(alinea("search", "Russie", "--limit", "100"))
    assert len(all_of_them) > 4
    pages = [addresses(alinea("search", "Russie", "--limit", 2, "--page", n)) for n in (1, 2)]
    assert pages == [all_of_them[:2], all_of_them[2:4]]
    assert alinea("search", "Russie", "--limit", 2, "--page", 2).stdout.startswith("3. ")
    beyond = alinea("search", "Russie", "--page", 99)
    assert (beyond.exit_code, addresses(beyond)) == (1, [])


def test_hits_grouped_by_document_say_how_many_more_there_are(alinea):
    result = alinea("search", "Russie", "--group", "document")
    assert len(addresses(result)) == 1
    assert re.search(r"^   \d other passages$", result.stdout, re.MULTILINE)


@pytest.mark.usefixtures("own_index")
def test_the_latest_documents_come_first_by_date(alinea, documents):
    (documents / "a.txt").write_text("date 2023 Le chat.", "utf-8")
    (documents / "b.txt").write_text("date 2024-11 Le chat dort, le chat mange.", "utf-8")
    (documents / "c.txt").write_text("Le chat, le chat, le chat.", "utf-8")
    alinea("update")
    found = json.loads(alinea("search", "chat", "--sort", "date", "--json").stdout)["hits"]
    assert [hit["document"]["id"] for hit in found] == ["b.txt", "a.txt", "c.txt"]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        (["--from", "2024"], 1),
        (["--from", "2024-11", "--to", "2024-11"], 1),
        (["--to", "2024-10"], 0),
        (["--from", "2025"], 0),
    ],
)
def test_dates_limit_the_documents(alinea, words, hits):
    assert len(addresses(alinea("search", "Trump", *words))) == hits


def test_settings_of_the_page_hold_in_the_terminal(alinea, monkeypatch):
    monkeypatch.setenv("ALINEA_PAGE_SIZE", "2")
    monkeypatch.setenv("ALINEA_SNIPPET_SIZE", "60")
    result = alinea("search", "Russie")
    assert len(addresses(result)) == 2
    cut = [line for line in result.stdout.splitlines() if re.search("^   … | …$", line)]
    assert len(cut) == 2
    assert all(len(line) < 70 for line in cut)


def test_results_speak_french(alinea):
    with speaking("fr"):
        result = alinea("search", "de la Russie")
    assert "Trop courants pour être cherchés\u00a0: de, la" in result.stdout
    assert re.search(r"\d passages, dans 1 document, en \d+,\d ms", result.stdout)
