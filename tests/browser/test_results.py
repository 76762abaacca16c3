"""Results, as they are narrowed, sorted and asked why: with a mouse, a finger or keys alone."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WITHOUT_SCRIPTS = {"java_script_enabled": False, "viewport": {"width": 1000, "height": 900}}
NARROW = {"viewport": {"width": 1000, "height": 900}}
WIDE = {"viewport": {"width": 1280, "height": 900}}

everywhere = pytest.mark.parametrize(
    "context",
    [NARROW, WITHOUT_SCRIPTS, PHONE],
    ids=["desk", "no scripts", "phone"],
    indirect=True,
)
wide = pytest.mark.parametrize("context", [WIDE], ids=["wide"], indirect=True)


def facet(tab, name: str):
    """A facet, opened."""
    details = tab.locator(f".narrowing > details.{name}")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    return details


@everywhere
def test_a_facet_narrows_and_its_chip_comes_off_again(tab):
    tab.goto("/?q=vallée")
    before = tab.url
    everything = tab.locator(".summary").inner_text()
    facet(tab, "dates").locator("tbody a").first.click()
    expect(tab.locator(".chips a")).to_contain_text("de 2020 à 2029")
    tab.locator(".chips a").click()
    expect(tab).to_have_url(before)
    expect(tab.locator(".summary")).to_have_text(everything)


@everywhere
@pytest.mark.parametrize("typed", ["2024", "2024-10", "17/10/2024"])
def test_dates_are_typed_as_people_write_them(tab, typed):
    tab.goto("/?q=crue")
    dates = facet(tab, "dates")
    dates.get_by_label("à partir de").fill(typed)
    dates.get_by_label("jusqu’à").fill(typed)
    dates.get_by_role("button", name="Appliquer").click()
    expect(tab.locator("article.hit").first).to_contain_text("17 octobre 2024")
    expect(tab.locator(".chips a")).to_have_count(1)


@everywhere
def test_results_are_sorted_and_shown_by_paragraph(tab):
    tab.goto("/?q=crue")
    facet(tab, "arranged").get_by_role("link", name="plus anciens d’abord").click()
    tab.wait_for_url("**sort=oldest**")
    facet(tab, "arranged").get_by_role("link", name="par alinéa").click()
    tab.wait_for_url("**group=paragraph**")
    assert "sort=oldest" in tab.url
    expect(tab.locator("details.others")).to_have_count(0)


@everywhere
def test_why_is_asked_at_a_hit_and_told_there(tab):
    tab.goto("/?q=crue")
    hit = tab.locator("article.hit").first
    name = hit.get_attribute("id")
    hit.get_by_role("link", name="Pourquoi ce résultat").click()
    tab.wait_for_url("**explain=1**")
    told = tab.locator(f"[id='{name}']")
    expect(told).to_be_in_viewport()
    expect(told.get_by_role("cell", name="par sa racine, dans le passage").first).to_be_visible()


@wide
def test_beside_the_hits_the_facets_are_open_and_the_timeline_leads_to_a_year(tab):
    tab.goto("/?q=vallée")
    expect(tab.locator(".narrowing > details:not([open])")).to_have_count(0)
    hits, column = (tab.locator(one).bounding_box() for one in (".answers", ".narrowing"))
    assert column["x"] >= hits["x"] + hits["width"]
    assert abs(column["y"] - hits["y"]) < 30
    tab.locator(".timeline a").last.click()
    tab.wait_for_url("**from=2020**")
    expect(tab.locator(".chips a")).to_contain_text("de 2020 à 2029")


@wide
def test_five_hits_are_on_one_screen(tab):
    tab.goto("/?q=vallée")
    hits = tab.locator("article.hit")
    expect(hits).to_have_count(5)
    expect(hits.last).to_be_in_viewport(ratio=1)


@wide
def test_results_are_narrowed_by_keys_alone(tab):
    tab.goto("/?q=vallée")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('.dates tbody a')"):
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**from=**")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('.chips a')"):
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/\?q=[^&]*$"))


@wide
def test_past_the_facets_there_is_a_way_to_the_hits(tab):
    tab.goto("/?q=vallée")
    way = tab.get_by_role("link", name="Aller aux résultats")
    for _ in range(10):
        tab.keyboard.press("Tab")
        if way.evaluate("one => one === document.activeElement"):
            break
    expect(way).to_be_in_viewport()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.locator("article.hit h2 a").first).to_be_focused()


@pytest.mark.parametrize("context", [PHONE], ids=["phone"], indirect=True)
def test_on_a_phone_the_first_hit_begins_high_and_what_is_touched_is_large(tab):
    tab.goto("/?q=vallée")
    assert tab.locator("article.hit").first.bounding_box()["y"] <= 200
    for pressed in tab.locator("summary, article.hit h2 a").all():
        assert pressed.bounding_box()["height"] >= 44


def test_the_headings_above_are_shown_where_one_looks(tab):
    tab.goto("/?q=boulons")
    heading = tab.locator("p.heading[tabindex]").first
    above = heading.locator(".above")
    expect(above).to_be_hidden()
    heading.focus()
    expect(above).to_be_visible()


def test_titles_are_completed_under_their_own_label_and_counted_aloud(tab):
    tab.goto("/")
    field = tab.get_by_role("combobox")
    field.press_sequentially("crue")
    titles = tab.get_by_role("group", name="Titres").get_by_role("option")
    expect(titles.first).to_be_visible()
    found = tab.get_by_role("option").count()
    expect(tab.locator("#completions-count")).to_have_text(re.compile(rf"^{found} propositions?$"))
    for _ in range(found):
        field.press("ArrowDown")
    expect(titles.last).to_have_attribute("aria-selected", "true")
    expect(field).to_have_value("crue")
    field.press("Enter")
    tab.wait_for_url("**/documents/**")


@pytest.mark.parametrize("context", [{"viewport": {"width": 1000, "height": 400}}], indirect=True)
def test_keys_go_on_from_what_is_in_sight(tab):
    """As after coming back from a hit, when none has the focus."""
    tab.goto("/?q=vallée")
    titles = tab.locator(".hit h2 a")
    tab.evaluate("document.querySelectorAll('.hit')[2].scrollIntoView()")
    tab.keyboard.press("j")
    expect(titles.nth(2)).to_be_focused()
    tab.keyboard.press("j")
    expect(titles.nth(3)).to_be_focused()
    tab.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    in_sight = tab.evaluate(
        "[...document.querySelectorAll('.hit')]"
        ".filter(one => one.getBoundingClientRect().top < innerHeight).length"
    )
    tab.keyboard.press("k")
    expect(titles.nth(in_sight - 1)).to_be_focused()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_which_page_it_is_stands_in_one_line(tab, width):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto("/?q=vallée&page=2")
    page = tab.locator(".summary .page")
    expect(page).to_have_text("page 2 sur 3")
    assert page.evaluate("one => one.getClientRects().length") == 1
