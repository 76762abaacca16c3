"""The first page, the catalogue, and how it all looks: letters, margins, places for fingers."""

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NIGHT = {"color_scheme": "dark"}
WITHOUT_SCRIPTS = {"java_script_enabled": False}
#: Pages whose links and buttons stand by themselves.
FOR_FINGERS = {"home": "/", "documents": "/documents", "skipped": "/skipped", "help": "/help"}

on_a_phone = pytest.mark.parametrize("context", [PHONE], ids=["phone"], indirect=True)


def searched_for(tab, query):
    """Typed once the field has the focus, which is a frame after the page is loaded; left once what
    was found has been painted, since the search is noted down then.
    """
    tab.goto("/")
    expect(tab.get_by_label("Mots à chercher")).to_be_focused()
    tab.keyboard.type(query)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**q=*")
    tab.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 1)))")


def test_what_was_searched_for_is_listed_the_latest_first_and_forgotten_on_demand(tab):
    recent = tab.get_by_role("region", name="Recherches récentes")
    for query in ("crue", "camping", "crue de 1923", "camping"):
        searched_for(tab, query)
        tab.goto("/")
        expect(recent.get_by_role("link").first).to_have_text(query)
    searched_for(tab, "introuvable")  # found nothing: nobody wants it again
    tab.goto("/")
    expect(recent.get_by_role("link")).to_have_text(["camping", "crue de 1923", "crue"])
    recent.get_by_role("link", name="crue de 1923").click()
    expect(tab.get_by_label("Mots à chercher")).to_have_value("crue de 1923")
    tab.goto("/")
    recent.get_by_role("button", name="Oublier").click()
    expect(recent).to_be_hidden()
    tab.reload()
    expect(recent).to_be_hidden()
    assert tab.evaluate("localStorage.length") == 0


def test_a_search_in_another_window_is_listed_where_the_first_page_is_open(tab, context):
    tab.goto("/")
    other = context.new_page()
    searched_for(other, "crue")
    recent = tab.get_by_role("region", name="Recherches récentes")
    expect(recent.get_by_role("link")).to_have_text(["crue"])


def test_where_nothing_can_be_kept_the_page_works_all_the_same(tab):
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    searched_for(tab, "crue")
    tab.goto("/")
    expect(tab.get_by_role("region", name="Recherches récentes")).to_be_hidden()


@pytest.mark.parametrize(
    "context", [{}, WITHOUT_SCRIPTS], ids=["scripts", "no scripts"], indirect=True
)
def test_years_and_folders_lead_to_documents_and_these_to_their_passages(tab):
    tab.goto("/")
    tab.get_by_role("list", name="Documents par année").get_by_role("link", name="1923").click()
    expect(tab.get_by_role("rowheader")).to_have_count(1)
    tab.get_by_role("link", name="Retirer").click()
    expect(tab.get_by_role("rowheader")).to_have_count(25)
    tab.get_by_role("navigation", name="Dossiers").get_by_role("link", name="archives").click()
    expect(tab.get_by_role("rowheader")).to_have_count(1)
    tab.get_by_role("link", name="Passages").click()
    expect(tab.locator(".hit")).to_have_count(1)


def test_documents_are_filtered_sorted_and_jumped_to_by_keyboard_alone(tab):
    tab.goto("/documents")
    tab.get_by_label("Mots du titre").focus()
    tab.keyboard.type("crue")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**title=crue*")
    expect(tab.get_by_role("rowheader")).to_have_count(2)
    head = tab.get_by_role("columnheader", name="Date")
    head.get_by_role("link").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**sort=newest*")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(tab.get_by_label("Mots du titre")).to_have_value("crue")
    tab.get_by_role("link", name="Retirer").press("Enter")
    tab.get_by_role("textbox", name="Page").fill("2")
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("page 2 sur 2")).to_be_visible()
    expect(head).to_have_attribute("aria-sort", "descending")


@pytest.mark.parametrize("context", [{"viewport": {"width": 1280, "height": 900}}], indirect=True)
def test_twenty_five_documents_and_the_way_to_others_are_on_one_screen(tab):
    tab.goto("/documents")
    expect(tab.get_by_role("rowheader")).to_have_count(25)
    expect(tab.get_by_role("rowheader").last).to_be_in_viewport(ratio=1)
    expect(tab.get_by_role("link", name="Suivante")).to_be_in_viewport(ratio=1)


def test_the_letters_are_the_page_s_own(tab):
    tab.goto("/?q=crue")
    tab.evaluate("document.fonts.ready")
    loaded = tab.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    )
    assert "Alinea Serif" in " ".join(loaded)
    assert tab.evaluate("document.fonts.check('16px \"Alinea Serif\"', 'œuvre « ¶ 11\u202f000 »')")


