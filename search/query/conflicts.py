"""Parameters that a query contradicts: `langue:en` in it, and `language=fr` beside it."""

from collections.abc import Iterator, Mapping

from ..model import Notice
from ..wording.messages import translate
from .tree import Filter, Group, Node
from .unparse import unparse


def conflicts(tree: Node, narrowed: Mapping[str, Filter]) -> tuple[Notice, ...]:
    """What there is to say of each parameter that narrows by what the query narrows by too, if
    both aren't the same.

    narrowed: the parameters with the filters that they stand for
    """
    return tuple(
        Notice(parameter, None, _said(parameter, own))
        for parameter, given in narrowed.items()
        for own in dict.fromkeys(_filters(tree))
        if type(own) is type(given) and own != given
    )


def _filters(node: Node) -> Iterator[Filter]:
    """Those asked for; what is excluded contradicts nothing."""
    if isinstance(node, Filter):
        yield node
    elif isinstance(node, Group):
        for child in (*node.must, *node.should):
            yield from _filters(child)


def _said(parameter: str, own: Filter) -> str:
    said = translate("The query has “{filter}” too; what is found has to fit both.")
    return said.format(filter=unparse(own), parameter=parameter)
