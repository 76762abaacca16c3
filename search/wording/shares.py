"""What a word adds to the score of a hit, in words: « racine, dans l’intertitre »."""

from .messages import mark, translate

_WAYS = {
    "form": mark("as typed"),
    "stem": mark("by its stem"),
    "family": mark("of the same family"),
    "synonym": mark("synonym"),
    "spelling": mark("with its accents, or in one word"),
    "pattern": mark("a word like it"),
    "phrase": mark("the phrase"),
    "side_by_side": mark("side by side"),
}
_PLACES = {
    "text": mark("in the passage"),
    "heading": mark("in a heading"),
    "title": mark("in the title"),
    "name": mark("in the name of the file"),
}


def way_in_words(way: str) -> str:
    """How a word of the query found a term (`model.explanation.Way`)."""
    return translate(_WAYS[way])


def where_in_words(where: str) -> str:
    """In which field (`model.explanation.Where`)."""
    return translate(_PLACES[where])
