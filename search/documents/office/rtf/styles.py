"""The stylesheet of a file of RTF."""

import re
from dataclasses import dataclass, field

_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo)\s*([1-9])\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|tm|contents) ?(?:\d|heading)", re.IGNORECASE)


@dataclass(slots=True)
class Styles:
    """What the styles of paragraphs, by their numbers, say of them.

    levels: of headings, from 1; titles: of the document; contents: of a table of contents
    """

    levels: dict[int, int] = field(default_factory=dict)
    titles: set[int] = field(default_factory=set)
    contents: set[int] = field(default_factory=set)

    def define(self, number: int, name: str, level: int) -> None:
        """A style of that name, which may have a level of its own (0: none)."""
        name = name.strip().rstrip(";").split(";")[0].strip()
        if heading := _HEADING.match(name):
            self.levels[number] = int(heading[1])
        elif _CONTENTS.match(name):
            self.contents.add(number)
        elif name.lower() in ("title", "titre"):
            self.titles.add(number)
        elif level:
            self.levels[number] = level
