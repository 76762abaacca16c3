"""What a reader does: type, read, follow, go back."""

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}
WITHOUT_SCRIPTS = {"java_script_enabled": False}

everywhere = pytest.mark.parametrize(
    "context", [{}, WITHOUT_SCRIPTS, PHONE], ids=["desk", "no scripts", "phone"], indirect=True
)


@everywhere
def test_a_reader_types_reads_a_document_and_goes_back(tab):
    tab.goto("/")
    expect(tab.get_by_label("Mots à chercher")).to_be_focused()
    tab.keyboard.type("crue de 1923")
    tab.get_by_role("button", name="Chercher").click()
    expect(tab.locator("article.hit").first.locator("mark").first).to_be_visible()
    expect(tab.get_by_label("Mots à chercher")).to_have_value("crue de 1923")
    # The first answers by its title; whoever follows a passage sees what is lit in it.
    lit = tab.locator("article.hit").filter(has=tab.locator(".snippet mark")).first
    place = lit.locator("a.place").first
    ordinal = place.inner_text().split()[-1]
    place.click()
    paragraph = tab.locator(f"#p{ordinal}")
    expect(paragraph).to_be_in_viewport()
    expect(paragraph.locator("mark").first).to_be_visible()
    tab.go_back()
    expect(tab.get_by_label("Mots à chercher")).to_have_value("crue de 1923")


@everywhere
def test_the_other_passages_of_a_document_open(tab):
    tab.goto("/?q=crue")
    details = tab.locator("details.others").first
    hidden = details.locator(".passage").first
    expect(hidden).to_be_hidden()
    summary = details.locator("summary")
    expect(summary).to_contain_text("autres passages")
    summary.click()
    expect(hidden).to_be_visible()


@everywhere
def test_page_two_follows_page_one(tab):
    tab.goto("/?q=vallée")
    first = tab.locator("article.hit h2").all_inner_texts()
    tab.get_by_role("link", name="Suivante").click()
    tab.wait_for_url("**page=2**")
    second = tab.locator("article.hit h2").all_inner_texts()
    assert len(first) == len(second) == 5
    assert not set(first) & set(second)
    tab.get_by_role("link", name="Précédente").click()
    assert tab.locator("article.hit h2").all_inner_texts() == first


@everywhere
def test_what_was_meant_is_a_link(tab):
    tab.goto("/?q=fromagrie")
    tab.get_by_role("link", name="fromagerie").click()
    expect(tab.locator("article.hit mark").first).to_be_visible()


@everywhere
def test_the_page_changes_its_language(tab):
    tab.goto("/?q=crue")
    tab.get_by_role("link", name="English").click()
    expect(tab.get_by_role("button", name="Search")).to_be_visible()
    expect(tab.get_by_label("Words to search for")).to_have_value("crue")
    tab.get_by_role("button", name="Search").click()
    expect(tab.locator("html")).to_have_attribute("lang", "en")


@everywhere
def test_a_language_is_chosen_and_left(tab):
    tab.goto("/?q=Orvelle")
    everything = tab.locator("article.hit").count()
    languages = tab.locator("details.language")
    if languages.get_attribute("open") is None:
        languages.locator("summary").click()
    languages.get_by_role("link", name="anglais").click()
    hits = tab.locator("article.hit")
    expect(hits).to_have_count(1)
    expect(hits.locator("h2")).to_have_attribute("lang", "en")
    expect(hits).to_contain_text("anglais")
    tab.locator(".chips").get_by_role("link", name="anglais").click()
    expect(hits).to_have_count(everything)


def test_what_could_not_be_read_is_found_from_the_documents(tab):
    tab.goto("/documents")
    tab.get_by_role("link", name="n’a pas pu être lu").click()
    expect(tab.locator("main")).to_contain_text("photo.txt")


def test_everything_can_be_done_with_the_keyboard(tab):
    tab.goto("/")
    expect(tab.get_by_label("Mots à chercher")).to_be_focused()
    tab.keyboard.type("camping")
    tab.keyboard.press("Enter")
    expect(tab.locator("article.hit")).to_have_count(1)
    tab.keyboard.press("Tab")
    link = tab.locator("article.hit h2 a")
    for _ in range(12):
        if link.evaluate("link => link === document.activeElement"):
            break
        tab.keyboard.press("Tab")
    expect(link).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/documents/**")  # loaded: the hits before it have marks, too
    expect(tab.locator("mark").first).to_be_visible()
    tab.keyboard.press("/")
    field = tab.get_by_label("Mots à chercher")
    expect(field).to_be_focused()
    expect(field).to_have_value("camping")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(tab):
    tab.goto("/documents")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Aller au contenu")).to_be_focused()
    expect(tab.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()


def test_words_are_completed_while_they_are_typed(tab):
    tab.goto("/")
    field = tab.get_by_role("combobox")
    field.press_sequentially("la fromag")
    options = tab.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    chosen = options.first.inner_text()
    expect(field).to_have_value(chosen)
    field.press("Escape")
    expect(field).to_have_value("la fromag")
    expect(tab.get_by_role("listbox")).to_be_hidden()
    field.press_sequentially("e")
    options.first.click()
    tab.wait_for_url("**q=la*fromage*")
    expect(tab.locator("article.hit").first).to_be_visible()


def test_what_is_refused_is_told_beside_the_field(tab):
    tab.goto("/")
    expect(tab.get_by_label("Mots à chercher")).to_be_focused()
    tab.keyboard.type("!?")
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("rien à chercher")
