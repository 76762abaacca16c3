"""How much text the elements of a page have, and how much of it in links, counted once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .walk import UNSEEN, Element, is_hidden, local_name

_ENDS_A_SENTENCE = re.compile(r"[.!?…][\s»”\")]*$")


@dataclass(slots=True)
class Weight:
    """Of an element with all that is in it.

    text, linked: characters but spaces, and those of them in links
    links: how many
    sentences: how many of these end as a sentence does
    """

    text: int = 0
    linked: int = 0
    links: int = 0
    sentences: int = 0

    def add(self, other: "Weight", sign: int = 1) -> None:
        self.text += sign * other.text
        self.linked += sign * other.linked
        self.links += sign * other.links
        self.sentences += sign * other.sentences

    @property
    def density(self) -> float:
        """The part of the text that is in links (Kohlschütter et al. 2010)."""
        return self.linked / self.text if self.text else 0.0


Weights = dict[Element, Weight]


def weigh(root: Element) -> Weights:
    """The weight of each element that is seen, in the order of the page.

    Takes one walk down and one up, however deep the page is.
    """
    weights: Weights = {}
    in_link: set[Element] = set()
    for element in root.iter():
        parent = element.getparent()
        is_below = element is not root
        if is_below and parent not in weights:
            continue  # of what isn't seen
        if is_below:
            _count(weights[parent], element.tail, is_linked=parent in in_link)
        if not isinstance(element.tag, str) or local_name(element) in UNSEEN or is_hidden(element):
            continue
        is_link = element.tag == "a" and element.get("href") is not None
        if is_link or (is_below and parent in in_link):
            in_link.add(element)
        weights[element] = Weight()
        _count(weights[element], element.text, is_linked=element in in_link)
        if is_link and parent not in in_link:
            weights[element].links = 1
            weights[element].sentences = _is_sentence(element)
    for element in reversed(weights):
        if element is not root:
            weights[element.getparent()].add(weights[element])
    return weights


def take_away(gone: Iterable[Element], root: Element, weights: Weights) -> None:
    """Makes the weights those of a page without some elements and what is in them."""
    dropped = frozenset(gone)
    if not dropped:
        return
    without = {element: Weight() for element in weights}
    for element in reversed(weights):
        if element in dropped:
            without[element] = weights[element]
        if element is not root:
            without[element.getparent()].add(without[element])
    for element, weight in without.items():
        if element not in dropped:
            weights[element].add(weight, sign=-1)


def _count(weight: Weight, text: str | None, *, is_linked: bool) -> None:
    if text:
        size = len("".join(text.split()))
        weight.text += size
        weight.linked += size * is_linked


def _is_sentence(link: Element) -> bool:
    return _ENDS_A_SENTENCE.search("".join(link.itertext())[-10:]) is not None
