"""What the columns of a table, or the keys of a record, are called."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ...errors import DocumentError
from .. import causes

#: What they are usually called in French and English, the likeliest first.
_USUAL = {
    "id": "doc document id identifiant identifier docid iddocument documentid uuid uid",
    "title": "title titre intitule headline objet subject sujet",
    "text": "text texte body corps content contenu fulltext textecomplet texteintegral "
    "paragraphe paragraph passage article message description resume",
    "date": "date published created publication datepublication datedepublication "
    "publicationdate datepublished pubdate publishedat createdat creationdate "
    "datecreation datedecreation jour",
}
#: Names of so many columns, and of so many characters together, are remembered.
_FEW, _SHORT = 100, 4000
#: Names that an error tells.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Their names as declared; they are looked for before the usual ones (`_USUAL`)."""

    id: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    date: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roles:
    """Which of some names have what, the likeliest first.

    all: what has no other use is metadata
    """

    id: tuple[str, ...]
    title: tuple[str, ...]
    text: tuple[str, ...]
    date: tuple[str, ...]
    all: tuple[str, ...]


def roles(columns: Columns, names: tuple[str, ...]) -> Roles:
    """What each of the names is for: capitals, accents and signs don't count."""
    if len(names) > _FEW or sum(map(len, names)) > _SHORT:
        return _roles(columns, names)
    return _remembered(columns, names)


def _roles(columns: Columns, names: tuple[str, ...]) -> Roles:
    plain = [folded(name) for name in names]
    found = {}
    for role, usual in _USUAL.items():
        wanted = [folded(name) for name in (*getattr(columns, role), *usual.split())]
        ranks = {name: rank for rank, name in reversed(list(enumerate(wanted)))}
        ranked = sorted((ranks[one], place) for place, one in enumerate(plain) if one in ranks)
        found[role] = tuple(names[place] for _, place in ranked)
    return Roles(**found, all=names)


_remembered = lru_cache(maxsize=256)(_roles)


def folded(name: str) -> str:
    """A name as it is compared."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(filter(str.isalnum, plain))


def no_texts(file: str, columns: Columns, names: tuple[str, ...]) -> DocumentError:
    """What to say of a file in which no column is known to have the text."""
    shown = ", ".join(f"« {name[:40]} »" for name in names[:_SHOWN])
    more = "…" if len(names) > _SHOWN else ""
    declared = ", ".join(columns.text) or "text, texte, body…"
    return DocumentError(
        path=file,
        cause=causes.NO_COLUMN,
        names=shown + more,
        setting="column_text",
        declared=declared,
    )
