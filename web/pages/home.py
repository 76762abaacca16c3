"""The first page: the field, queries to begin with, and the shape of what can be searched."""

from flask import Response, render_template

from .current import current_searcher
from .years import HEIGHT, year_columns

#: What the page shows examples of, as many as there are: what is found at once.
_SHOWN = ("words", "phrase", "beginning", "required", "title", "date")
#: Folders that are entrances.
FOLDERS_SHOWN = 12


def home() -> Response:
    overview = current_searcher().overview()
    page = render_template(
        "home.html",
        examples=examples(),
        overview=overview,
        years=year_columns(overview.years),
        height=HEIGHT,
        folders=overview.folders[:FOLDERS_SHOWN],
    )
    return Response(page)


def examples() -> tuple[str, ...]:
    """Queries to begin with, each of which finds something."""
    return tuple(current_searcher().examples(_SHOWN).values())
