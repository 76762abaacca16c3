"""What the first screen of a page is painted with, named in a header before the page (`Link`).

The style sheet and the letters are asked for first, the script that the page names last. Chromium
lays a page with a field in it out as soon as its script has run, and where letters come later looks
for the system's, one after the other, and lays it out again in the page's own.
"""

from flask import Flask, Response, g

from ..static_files import address


def fetched_first(**letters: str) -> str:
    """Name the style sheet and letters: of each file, on which media the first screen has it, and
    none that it hasn't. Nothing is written in the page.
    """
    fonts = (_font(style, media) for style, media in letters.items())
    g.fetched_first = ", ".join((f"<{address('styles/all.css')}>; rel=preload; as=style", *fonts))
    return ""


def _font(style: str, media: str) -> str:
    name = address(f"fonts/serif-{style}.woff2")
    where = "" if media == "all" else f'; media="{media}"'
    return f"<{name}>; rel=preload; as=font; type=font/woff2; crossorigin{where}"


def register(app: Flask) -> None:
    app.jinja_env.globals["fetched_first"] = fetched_first

    @app.after_request
    def name(response: Response) -> Response:
        if named := g.get("fetched_first"):
            response.headers["Link"] = named
        return response
