"""How the documentation is built: `make docs`, once for each language (Sphinx, MyST, Furo).

The texts are in `fr/` and `en/`, page by page the same; what can be told by Alinéa itself is told
by it while they are built (`theme/live.py`).
"""

import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS / "theme"), str(DOCS.parent)]

project = "Alinéa"
author = "Alinéa"
extensions = ["myst_parser", "live"]
source_suffix = {".md": "markdown"}
nitpicky = True
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Alinéa"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_permalinks_icon = "¶"
html_favicon = str(DOCS.parent / "web" / "static" / "alinea.svg")
html_static_path = [
    str(DOCS / "theme" / "static"),
    str(DOCS.parent / "web" / "static" / "fonts"),
]
html_css_files = ["site.css"]
templates_path = [str(DOCS / "theme" / "templates")]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "other_language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
_colours = {
    "color-brand-primary": "#9b2d1a",
    "color-brand-content": "#9b2d1a",
    "font-stack": '"Alinea Serif", Charter, Georgia, serif',
}
_by_night = {"color-brand-primary": "#e58a72", "color-brand-content": "#e58a72"}
html_theme_options = {"light_css_variables": _colours, "dark_css_variables": _by_night}


def setup(app: Any) -> None:
    """The other language, which each page has a link to."""
    language = app.config.language
    other = {"fr": ("en", "English"), "en": ("fr", "Français")}[language]
    app.config.html_context = {"other_language": other}
