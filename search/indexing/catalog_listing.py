"""Which documents of a catalogue are listed, in what order, and how many there are of each kind."""

from collections.abc import Iterator
from typing import Final

from ..analysis.keywords import keywords
from ..model import ListingFilter

#: Of a title so much is compared (characters).
_LONGEST = 200
#: By file, by place in it. CROSS JOIN has SQLite go through the chunks, which are in order.
_DOCUMENTS = "chunks CROSS JOIN documents USING (chunk)"
_PLACE = "chunks.file, chunks.place, documents.place"
_ORDERS: Final = {
    "place": _PLACE,
    "title": f"title_key, {_PLACE}",
    "newest": f"date DESC, {_PLACE}",
    "oldest": f"date = '', date, {_PLACE}",
    "longest": f"paragraphs DESC, {_PLACE}",
}

#: How many documents each year and each format has, and each folder: what is left of a path when
#: all characters that are no slash are taken off its end. A file of records is a folder, too.
YEARS = "SELECT substr(date, 1, 4) AS year, count(*) FROM documents GROUP BY year ORDER BY year"
FORMATS = (
    "SELECT format, count(*) AS times FROM documents GROUP BY format ORDER BY times DESC, format"
)
FOLDERS = """
SELECT CASE container WHEN '' THEN rtrim(file, replace(file, '/', '')) ELSE container END AS folder,
    count(*)
FROM documents JOIN chunks USING (chunk) GROUP BY folder
"""


def title_key(title: str) -> str:
    """« L’Œuvre, 2ᵉ éd. » → « l oeuvre 2e ed »: what titles are sorted and found by."""
    return " ".join(keywords(title[:_LONGEST]))


def listing(asked: ListingFilter, columns: str) -> tuple[str, list[str]]:
    """The query for those columns of the documents asked for, in order, with its values."""
    return _select(asked, f"{columns} FROM {_DOCUMENTS}", f" ORDER BY {_ORDERS[asked.sort]}")


def counting(asked: ListingFilter) -> tuple[str, list[str]]:
    """The query for how many there are."""
    return _select(asked, f"count(*) FROM {_DOCUMENTS}", "")


def _select(asked: ListingFilter, what: str, order: str) -> tuple[str, list[str]]:
    conditions = list(_conditions(asked))
    where = " AND ".join(condition for condition, _ in conditions)
    values = [value for _, some in conditions for value in some]
    return f"SELECT {what}{' WHERE ' if where else ''}{where}{order}", values


def _conditions(asked: ListingFilter) -> Iterator[tuple[str, list[str]]]:
    for word in keywords(asked.title):
        yield "instr(title_key, ?)", [word]
    if asked.folder:
        path = asked.folder.strip("/")
        # « 0 » is the character after « / ».
        condition = "(chunks.file = ? OR (chunks.file > ? AND chunks.file < ?))"
        yield condition, [path, f"{path}/", f"{path}0"]
    if asked.date:
        yield "substr(date, 1, length(?)) = ?", [asked.date, asked.date]
    if asked.format:
        yield "format = ?", [asked.format]
