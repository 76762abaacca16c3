"""The searcher that answers."""

from flask import current_app

from search.searching import Searcher


def current_searcher() -> Searcher:
    searcher: Searcher = current_app.extensions["alinea"]
    return searcher
