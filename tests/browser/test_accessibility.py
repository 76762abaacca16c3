"""axe-core finds nothing on any page, by day and by night, wide and narrow."""

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
    "English": "/?q=crue&lang=en",
}
WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 375, "height": 740}}
LOOKS = {
    "by day": WIDE | {"color_scheme": "light"},
    "by night": WIDE | {"color_scheme": "dark"},
    "narrow by night": NARROW | {"color_scheme": "dark"},
    "narrow by day": NARROW | {"color_scheme": "light"},
}
every_look = pytest.mark.parametrize("context", list(LOOKS.values()), ids=LOOKS, indirect=True)


@every_look
@pytest.mark.parametrize("path", list(PAGES.values()), ids=PAGES)
def test_nobody_is_left_out(tab, path):
    tab.goto(path)
    for details in tab.locator("summary").all():
        details.click()
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("context", [{"color_scheme": "dark"}], indirect=True)
@pytest.mark.parametrize(
    "path", ["/documents/rien.txt", "/documents?page=99", "/?q=vallée&from=hier&format=text"]
)
def test_an_error_page_leaves_nobody_out(context, path):
    page = context.new_page()
    page.goto(path)
    assert Axe().run(page).violations_count == 0


@pytest.mark.parametrize("width", [320, 375, 768])
@pytest.mark.parametrize("path", list(PAGES.values()), ids=PAGES)
def test_no_page_is_wider_than_the_screen(tab, path, width):
    tab.set_viewport_size({"width": width, "height": 700})
    tab.goto(path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_completions_leave_nobody_out(tab):
    tab.goto("/")
    tab.get_by_role("combobox").press_sequentially("val")
    tab.get_by_role("option").first.wait_for()
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
