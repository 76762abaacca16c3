"""Navigation links: what pages write where they lead to others, and invitations to read on."""

import re
from itertools import islice

from .link_density import Weight
from .walk import Element, beginning_of, local_name

_NAVIGATION = re.compile(
    r"\b(?:suivante?|précédente?|sommaire|accueil|haut de (?:la )?page|retour|table des matières"
    r"|remonter|niveau supérieur|index|next|previous|prev|up|home|top|contents)\b",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"\W*(?:(?:à )?(?:lire|voir|écouter|regarder|consulter)(?: aussi| également)\b|à lire\b"
    r"|lire la suite|sur le même (?:sujet|thème)|dans la même rubrique|articles? (?:liés?|connexes?"
    r"|similaires?|récents?)|(?:re)?découvrez aussi|(?:inscri|abonne)[zr]\b.{0,4}\b.*newsletter"
    r"|notre dossier|retrouvez (?:tous )?(?:nos|notre))",
    re.IGNORECASE,
)
_RELATED = frozenset(("next", "prev", "previous", "up"))
#: Of a paragraph, in characters: as much of it is read as tells what it's for.
_ENOUGH = 200


def is_navigation(element: Element, tag: str, weight: Weight) -> bool:
    """« Précédent Sommaire Suivant », the names of the chapters beside."""
    if weight.links > 8 or tag not in ("table", "div", "p", "center", "ul", "tr", "td", "font"):
        return False
    links = [one for one in islice(element.iter("a"), 20) if one.get("href")]
    if any(_RELATED.intersection((link.get("rel") or "").lower().split()) for link in links):
        return True
    if sum(link.get("accesskey") in ("n", "p", "h", "u") for link in links) > 0:
        return True
    said = [beginning_of(link, _ENOUGH) for link in links]
    named = sum(_NAVIGATION.search(one) is not None and len(one) < 25 for one in said)
    return named > 1 and weight.density > 0.4


def is_invitation(element: Element) -> bool:
    """« Lire aussi : … », which is no sentence."""
    said = beginning_of(element, _ENOUGH)
    return _INVITATION.match(said) is not None and not said.endswith(".")


def is_introduced(element: Element) -> bool:
    """« Consultez les chapitres qui suivent : », of which the links are a part."""
    above, before = element.getparent(), element.getprevious()
    if before is None and above is not None:  # the list alone is in a box
        before = above.getprevious()
    if before is None or local_name(before) not in ("p", "div"):
        return False
    said = beginning_of(before, 2000)
    return said.endswith(":") and len(said) > 20 and _INVITATION.match(said) is None
