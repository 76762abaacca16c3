"""The generations of an index as a table."""

from collections.abc import Iterable

from ..indexing.rollback import GenerationJson
from ..wording.messages import number, translate
from ..wording.printable import printable
from .console import console


def print_generations(generations: Iterable[GenerationJson]) -> None:
    """One a line, and which of them is served."""
    output = console()
    for one in generations:
        counts = translate("documents: {documents}, paragraphs: {paragraphs}, {size} KiB")
        size = number(round(one.bytes / 1024))
        said = counts.format(
            documents=number(one.documents), paragraphs=number(one.paragraphs), size=size
        )
        mark = "*" if one.current else " "
        unusable = translate("unusable: {reason}").format(reason=one.reason)
        reason = "" if one.usable else f"  {unusable}"
        output.print(printable(f"{mark} {one.name}  {one.built}  {said}{reason}"))
