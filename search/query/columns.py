"""What documents are narrowed and counted by: their metadata, each a *column*, and what is known
of every document (its folder, its file, its format).

A column has a key, by which an index knows it, and names, by which people ask for it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

#: The columns that every index has. No metadata can have such a key (see `column_key`).
FOLDER, FILE, FORMAT, LANGUAGE, MONTH = "_folder", "_file", "_format", "_language", "_month"

#: What people call those that can be asked for in a query, the name that is written first.
OWN_NAMES = {
    FOLDER: ("dossier", "folder"),
    FILE: ("fichier", "file"),
    FORMAT: ("format",),
}
#: What documents call the same, in French and English. The first name is the one that is written;
#: readers of formats say `author`, `tags`, `encoding` and `attachments`.
_METADATA = {
    "author": "auteur author auteurs authors auteure autrice creator",
    "tags": "mots-clés tags tag keywords keyword mot-clé étiquettes étiquette",
    "section": "rubrique section",
    "category": "catégorie category catégories categories",
    "publisher": "éditeur publisher",
    "newspaper": "journal newspaper",
    "source": "source sources",
    "place": "lieu place lieux places",
    "country": "pays country",
    "city": "ville city",
    "subject": "sujet subject sujets subjects",
    "kind": "genre kind",
    "encoding": "encodage encoding",
    "attachments": "pièces-jointes attachments",
}
#: Values of these are often written with commas between them.
LISTS = frozenset(("tags", "attachments", "category"))
#: Characters of a key.
_LONGEST = 60


@lru_cache(maxsize=1 << 12)
def column_key(name: str) -> str:
    """The key of metadata of that name: letters and digits, in one spelling for names that mean
    the same (« Mots-clés » and “keywords” → tags); "" where there are none in it.
    """
    folded = _folded(name)
    return _KEYS.get(folded, folded)[:_LONGEST]


def written_name(key: str, name: str) -> str:
    """What a query calls a column that the documents call `name`."""
    return _WRITTEN.get(key) or (name if _NAME.fullmatch(name) else key)


def column_name(key: str) -> str:
    """What a query calls a column."""
    return OWN_NAMES[key][0] if key in OWN_NAMES else _WRITTEN.get(key, key)


def own_column(name: str) -> str:
    """The key of a column that every index has; "" for any other name."""
    folded = _folded(name)
    return next((key for key, names in OWN_NAMES.items() if folded in names), "")


def column_of(name: str, columns: Mapping[str, str]) -> str:
    """The key of the column of that name in an index with these columns, or ""."""
    key = own_column(name) or column_key(name)
    return key if key in columns or key in OWN_NAMES else ""


def field_names(columns: Mapping[str, str]) -> Iterator[str]:
    """What a query may call the columns of an index, one name each."""
    yield from map(column_name, OWN_NAMES)
    yield from sorted(written_name(key, name) for key, name in columns.items())


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(filter(str.isalnum, plain))


#: What may stand before a colon.
_NAME = re.compile(r"[^\W\d_][\w-]*")
_KEYS = {_folded(name): key for key, names in _METADATA.items() for name in names.split()}
_WRITTEN = {key: names.split()[0] for key, names in _METADATA.items()}
