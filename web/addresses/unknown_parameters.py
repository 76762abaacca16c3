"""Parameters of a URL that an address doesn't have, and those that were probably meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache

import msgspec

from search.model import Notice
from search.wording.messages import translate

#: What every address takes: the language of what it says.
EVERYWHERE = ("lang",)
#: What other search engines, and French, call these; a name has the first of its meanings that
#: there is at the address.
_MEANT = {
    "around": ("paragraph", "page"),
    "count": ("size", "limit", "n"),
    "date": ("from",),
    "date_from": ("from",),
    "date_to": ("to",),
    "depuis": ("from",),
    "end": ("to",),
    "first": ("from",),
    "jusque": ("to",),
    "langue": ("language",),
    "last": ("to",),
    "limit": ("size", "n"),
    "locale": ("lang",),
    "n": ("size", "limit"),
    "num": ("size", "limit", "n"),
    "offset": ("page",),
    "order": ("sort",),
    "ordre": ("sort",),
    "paragraph": ("around",),
    "per_page": ("size", "limit"),
    "query": ("q",),
    "requete": ("q",),
    "rows": ("size", "limit"),
    "search": ("q",),
    "since": ("from",),
    "size": ("limit", "n"),
    "start": ("page", "from"),
    "taille": ("size", "limit"),
    "tri": ("sort",),
    "until": ("to",),
}


def unknown(kind: type[msgspec.Struct], names: Iterable[str]) -> tuple[Notice, ...]:
    """What there is to say of each of `names` that no parameter of `kind` has."""
    return tuple(_notices(_known(kind), names))


def is_known(kind: type[msgspec.Struct], name: str) -> bool:
    """Whether a parameter of `kind`, or of every address, is called so."""
    return name in _known(kind)


@cache
def _known(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return (*(field.encode_name for field in msgspec.structs.fields(kind)), *EVERYWHERE)


def _notices(known: Sequence[str], names: Iterable[str]) -> Iterator[Notice]:
    for name in names:
        if name not in known:
            meant = _meant(name.lower(), known)
            yield Notice(name[:40], meant, _said(meant))


def _meant(name: str, known: Sequence[str]) -> str | None:
    named = (other for other in _MEANT.get(name, ()) if other in known)
    alike = get_close_matches(name[:40], known, n=1, cutoff=0.7)
    return next(named, None) or (alike[0] if alike else None)


def _said(meant: str | None) -> str:
    if meant is None:
        return translate("There is no such parameter; it wasn't heeded.")
    said = translate("There is no such parameter; it wasn't heeded. Perhaps {name} was meant.")
    return said.format(name=meant)


def meant_otherwise(notices: Iterable[Notice]) -> Mapping[str, str]:
    """The parameters that have another name here, with that name: what a page tells; what else
    is in an address may be anybody's (« utm_source »).
    """
    return {one.parameter: one.meant for one in notices if one.meant}
