"""axe-core finds nothing on any page, by day and by night, in both languages, at three widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = {
    "home": "/",
    "results": "/?q=crue",
    "page two": "/?q=vallée&page=2&sort=date",
    "no result": "/?q=fromagrie",
    "refused": "/?q=!%3F",
    "document": "/documents/crue.txt?q=crue#p4",
    "part of a book": "/documents/registre.md?q=gabarre&at=304#p304",
    "citation": "/p/rshrgegt2ob44bhx/cite?at=crue.txt%23p4",
    "similar": "/similar/crue.txt?paragraph=2",
    "documents": "/documents",
    "documents narrowed": "/documents?folder=fiches.jsonl&title=fiche&sort=newest&page=2",
    "status": "/status",
    "languages": "/?q=Orvelle",
    "another language": "/?q=Orvelle&language=en",
    "narrowed": "/?q=vallée&from=2023&to=2024&format=text",
    "oldest first, by paragraph": "/?q=vallée&sort=oldest&group=paragraph",
    "why": "/?q=crue&explain=1",
    "quotation": "/documents/lettre.eml?q=passerelle",
    "skipped": "/skipped",
    "help": "/help",
    "keys": "/keys",
}
#: Pages that say what is wrong.
FAULTS = {
    "no document": "/documents/rien.txt",
    "no page": "/documents?page=99",
    "no page of results": "/?q=vallée&page=99",
    "no date": "/?q=vallée&from=hier&format=text",
    "no passage": "/p/aaaaaaaaaaaaaaaa",
}
WIDTHS = (1280, 768, 360)
in_both_languages = pytest.mark.parametrize("lang", ["fr", "en"])

_RUN = """async rules => {
    const options = {resultTypes: ["violations"], ...(rules && {runOnly: rules})};
    const { violations } = await axe.run(options);
    return violations.map(one => `${one.id}: ${one.nodes.map(node => node.target).join(", ")}`);
}"""


def in_language(path: str, lang: str) -> str:
    asked, sign, place = path.partition("#")
    return f"{asked}{'&' if '?' in asked else '?'}lang={lang}{sign}{place}"


def leaves_nobody_out(page) -> None:
    """As it opens, and with all open at each width, by day and by night: night changes colours
    alone. Nor is it ever wider than the screen.
    """
    page.evaluate(Axe().axe_script)
    assert page.evaluate(_RUN) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(_RUN) == [], f"{width} wide"
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(_RUN, ["color-contrast"]) == [], f"{width} wide, by night"
        page.emulate_media(color_scheme="light")


@in_both_languages
@pytest.mark.parametrize("path", list(PAGES.values()), ids=PAGES)
def test_nobody_is_left_out(tab, path, lang):
    tab.goto(in_language(path, lang))
    leaves_nobody_out(tab)


@in_both_languages
@pytest.mark.parametrize("path", list(FAULTS.values()), ids=FAULTS)
def test_a_page_that_says_what_is_wrong_leaves_nobody_out(context, path, lang):
    page = context.new_page()
    page.goto(in_language(path, lang))
    leaves_nobody_out(page)


@pytest.mark.parametrize("path", list(PAGES.values()), ids=PAGES)
def test_no_page_is_wider_than_the_narrowest_screen(tab, path):
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_completions_leave_nobody_out(tab):
    tab.goto("/")
    tab.get_by_role("combobox").press_sequentially("val")
    tab.get_by_role("option").first.wait_for()
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
