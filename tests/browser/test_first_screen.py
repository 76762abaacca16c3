"""What is painted first stays where it is, in letters that were asked for before."""

import pytest
from playwright.sync_api import expect

WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STATES = {
    "home": "/",
    "hits": "/?q=crue",
    "none": "/?q=introuvable",
    "refused": "/?q=!%3F",
    "documents": "/documents",
    "folder": "/documents?folder=archives",
    "document": "/documents/crue.txt",
    "searched document": "/documents/crue.txt?q=crue",
    "similar": "/similar/crue.txt",
    "citation": "/p/rshrgegt2ob44bhx/cite?at=crue.txt%23p4",
    "status": "/status",
    "help": "/help",
}

#: Files of letters that the page uses; that its header names for its media; that were fetched.
_LETTERS = """async (header) => {
    await document.fonts.ready;
    const files = { "400normal": "regular", "400italic": "italic", "600normal": "semibold" };
    const used = [...document.fonts].filter(one => one.status === "loaded");
    const links = header.split(", ").filter(link => link.includes("as=font"));
    const asked = links.filter(link => matchMedia(/media="(.*)"/.exec(link)?.[1] ?? "all").matches);
    const name = link => /serif-(\\w+)/.exec(link)?.[1];
    const fetched = performance.getEntriesByType("resource").map(one => name(one.name));
    const names = [used.map(one => files[one.weight + one.style]), asked.map(name), fetched];
    return names.map(some => some.filter(one => one).sort());
}"""
#: How far what had been painted has moved since, by itself (Layout Instability of the W3C).
_MOVED = """new Promise(done => new PerformanceObserver(seen => done(
    seen.getEntries().map(one => one.sources.map(moved => moved.node?.nodeName ?? ""))
)).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => done([]), 100))"""

on_both = pytest.mark.parametrize("context", [WIDE, PHONE], ids=["wide", "phone"], indirect=True)


@on_both
def test_what_is_painted_first_stays_in_letters_that_were_asked_for_before(tab):
    """Others would be laid out in the system's first; what isn't used is fetched in vain."""
    for name, path in STATES.items():
        header = tab.goto(path).headers["link"]
        used, asked, fetched = tab.evaluate(_LETTERS, header)
        assert used == asked == fetched, name
        assert tab.evaluate(_MOVED) == [], name


@on_both
def test_what_is_brought_to_the_foot_of_a_short_document_moves_nothing(tab):
    tab.goto("/documents/lettre.eml?q=passerelle")
    expect(tab.locator("footer.alike li")).not_to_have_count(0)
    assert tab.evaluate(_MOVED) == []
