"""The address of a page of results, and what a document's address has of it."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from web.addresses.results_address import ResultsAddress


@pytest.fixture(autouse=True)
def _within_a_request():
    with Flask(__name__).test_request_context("/"):
        yield


def address(*values: tuple[str, str]) -> ResultsAddress:
    return ResultsAddress.of(MultiDict(values), lambda name: name == "auteur")


def test_what_distinguishes_nothing_is_left_out():
    plain = address(("q", "crue"), ("page", "1"), ("sort", "relevance"), ("utm_source", "x"))
    assert plain.url() == "/?q=crue"


def test_what_comes_again_and_again_is_heeded_once_and_metadata_once_for_each_value():
    again = address(*[("q", "crue"), ("q", "pont"), ("auteur", "Zola"), ("auteur", "Hugo")] * 40)
    assert again.url() == "/?q=crue&auteur=Zola&auteur=Hugo"


def test_the_order_in_which_something_was_asked_makes_no_other_address():
    one = address(("sort", "date"), ("auteur", "Zola"), ("q", "crue"), ("from", "2024"))
    other = address(("from", "2024"), ("q", "crue"), ("auteur", "Zola"), ("sort", "date"))
    assert one.url() == other.url() == "/?q=crue&from=2024&auteur=Zola&sort=date"


def test_a_filter_that_comes_off_leaves_the_address_of_before():
    before = address(("q", "crue"), ("auteur", "Zola"), ("sort", "date"))
    narrowed = before.narrowed("auteur", "Hugo")
    assert narrowed.url() == "/?q=crue&auteur=Zola&auteur=Hugo&sort=date"
    assert narrowed.without(("auteur", "Hugo")) == before
    between = before.changed(first="2023", last="2024")
    assert between.without(("from", "2023"), ("to", "2024")) == before


def test_what_changes_the_results_begins_at_their_first_page():
    deep = address(("q", "crue"), ("page", "7"))
    assert deep.changed(sort="date").url() == "/?q=crue&sort=date"
    assert deep.narrowed("format", "pdf").url() == "/?q=crue&format=pdf"
    assert deep.changed(page=8).url() == "/?q=crue&page=8"
    assert deep.changed(page=1).url() == "/?q=crue"


def test_a_document_leads_back_to_the_page_that_it_was_found_on():
    found = address(("q", "crue"), ("auteur", "Zola"), ("sort", "date"), ("page", "3"))
    there = found.document("a b.txt", part=7)
    assert there == "/documents/a%20b.txt?q=crue&auteur=Zola&sort=date&page=3&part=7"
    values = MultiDict([*found.parameters, ("part", "7")])
    back = ResultsAddress.of(values, lambda _: True, own=("part",))
    assert back == found


def test_the_language_asked_for_is_kept():
    with Flask(__name__).test_request_context("/?lang=en"):
        assert address(("q", "crue")).url() == "/?q=crue&lang=en"
