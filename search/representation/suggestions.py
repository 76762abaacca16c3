"""How what is typed may go on."""

from collections.abc import Sequence

import msgspec

from ..model import DocumentInfo
from .hits import document_url
from .warned import Warned


class TitleJson(msgspec.Struct):
    """A document that has the words typed in its title."""

    title: str
    url: str


class SuggestionsJson(Warned):
    """The text typed, with its last word completed, one word of each lemma; and up to three
    documents whose titles have its words.
    """

    query: str
    suggestions: list[str]
    titles: list[TitleJson]


def suggestions_json(
    query: str, suggestions: Sequence[str], titled: Sequence[DocumentInfo]
) -> SuggestionsJson:
    titles = [TitleJson(one.title, document_url(one.id)) for one in titled]
    return SuggestionsJson(query, list(suggestions), titles)
