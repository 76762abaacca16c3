"""Pictures of every state of the page from two servers, each pair side by side in one.

    python tests/bench/screens.py --collection FOLDER
    python tests/bench/screens.py BEFORE AFTER PICTURES [--only NAME ...]

The first writes the documents that the paths below are of; BEFORE and AFTER are addresses of two
revisions that serve them (`ALINEA_PAGE_SIZE=5`, as in the tests). Pictures are as wide as three
screens, by day and by night, in both languages, and on paper.
"""

import argparse
import base64
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).parents[1]))

from collection import write

STATES = {
    "home": "/",
    "hits": "/?q=crue+de+la+vall%C3%A9e",
    "many": "/?q=objet&page=2&group=paragraph",
    "narrowed": "/?q=vall%C3%A9e&from=2023&to=2024&format=text&sort=date",
    "none": "/?q=fromagrie+introuvable",
    "refused": "/?q=!%3F",
    "no page": "/?q=vall%C3%A9e&page=99",
    "why": "/?q=crue&explain=1",
    "document": "/documents/crue.txt?q=crue&at=4#p4",
    "letter": "/documents/lettre.eml?q=passerelle",
    "long document": "/documents/registre.md",
    "part 7": "/documents/registre.md?q=gabarre&at=304#p304",
    "matches alone": "/documents/registre.md?q=gabarre&only=matches",
    "citation": "/p/rshrgegt2ob44bhx/cite?at=crue.txt%23p4",
    "similar": "/similar/crue.txt?paragraph=2",
    "documents": "/documents",
    "documents narrowed": "/documents?folder=fiches.jsonl&title=fiche&sort=newest&page=2",
    "status": "/status",
    "skipped": "/skipped",
    "help": "/help",
    "keys": "/keys",
}


class Screen(NamedTuple):
    """media: "print" or "screen"; options: of a window"""

    width: int
    height: int
    language: str
    scheme: str = "light"
    media: Any = "screen"
    options: dict[str, Any] = {}  # noqa: RUF012


_FINGERS = {"is_mobile": True, "has_touch": True}
SCREENS = {
    "wide": Screen(1180, 900, "fr"),
    "wide, night": Screen(1180, 900, "en", "dark"),
    "tablet": Screen(768, 1000, "en"),
    "phone": Screen(390, 844, "fr", options=_FINGERS),
    "phone, night": Screen(390, 844, "en", "dark", options=_FINGERS),
    "paper": Screen(720, 1000, "fr", media="print"),
}
_LAID = """<!doctype html>
<body style="display: flex; gap: 8px; width: max-content; margin: 0; background: #08f">
<img src="data:image/png;base64,{}"><img src="data:image/png;base64,{}">"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("before", nargs="?", help="address of a server")
    parser.add_argument("after", nargs="?", help="address of another")
    parser.add_argument("pictures", nargs="?", type=Path, help="folder that they are put into")
    parser.add_argument("--collection", type=Path, help="write the documents there, and no more")
    parser.add_argument("--only", nargs="*", default=list(SCREENS), choices=SCREENS)
    asked = parser.parse_args()
    if asked.collection:
        write(asked.collection)
    elif asked.pictures:
        take(asked.before, asked.after, asked.pictures, asked.only)
    else:
        parser.error("name two servers and a folder, or --collection")


def take(before: str, after: str, folder: Path, screens: Sequence[str]) -> None:
    """Write a picture of each pair."""
    path = shutil.which("chromium") or sys.exit("there is no chromium: apt install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, pair in pairs(browser, (before, after), screens):
            (folder / f"{name}.png").write_bytes(laid(browser, pair))
        browser.close()


def pairs(
    browser: Browser, servers: Sequence[str], screens: Sequence[str]
) -> Iterator[tuple[str, list[bytes]]]:
    """The pictures of each state on each screen, as PNG."""
    for name in screens:
        for state, path in STATES.items():
            shown = [picture(browser, server, path, SCREENS[name]) for server in servers]
            yield f"{state} - {name}", shown


def picture(browser: Browser, server: str, path: str, screen: Screen) -> bytes:
    """The first screen; more of it where it is paper."""
    with browser.new_context(
        base_url=server,
        locale=screen.language,
        color_scheme=screen.scheme,  # type: ignore[arg-type]
        viewport={"width": screen.width, "height": screen.height},
        **screen.options,
    ) as context:
        page = context.new_page()
        page.emulate_media(media=screen.media)
        page.goto(path, wait_until="networkidle")
        return page.screenshot()


def laid(browser: Browser, pair: Sequence[bytes]) -> bytes:
    """Two pictures side by side."""
    page = browser.new_page(viewport={"width": 1, "height": 1})
    page.set_content(_LAID.format(*(base64.b64encode(one).decode() for one in pair)))
    width, height = page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
    page.set_viewport_size({"width": width, "height": height})
    picture = page.screenshot()
    page.close()
    return picture


if __name__ == "__main__":
    main()
