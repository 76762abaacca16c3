"""Addresses of a document: of a paragraph of it, within the results that it was found in.

The fragment of an address isn't sent, so its paragraph is a parameter too (`at`): without scripts
as well, the part of a long document comes that has it.
"""

from typing import NamedTuple

from .results_address import ResultsAddress


class DocumentAddress(NamedTuple):
    """A document as it is read.

    results: those that it was found in
    find: what is searched in it in place of their query
    only: "matches" if what isn't found is left out
    """

    document: str
    results: ResultsAddress
    find: str = ""
    only: str = ""

    def paragraph(self, ordinal: int) -> str:
        """One of its paragraphs, read in the same way."""
        own = {"find": self.find, "only": self.only, "at": ordinal}
        return f"{self.results.document(self.document, **own)}#p{ordinal}"

    def part(self, ordinal: int) -> str:
        """The part that begins with a paragraph, from its top."""
        own = {"find": self.find, "only": self.only, "at": ordinal if ordinal > 1 else ""}
        return self.results.document(self.document, **own)

    def read_as(self, only: str, ordinal: int) -> str:
        """The same with what isn't found, or without it; `ordinal` 0 is its beginning."""
        changed = self._replace(only=only)
        return changed.paragraph(ordinal) if ordinal else changed.part(1)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """What a form on its page has to send along."""
        only = (("only", self.only),) if self.only else ()
        return (*self.results.parameters, *only)


def at(path: str, ordinal: int) -> str:
    """The address of a document, with or without parameters, at one of its paragraphs."""
    joined = "&" if "?" in path else "?"
    return f"{path}{joined}at={ordinal}#p{ordinal}"
