"""The address of a page of results: its links change it, and those to documents carry it.

A document's address has the parameters of the results that it was found in beside its own, under
the same names, so that its page can lead back to them: same page, sort and filters. What
distinguishes nothing is left out and the order is always the same, so that two addresses of the
same results are equal.
"""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from search.representation import document_url
from search.wording.messages import LANGUAGES

#: What narrows, in the order of an address; metadata come behind. Then what arranges.
_NARROWING = ("q", "from", "to", "language", "folder", "file", "format")
_ARRANGING = ("sort", "group", "duplicates")
#: Which page of them it is.
_PLACE = ("page", "after")
_NAMES = (*_NARROWING, *_ARRANGING, *_PLACE)
#: Of each in an address; a gap is left for metadata.
_PLACES = {name: place + (place >= len(_NARROWING)) for place, name in enumerate(_NAMES)}
_DEFAULTS = {("sort", "relevance"), ("group", "document"), ("duplicates", "once"), ("page", "1")}


class ResultsAddress(NamedTuple):
    """parameters: names and values, in order; a name may come several times"""

    parameters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        values: MultiDict[str, str],
        is_metadata: Callable[[str], bool],
        own: Collection[str] = (),
    ) -> "ResultsAddress":
        """Of what a page of results, or a document's that is reached from it, was asked.

        is_metadata: whether documents can be narrowed by what is called so
        own: names that mean something else at the address which was asked
        """
        others = [
            name
            for name in values
            if name not in _NAMES and name not in own and name != "lang" and is_metadata(name)
        ]
        names = (*_NARROWING, *sorted(others), *_ARRANGING, *_PLACE)
        found = ((name, value) for name in names for value in _heeded(name, values))
        return cls(tuple(one for one in found if one[1] and one not in _DEFAULTS))

    @property
    def narrowing(self) -> tuple[tuple[str, str], ...]:
        """What narrows the results, the query among it."""
        return tuple(one for one in self.parameters if one[0] not in (*_ARRANGING, *_PLACE))

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What another query keeps."""
        return tuple(one for one in self.parameters if one[0] not in ("q", *_PLACE))

    @property
    def brief(self) -> "ResultsAddress":
        """Without what is longer than anything that can be asked: a page that leads back here, and
        asks nothing of it, would have it in each link.
        """
        return ResultsAddress(tuple(one for one in self.parameters if len(one[1]) <= _LONGEST))

    @property
    def query(self) -> str:
        return self.value("q")

    def value(self, name: str) -> str:
        """The first of a name; "" if there is none."""
        return next((value for known, value in self.parameters if known == name), "")

    def has(self, name: str, value: str) -> bool:
        return (name, value) in self.parameters

    def changed(self, **changes: object) -> "ResultsAddress":
        """With other values of some names, none for None or ""; from the first page on, unless
        the page is what is changed. `first` and `last` stand for `from` and `to`.
        """
        written = {_NAME.get(name, name): value for name, value in changes.items()}
        return self._with(
            [one for one in self.parameters if one[0] not in written],
            [(name, str(value)) for name, value in written.items() if value not in (None, "")],
            keeps_place=bool(written.keys() & set(_PLACE)),
        )

    def narrowed(self, name: str, value: str) -> "ResultsAddress":
        """With one filter more, beside those of that name."""
        return self._with([one for one in self.parameters if one != (name, value)], [(name, value)])

    def without(self, *filters: tuple[str, str]) -> "ResultsAddress":
        """Without some filters."""
        return self._with([one for one in self.parameters if one not in filters], [])

    def _with(
        self,
        kept: list[tuple[str, str]],
        added: list[tuple[str, str]],
        keeps_place: bool = False,
    ) -> "ResultsAddress":
        if not keeps_place:
            kept = [one for one in kept if one[0] not in _PLACE]
        told = [one for one in (*kept, *added) if one[1] and one not in _DEFAULTS]
        return ResultsAddress(tuple(sorted(dict.fromkeys(told), key=_place_in_address)))

    def url(self, path: str = "/", **own: object) -> str:
        """These results at a path; own: what it is asked besides. The language of the page is
        kept where it was asked for.
        """
        lang = request.args.get("lang")
        besides = [(name, str(value)) for name, value in own.items() if value not in (None, "")]
        besides += [("lang", lang)] if lang in LANGUAGES else []
        asked = _encoded((*self.parameters, *besides))
        return f"{path}?{asked}" if asked else path

    def alone(self, query: str) -> "ResultsAddress":
        """Another query, which says all that narrows it, arranged as these results are."""
        arranged = tuple(one for one in self.parameters if one[0] in _ARRANGING)
        return ResultsAddress((("q", query), *arranged))

    def export(self, file_format: str) -> str:
        """All of them as a file; the format of the documents is no filter of an export."""
        asked = self.changed(group=None, duplicates=None, format=None)
        return asked.url("/api/export", format=file_format)

    def feed(self) -> str:
        """What is new of them."""
        return ResultsAddress(self.narrowing).url("/feed")

    def document(self, document_id: str, **own: object) -> str:
        """A document found, from which there is a way back; own: parameters of its page."""
        return self.url(document_url(document_id), **own)


def _place_in_address(parameter: tuple[str, str]) -> tuple[int, str]:
    """What it is sorted by: metadata stand between what narrows and the rest, by their names."""
    name = parameter[0]
    return _PLACES.get(name, len(_NARROWING)), "" if name in _PLACES else name


def _heeded(name: str, values: MultiDict[str, str]) -> list[str]:
    """Of what may come once the first, as where it is read (`params.py`): each link has all that
    is here, so that what is sent again and again would come back a hundred times as long.
    """
    found = values.getlist(name)
    return found[:1] if name in _NAMES else list(dict.fromkeys(found))


@lru_cache(maxsize=256)
def _encoded(parameters: tuple[tuple[str, str], ...]) -> str:
    """All links of a page to documents have the same."""
    return urlencode(parameters)


#: Characters of a value that links take along: no query is longer, and no folder or file.
_LONGEST = 1024
#: Names that Python keeps for itself.
_NAME = {"first": "from", "last": "to"}
