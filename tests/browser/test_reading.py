"""What a reader of a long document does: follow what was found, quote it, come back."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from long_document import EVERY, WORD
from playwright.sync_api import expect

BOOK = "/documents/registre.md"
FOUND = list(range(EVERY, 601, EVERY))
WITHOUT_SCRIPTS = {"java_script_enabled": False}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
COPYING = {"permissions": ["clipboard-read", "clipboard-write"]}

everywhere = pytest.mark.parametrize(
    "context", [{}, WITHOUT_SCRIPTS, PHONE], ids=["desk", "no scripts", "phone"], indirect=True
)
may_copy = pytest.mark.parametrize("context", [COPYING], indirect=True)


def clipboard(tab) -> str:
    return tab.evaluate("navigator.clipboard.readText()")


def arrived(tab, ordinal: int, number: int) -> None:
    """Count, hash and sight are at a match."""
    expect(tab.locator(".bar .count")).to_have_text(
        f"{number} / {len(FOUND)}".replace(" ", "\u00a0")
    )
    expect(tab.locator(f"#p{ordinal}")).to_be_in_viewport()
    assert tab.url.endswith(f"#p{ordinal}")


@everywhere
def test_whoever_follows_a_hit_sees_title_query_and_count_and_finds_the_way_back(tab):
    results = f"/?q={WORD}"
    tab.goto(results)
    tab.locator("article.hit", has_text="registre").locator("a.place").first.click()
    tab.wait_for_url("**/documents/registre.md**")
    expect(tab.locator(".paragraph:target mark")).to_be_in_viewport()
    bar = tab.locator(".bar")
    expect(bar.get_by_role("link", name="Le registre des bateaux")).to_be_in_viewport()
    expect(bar.locator(".count")).to_be_in_viewport()
    shown = bar.locator(f".wanted:visible, #find[value='{WORD}']")
    expect(shown.first).to_be_in_viewport()
    bar.get_by_role("link", name="Résultats").click()
    tab.wait_for_url(f"**{results}")


def test_three_times_n_is_the_fourth_match(tab):
    tab.goto(f"{BOOK}?q={WORD}&at={FOUND[0]}#p{FOUND[0]}")
    arrived(tab, FOUND[0], 1)
    for _ in range(3):
        tab.keyboard.press("n")
    arrived(tab, FOUND[3], 4)
    expect(tab.locator(f"#p{FOUND[3]}")).to_be_focused()
    expect(tab.locator("#said")).to_have_text(f"passage 4 sur {len(FOUND)}")
    tab.keyboard.press("p")
    arrived(tab, FOUND[2], 3)


def test_whoever_comes_by_a_bare_fragment_has_the_count_too(tab):
    tab.goto(f"{BOOK}?q={WORD}#p{FOUND[1]}")
    arrived(tab, FOUND[1], 2)


def test_n_goes_on_in_the_next_part_and_p_comes_back(tab):
    last = max(one for one in FOUND if one <= 200)
    first = last + EVERY
    tab.goto(f"{BOOK}?q={WORD}&at={last}#p{last}")
    tab.keyboard.press("n")
    tab.wait_for_url(f"**#p{first}")
    arrived(tab, first, FOUND.index(first) + 1)
    tab.keyboard.press("p")
    tab.wait_for_url(f"**#p{last}")
    arrived(tab, last, FOUND.index(last) + 1)


@everywhere
def test_the_links_of_the_bar_go_from_match_to_match(tab):
    tab.goto(f"{BOOK}?q={WORD}&at={FOUND[0]}#p{FOUND[0]}")
    for number in (2, 3, 4):
        tab.get_by_role("link", name="Passage suivant").click()
        arrived(tab, FOUND[number - 1], number)
    tab.get_by_role("link", name="Passage précédent").click()
    arrived(tab, FOUND[2], 3)


def test_a_bare_fragment_arrives_in_another_part(tab):
    tab.goto(f"{BOOK}#p584")
    tab.wait_for_url("**at=584#p584")
    expect(tab.locator("#p584")).to_be_in_viewport()


@may_copy
def test_the_citation_is_copied_at_the_sign_of_a_paragraph(tab, server):
    tab.goto("/documents/crue.txt?q=crue#p4")
    paragraph = tab.locator("#p4")
    text = paragraph.evaluate("p => [...p.childNodes].slice(1).map(n => n.textContent).join('')")
    paragraph.locator("a.sign").click()
    tab.get_by_role("button", name="Copier la citation").click()
    expect(tab.locator("#said")).to_have_text("Copié")
    title = tab.locator("h1").inner_text()
    date = tab.locator("p.date time").inner_text()
    said = clipboard(tab)
    assert re.fullmatch(
        rf"«\u00a0{re.escape(text.strip())}\u00a0» — {re.escape(title)}, {date}, ¶\u00a04, "
        rf"{re.escape(server)}/p/[a-z2-7]{{16}}\?at=crue\.txt%23p4",
        said,
    )
    expect(paragraph.locator("a.sign")).to_be_focused()
    tab.goto(said.rpartition(", ")[2])
    tab.wait_for_url("**/documents/crue.txt#p4")


@may_copy
def test_by_keys_alone_one_reads_quotes_and_searches(tab):
    tab.goto(f"/?q={WORD}")
    tab.keyboard.press("j")
    expect(tab.locator("article.hit h2 a").first).to_be_focused()
    tab.keyboard.press("c")
    expect(tab.locator("#said")).to_have_text("Copié")
    assert clipboard(tab).startswith("«\u00a0")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/documents/**")
    tab.keyboard.press("n")
    tab.keyboard.press("c")
    expect(tab.locator("#said")).to_have_text("Copié")
    assert WORD in clipboard(tab)
    tab.keyboard.press("f")
    expect(tab.get_by_label("Mots dans ce document")).to_be_focused()
    tab.keyboard.type("péniche")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**find=p*")
    expect(tab.locator("mark").first).to_have_text(re.compile("péniche", re.IGNORECASE))
    expect(tab.get_by_label("Mots à chercher")).to_have_value(WORD)
    tab.keyboard.press("s")
    tab.wait_for_url("**/similar/registre.md**")


def test_the_list_of_keys_opens_and_closes(tab):
    tab.goto("/documents/crue.txt")
    tab.keyboard.press("?")
    dialog = tab.get_by_role("dialog", name="Touches")
    expect(dialog).to_contain_text("passage suivant")
    assert Axe().run(tab).violations_count == 0
    tab.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_what_is_offered_at_a_paragraph_leaves_nobody_out(tab):
    tab.goto("/documents/crue.txt?q=crue#p4")
    tab.locator("#p4 a.sign").click()
    expect(tab.get_by_role("button", name="Copier le lien")).to_be_focused()
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("button", name="Copier le lien")).to_be_hidden()
    expect(tab.locator("#p4 a.sign")).to_be_focused()


@may_copy
def test_what_is_copied_by_hand_is_the_text_alone(tab):
    tab.goto("/documents/crue.txt")
    tab.evaluate("getSelection().selectAllChildren(document.querySelector('article'))")
    tab.keyboard.press("Control+c")
    copied = clipboard(tab)
    assert tab.locator("#p4").inner_text()[-40:] in copied
    assert "¶" not in copied


def test_what_is_like_a_document_comes_at_its_foot(tab):
    tab.goto("/documents/crue.txt")
    foot = tab.locator("footer.alike")
    foot.scroll_into_view_if_needed()
    expect(foot.locator("li").first).to_be_visible()


def test_on_paper_there_is_what_was_searched_and_where_it_was_found(tab):
    tab.goto("/documents/crue.txt?q=crue")
    tab.emulate_media(media="print")
    expect(tab.locator(".printed")).to_contain_text("Recherche\u00a0: crue")
    expect(tab.locator(".printed")).to_contain_text("passages")
    expect(tab.locator(".paragraph.match a.sign").first).to_be_visible()
    expect(tab.locator(".bar")).to_be_hidden()
    tab.goto("/?q=camping")
    tab.emulate_media(media="print")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("camping")
    assert tab.get_by_role("heading", level=1).bounding_box()["height"] > 10
    expect(tab.locator("article.hit a.place").first).to_be_visible()


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_what_is_touched_on_a_phone_is_large_enough(tab):
    tab.goto(f"{BOOK}?q={WORD}&at={FOUND[3]}#p{FOUND[3]}")
    for control in tab.locator(".bar a:visible, .bar input:visible, .parts a").all():
        if "now" in (control.evaluate("one => one.parentElement.className") or ""):
            continue
        box = control.bounding_box()
        assert box
        assert box["height"] >= 44, control.inner_html()
    sign = tab.locator(f"#p{FOUND[3]} a.sign")
    reach = sign.evaluate("a => getComputedStyle(a, '::after').height")
    assert reach == "44px"


def test_a_quotation_that_matches_has_a_mark_in_the_margin(tab):
    colour = "one => getComputedStyle(one).borderLeftColor"
    tab.goto("/documents/lettre.eml?q=mairie")
    found = tab.locator("blockquote").evaluate(colour)
    tab.goto("/documents/lettre.eml?q=perdue")
    assert tab.locator("blockquote").evaluate(colour) != found
