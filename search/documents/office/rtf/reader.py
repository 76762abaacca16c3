"""Goes over a file of RTF once, word by word."""

from copy import copy
from dataclasses import dataclass, field

from ...block import Block, one_line
from .flow import Flow, Paragraph, mended
from .styles import Styles
from .words import CHARACTER_SETS, ENCODINGS, ENDS, INFO, KNOWN, SIGNS, SILENT, TOKEN, encoding_of

#: No program nests groups so deep; those beyond are counted only.
_DEEPEST = 1000
#: Boxes within boxes; the text of those beyond is that of the last.
_MOST_BOXES = 20


@dataclass(slots=True)
class _Group:
    """What is in force between two braces.

    to: where its text goes; skip: characters after each \\u that stand for it
    boxes: within how many text boxes it is
    """

    to: str = "text"
    skip: int = 1
    encoding: str = "cp1252"
    hidden: bool = False
    bold: bool = False
    fonts: bool = False
    boxes: int = 0


@dataclass(slots=True)
class Reading:
    """All that has been read."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    title: str = ""
    info: dict[str, str] = field(default_factory=dict)
    date: dict[str, int] = field(default_factory=dict)


class Reader:
    """Use once."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._found = Reading()
        self._groups = [_Group()]
        self._beyond = 0
        self._styles = Styles()
        self._flows = [Flow(self._styles)]
        self._note: list[str] = []
        self._bytes = bytearray()
        self._skip = 0
        self._star = False
        self._info = ""
        # the tables at the beginning
        self._fonts: dict[int, str] = {}
        self._font = self._default_font = 0
        self._default = "cp1252"
        self._style = self._style_level = 0
        self._name: list[str] = []

    def read(self) -> Reading:
        """What is in the file."""
        position = 0
        while token := TOKEN.match(self._content, position):
            position = token.end()
            code, word, number, sign, brace, text = token.groups()
            if code:
                self._byte(int(code, 16))
            elif text:
                self._characters(text)
            else:
                self._flush()
                if brace:
                    self._open() if brace == b"{" else self._close()
                elif word == b"bin":
                    position += max(0, int(number or 0))
                elif word:
                    self._word(word.decode("ascii"), int(number) if number else None)
                elif sign:
                    self._sign(sign.decode("latin-1"))
        self._flush()
        while len(self._flows) > 1:
            self._end_box()
        (flow,) = self._flows
        flow.end_all()
        self._found.blocks, self._found.title = flow.blocks, flow.title
        return self._found

    # ---- characters

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(value)

    def _characters(self, text: bytes) -> None:
        passed = min(self._skip, len(text))
        self._skip -= passed
        self._bytes += text[passed:]

    def _flush(self) -> None:
        """Bytes that belong together are decoded together: some encodings have pairs."""
        if self._bytes:
            text = self._bytes.decode(self._groups[-1].encoding, "replace")
            self._bytes.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        group = self._groups[-1]
        if group.hidden:
            return
        if group.to == "text":
            self._flows[-1].say(text, bold=group.bold)
        elif group.to == "note":
            self._note.append(text)
        elif group.to == "style":
            self._name.append(text)
        elif group.to == "info":
            self._found.info[self._info] = self._found.info.get(self._info, "") + text

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._star = True
        elif sign in ("\n", "\r"):
            self._end_of("par")
        elif said := sign if sign in "\\{}" else SIGNS.get(sign, ""):
            self._stands(said)

    def _stands(self, sign: str) -> None:
        """A sign that is written as a word; it may stand for the \\u before it."""
        if self._skip:
            self._skip -= 1
        else:
            self._say(sign)

    def _unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        if 0xE000 <= code < 0xF900:  # of a font of signs
            code = 0x20
        self._say(chr(code) if 0 <= code < 0x110000 else "\ufffd")
        self._skip = self._groups[-1].skip

    # ---- groups

    def _open(self) -> None:
        self._skip = 0
        self._star = False
        if len(self._groups) < _DEEPEST:
            self._groups.append(copy(self._groups[-1]))
        else:
            self._beyond += 1

    def _close(self) -> None:
        self._skip = 0
        if self._beyond:
            self._beyond -= 1
            return
        if len(self._groups) == 1:
            return
        group, above = self._groups.pop(), self._groups[-1]
        if group.to == "note" and above.to != "note":
            self._end_note()
        elif group.to == "style" and above.to == "styles":
            self._end_style()
        elif group.boxes > above.boxes:
            self._end_box()

    # ---- words

    def _word(self, word: str, number: int | None) -> None:
        starred, self._star = self._star, False
        group = self._groups[-1]
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in SIGNS:
            self._stands(SIGNS[word])
        elif word in ENDS:
            self._end_of(word)
        elif word in ("footnote", "endnote"):
            group.to = "note" if group.to == "text" else group.to
        elif word == "stylesheet":
            group.to = "styles"
        elif word == "fonttbl":
            group.to, group.fonts = "silent", True
        elif word in INFO and group.to == "silent":
            group.to, self._info = "info", word
            self._found.info[word] = ""
        elif word == "shptxt" and group.to == "text":
            self._begin_box(group)
        elif word in SILENT or (starred and word not in KNOWN):
            group.to = "silent"
        else:
            self._format(word, number, group)

    def _format(self, word: str, number: int | None, group: _Group) -> None:
        if word in ("pard", "intbl", "qc"):
            self._lay_out(word, group)
        elif word == "plain":
            group.hidden = group.bold = False
            self._take_font(self._default_font, group)
        elif word == "b":
            group.bold = number != 0
        elif word in ("v", "deleted"):
            group.hidden = number != 0
        elif word in ENCODINGS:
            self._default = group.encoding = ENCODINGS[word]
        elif number is None:
            return
        elif word in ("yr", "mo", "dy"):
            if self._info == "creatim" and group.to == "info":
                self._found.date[word] = number
        elif word in ("s", "outlinelevel", "fi"):
            self._styled(word, number, group)
        else:
            self._numbered(word, number, group)

    def _lay_out(self, word: str, group: _Group) -> None:
        """Notes and markers have paragraphs of their own within the one that is read."""
        if group.to != "text":
            return
        flow = self._flows[-1]
        if word == "pard":
            flow.paragraph = Paragraph()
        elif word == "intbl":
            flow.paragraph.in_table = True
        else:
            flow.paragraph.centered = True

    def _numbered(self, word: str, number: int, group: _Group) -> None:
        if word == "uc":
            group.skip = max(0, min(number, 8))
        elif word == "ansicpg":
            self._default = group.encoding = encoding_of(number)
        elif word == "deff":
            self._default_font = number
        elif word == "f":
            self._font = number
            self._take_font(number, group)
        elif word == "fcharset" and group.fonts:
            known = "" if number in (0, 1) else CHARACTER_SETS.get(number, "")
            self._fonts[self._font] = known or self._default

    def _take_font(self, font: int, group: _Group) -> None:
        if not group.fonts:
            group.encoding = self._fonts.get(font, self._default)

    def _styled(self, word: str, number: int, group: _Group) -> None:
        level = number + 1 if 0 <= number < 9 else 0
        if group.to in ("styles", "style"):
            if word == "s":
                group.to, self._style = "style", number
            elif word == "outlinelevel":
                self._style_level = level
        elif group.to == "text":
            paragraph = self._flows[-1].paragraph
            if word == "s":
                paragraph.style = number
            elif word == "outlinelevel":
                paragraph.level = level
            else:
                paragraph.hanging = number < 0

    # ---- ends

    def _end_of(self, word: str) -> None:
        to = self._groups[-1].to
        if to == "note":
            self._note.append("\n")
        elif to == "text":
            self._flows[-1].end(word)

    def _begin_box(self, group: _Group) -> None:
        if len(self._flows) < _MOST_BOXES:
            group.boxes += 1
            self._flows.append(Flow(self._styles, is_box=True))

    def _end_box(self) -> None:
        box = self._flows.pop()
        box.end_all()
        self._flows[-1].boxed += box.blocks

    def _end_note(self) -> None:
        said = "".join(self._note)
        self._note.clear()
        texts = (one_line(text) for text in mended(said).split("\n"))
        self._found.notes += (Block(text) for text in texts if text)

    def _end_style(self) -> None:
        self._styles.define(self._style, "".join(self._name), self._style_level)
        self._name.clear()
        self._style_level = 0
