"""Manual pages as `man` prints them: what heads and ends them is none of their text."""

import re

from ..block import Block

#: « LS(1)      Commandes      LS(1) »: who asks for a page by name asks for this.
_HEAD = re.compile(r"\s*(?P<name>[\w.:+@\[-]+ ?\(\d\w*\))(?:\s{2,}\S.*?)?\s{2,}(?P=name)\s*")
#: What stands apart in a line, however it is filled.
_APART = re.compile(r"\S\s{3,}\S")
#: Columns at most before a heading: the text stands farther in.
_MARGIN = 4


def without_head_and_foot(text: str) -> tuple[str, str]:
    """What a manual page is called, and its text without its head and foot; "" and the text if it
    is none.
    """
    first, _, rest = text.lstrip("\n").partition("\n")
    found = _HEAD.fullmatch(first) if len(first) < 300 else None
    if found is None:
        return "", text
    head, body = first.strip(), rest.rstrip()
    before, _, last = body.rpartition("\n")
    if (_APART.search(last) and not last[:1].isspace()) or last.strip().endswith(found["name"]):
        body = before
    # Printed on pages of paper, it has them on each.
    lines = (line for line in body.split("\n") if line.strip() != head)
    return found["name"].strip(), "\n".join(lines)


def only_headings_head(blocks: list[Block], text: str) -> list[Block]:
    """The blocks of a page, of which commands and terms are no headings, however short."""
    lines = (line for line in text.split("\n") if line.strip())
    headings = {line.strip() for line in lines if len(line) - len(line.lstrip()) <= _MARGIN}
    return [block if block.text in headings else block._replace(item=True) for block in blocks]