def test_figures_line_where_they_are_compared_and_are_old_style_in_text(tab):
    tab.goto("/documents")
    figures = "one => getComputedStyle(one).fontVariantNumeric"
    assert tab.locator("table").evaluate(figures) == "lining-nums tabular-nums"
    assert tab.locator("body").evaluate(figures) == "oldstyle-nums proportional-nums"
    widths = tab.evaluate(
        """["1111", "0000"].map(text => {
            const one = document.createElement("span");
            one.textContent = text;
            document.querySelector("td").append(one);
            return one.getBoundingClientRect().width;
        })"""
    )
    assert widths[0] == widths[1] > 0


@pytest.mark.parametrize("width", [545, 600, 680, 755, 320])
def test_no_margin_is_lost_whatever_the_width(tab, width):
    tab.set_viewport_size({"width": width, "height": 800})
    for path in ("/?q=crue", "/", "/documents", "/help", "/documents/crue.txt?q=crue"):
        tab.goto(path)
        left, right = tab.evaluate(
            "(() => { const box = document.querySelector('main').getBoundingClientRect();"
            " return [box.left, innerWidth - box.right] })()"
        )
        assert left >= 16, path
        assert right >= 16, path


@on_a_phone
def test_on_a_phone_the_first_hit_stands_high(tab):
    tab.goto("/?q=crue")
    assert tab.locator(".hit").first.bounding_box()["y"] <= 200


@on_a_phone
@pytest.mark.parametrize("path", list(FOR_FINGERS.values()), ids=FOR_FINGERS)
def test_on_a_phone_what_is_pressed_is_44_pixels_high(tab, path):
    """But for links in running text (WCAG 2.2, 2.5.5)."""
    tab.goto(path)
    low = tab.evaluate(
        """[...document.querySelectorAll("main a, footer a, main button, header button")]
        .filter(one => one.offsetParent && !one.closest("main > p, .totals, .skip, .beside p"))
        .filter(one => one.getBoundingClientRect().height < 43.5)
        .map(one => one.textContent.trim())"""
    )
    assert low == []


@on_a_phone
def test_on_a_phone_paths_have_a_line_and_titles_half_of_the_screen(tab):
    tab.goto("/documents")
    lines = tab.locator(".documents .id").evaluate_all(
        "all => all.map(one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
    )
    assert max(lines) < 1.5
    assert tab.get_by_role("rowheader").first.evaluate("one => one.offsetWidth") > 390 / 2


@on_a_phone
def test_on_a_phone_years_are_told_in_one_line_and_foot_links_too(tab):
    tab.goto("/")
    labels = tab.get_by_role("list", name="Documents par année").locator("a > span")
    lines = labels.evaluate_all(
        """all => all.filter(one => getComputedStyle(one).visibility === "visible").map(one => {
            const text = document.createRange();
            text.selectNodeContents(one);
            return text.getClientRects().length;
        })"""
    )
    assert len(lines) > 1
    assert set(lines) == {1}
    links = tab.get_by_role("navigation", name="Site").get_by_role("link")
    assert len(set(links.evaluate_all("all => all.map(one => one.offsetTop)"))) == 1


@on_a_phone
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_on_a_phone_the_reasons_for_a_hit_have_room(tab, lang):
    tab.goto(f"/?q=crue&explain=1&lang={lang}")
    tables = tab.locator(".why .scroll")
    expect(tables).not_to_have_count(0)
    assert tables.evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")


@on_a_phone
def test_on_a_phone_the_way_to_the_next_page_ends_where_the_text_ends(tab):
    tab.goto("/?q=vallée")
    link = tab.locator(".pages a[rel=next]")
    end = link.evaluate("""one => {
        const text = document.createRange();
        text.selectNodeContents(one);
        return text.getBoundingClientRect().right;
    }""")
    main = tab.locator("main").bounding_box()
    assert end == pytest.approx(main["x"] + main["width"], abs=1)


def test_on_paper_results_are_under_their_heading_and_nothing_is_there_to_be_filled_in(tab):
    tab.emulate_media(media="print")
    tab.goto("/?q=crue")
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    heading, title = tab.locator("h1"), tab.locator(".hit h2").first
    assert heading.evaluate(size) > 1.5 * title.evaluate(size)
    for path in ("/?q=crue", "/documents", "/", "/documents/crue.txt?q=crue"):
        tab.goto(path)
        expect(tab.locator("input:visible, button:visible")).to_have_count(0)


@pytest.mark.parametrize("context", [NIGHT], ids=["night"], indirect=True)
def test_by_night_what_is_lit_glows(tab):
    tab.goto("/?q=crue")
    lit = tab.locator(".snippet mark").first
    assert lit.evaluate("mark => getComputedStyle(mark).boxShadow") != "none"
