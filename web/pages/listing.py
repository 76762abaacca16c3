"""All documents, or those of a folder, a year, a format, or with words in their title."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from search.errors import PageBeyondLastError
from search.model import FolderCount
from search.searching import check_page
from search.wording.messages import translate

from ..addresses.catalogue_params import PAGE_SIZE, CatalogueParameters
from ..addresses.params import read
from ..edge.caching import conditional
from ..problems import status_of
from .current import current_searcher
from .years import year_label

#: Folders in one that are shown.
FOLDERS_SHOWN = 60


class Narrowed(NamedTuple):
    """Something that the list is narrowed to: the parameter, and what is said of it."""

    name: str
    label: str


class FolderRow(NamedTuple):
    """A folder in the tree as it is shown.

    depth: from 0; left_out: folders beside it that aren't shown behind it
    """

    folder: FolderCount
    depth: int
    is_open: bool
    left_out: int


def documents() -> ResponseReturnValue:
    asked = read(CatalogueParameters, request.args)
    searcher = current_searcher()

    def answer() -> Response:
        listing = searcher.documents(asked.filter, page=asked.page, size=PAGE_SIZE)
        overview, error = searcher.overview(), _no_page(asked.page, listing.total)
        rows = list(folder_rows(overview.folders, asked.folder.strip("/")))
        page = render_template(
            "documents.html",
            listing=listing,
            asked=asked,
            overview=overview,
            rows=rows,
            narrowed=list(_narrowed(asked)),
            inside=" ".join(_filters(asked, rows)),
            last=max(1, -(-listing.total // PAGE_SIZE)),
            error=error,
        )
        return Response(page, status_of(error) if error else 200)

    return conditional(request, searcher, answer)


def _no_page(page: int, total: int) -> PageBeyondLastError | None:
    try:
        check_page(page, total, PAGE_SIZE)
    except PageBeyondLastError as error:
        return error
    return None


def folder_rows(
    folders: Sequence[FolderCount], current: str, depth: int = 0
) -> Iterator[FolderRow]:
    """The folders at the top, and those in each that leads to the current one; of very many in one
    folder the first, and the one that is open.
    """
    for place, folder in enumerate(folders):
        is_open = current == folder.path or current.startswith(f"{folder.path}/")
        if is_open or place < FOLDERS_SHOWN:
            left_out = len(folders) - FOLDERS_SHOWN if place == FOLDERS_SHOWN - 1 else 0
            yield FolderRow(folder, depth, is_open, max(left_out, 0))
        if is_open:
            yield from folder_rows(folder.under, current, depth + 1)


def _narrowed(asked: CatalogueParameters) -> Iterator[Narrowed]:
    if asked.title:
        yield Narrowed("title", translate("“{words}” in the title").format(words=asked.title))
    if asked.folder:
        yield Narrowed("folder", asked.folder)
    if asked.begin:
        yield Narrowed("year", year_label(asked.begin))
    if asked.format:
        yield Narrowed("format", asked.format)


def _filters(asked: CatalogueParameters, rows: Sequence[FolderRow]) -> Iterator[str]:
    """What narrows a query to the documents listed, but for words of their titles."""
    current = asked.folder.strip("/")
    yield from (row.folder.filter for row in rows if row.folder.path == current)
    if year := asked.begin:
        yield f"date:{year}" if len(year) == 4 else f"date:{year:0<4}..{year:9<4}"
    if asked.format:
        yield f"format:{asked.format}"
