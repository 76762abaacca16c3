"""The first page, and queries to begin with."""

from functools import lru_cache

from flask import Response, render_template

from search.searching import Searcher

from .current import current_searcher

#: Queries about the document that comes with Alinéa, each showing another part of the
#: language. A page offers them where they find something.
EXAMPLES = (
    "traité de défense Corée du Nord",
    "11 000 militaires",
    '"jour de la victoire"',
    "ukrainien*",
    "Zelenski~",
    "+Ukraine -Trump",
)


def home() -> Response:
    total = current_searcher().documents(size=1).total
    return Response(render_template("home.html", examples=examples(), total=total))


def examples() -> tuple[str, ...]:
    searcher = current_searcher()
    return EXAMPLES if _all_find(searcher, searcher.generation) else ()


@lru_cache(maxsize=2)
def _all_find(searcher: Searcher, generation: str) -> bool:  # noqa: ARG001
    """Whether the examples suit what this generation holds."""
    return all(searcher.search(query, size=1).total for query in EXAMPLES)
