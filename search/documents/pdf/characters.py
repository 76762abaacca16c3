"""The characters of a page, where they stand.

PDFium is asked for the box of each, in a loop that runs in C; for the object, once a word; for
the rest, which is the same for all characters of an object, once an object.
"""

import ctypes
import math
from collections import Counter, deque
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

import numpy
import pypdfium2.raw as pdfium

#: How PDFium writes a hyphen at the end of a line.
HYPHENS = "\ufffe\x02"
#: More characters on a page are a map or a drawing, not a text.
MOST_CHARACTERS = 200_000
_BOLD = ("bold", "black", "heavy", "semibold", "demi", "cmbx", "sfbx", "ecbx")
_FIXED = ("mono", "courier", "typewriter", "consolas", "cmtt", "lmtt", "sftt", "ectt")
LINE_ENDS, _SPACE = (10, 13), 32
_BUFFER = 256
#: Points between characters of one word, and more.
_BESIDE = 1.0


def _called(function: Any, *types: Any) -> Any:
    """A function of PDFium that is called for each character, with less around each call."""
    place = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(*types)(place)


_CODE = _called(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_OBJECT = _called(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_BOX = _called(
    pdfium.FPDFText_GetLooseCharBox,
    ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p,
)  # fmt: skip
#: What TeX's type has in these places (Cork encoding), where a file gives nothing better.
_CORK = {
    0x0B: "ff", 0x0C: "fi", 0x0E: "ffi", 0x0F: "ffl", 0x10: "“", 0x11: "”", 0x13: "«", 0x14: "»",
    0x15: "–", 0x16: "—", 0x19: "ı", 0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
}  # fmt: skip


class Character(NamedTuple):
    """One character; places and sizes in points, from the lower left corner.

    size: 0 for a space that isn't in the file, only between its words
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    fixed: bool = False


class _Style(NamedTuple):
    """What characters beside each other have in common.

    fixed: whether all characters of the type have one width
    angle: in quarters of a turn
    """

    base: float
    size: float
    bold: bool
    fixed: bool
    angle: int


class Glyphs(NamedTuple):
    """The characters of a page, as arrays (numpy).

    sizes: 0 for a space that isn't in the file
    styles: the index of each into `known`
    """

    codes: Any
    lefts: Any
    rights: Any
    bases: Any
    sizes: Any
    styles: Any
    known: list[_Style]

    def characters(self, begin: int = 0, end: int | None = None) -> list[Character | None]:
        """Those from one place to another; None where PDFium ends a line."""
        part = slice(begin, end)
        arrays = (self.codes, self.lefts, self.rights, self.bases, self.sizes, self.styles)
        return [
            _made(code, left, right, base, size, self.known[style])
            for code, left, right, base, size, style in zip(
                *(one[part].tolist() for one in arrays), strict=True
            )
        ]


def glyphs(page: Any) -> Glyphs | None:
    """The characters in the order of the page; None if it has none.

    What is turned another way than the page's text is left out.
    """
    text_page = page.get_textpage()
    try:
        return _glyphs(text_page.raw)
    finally:
        text_page.close()


def _glyphs(handle: Any) -> Glyphs | None:
    count = min(pdfium.FPDFText_CountChars(handle), MOST_CHARACTERS)
    if count <= 0:
        return None
    address = ctypes.cast(handle, ctypes.c_void_p).value
    codes = _codes(handle, address, count)
    boxes = numpy.zeros((count, 4), numpy.float32)
    places = range(boxes.ctypes.data, boxes.ctypes.data + boxes.nbytes, boxes.strides[0])
    deque(map(_BOX, repeat(address), range(count), places), maxlen=0)
    numbers, known = _styles(handle, address, codes, boxes)
    usual = _usual_angle(codes, numbers, known)
    if usual:
        boxes = _turned(boxes, usual)
    of_styles = numpy.array([(style.base, style.size, style.angle) for style in known])
    bases, sizes, angles = of_styles[numbers].T
    sizes[(codes == _SPACE) & (boxes[:, 1] == boxes[:, 3])] = 0.0
    is_somewhere = numpy.isfinite(boxes[:, 0] + boxes[:, 2] + bases) & (codes > 0)
    kept = numpy.isin(codes, LINE_ENDS) | ((angles == usual) & is_somewhere)
    lefts, rights = boxes[:, 0].astype(float), boxes[:, 2].astype(float)
    arrays = codes, lefts, rights, bases, sizes, numbers
    codes, lefts, rights, bases, sizes, numbers = (one[kept] for one in arrays)
    return Glyphs(codes, lefts, rights, bases, sizes, numbers, known)


def _codes(handle: Any, address: int | None, count: int) -> Any:
    """The code of each; at once, where all have one of two bytes."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
        codes = numpy.frombuffer(bytes(buffer), numpy.uint16)[:count].astype(numpy.int64)
        if not ((codes >= 0xD800) & (codes < 0xE000)).any():
            return codes
    return numpy.fromiter(map(_CODE, repeat(address), range(count)), numpy.int64, count)


def _made(
    code: int, left: float, right: float, base: float, size: float, style: _Style
) -> Character | None:
    """A character; None for the end of a line."""
    if code in LINE_ENDS:
        return None
    text = _character(code) if code < _SPACE or code > 0xD7FF else chr(code)
    return Character(text, left, right, base, size, style.bold, style.fixed)


def _styles(handle: Any, address: int | None, codes: Any, boxes: Any) -> tuple[Any, list[_Style]]:
    """The style of each, as a number, and those that there are.

    Another one begins where a word does, where the height of the type changes, or where a
    character isn't beside the one before: only there it is asked for. Characters that PDFium
    adds, as spaces, have that of the one before.
    """
    begins = numpy.ones(len(codes), bool)
    printed = ~numpy.isin(codes, (_SPACE, *LINE_ENDS))
    same = (boxes[1:, 1] == boxes[:-1, 1]) & (boxes[1:, 3] == boxes[:-1, 3])
    same &= abs(boxes[1:, 0] - boxes[:-1, 2]) < _BESIDE
    begins[1:] = printed[1:] & ~(printed[:-1] & same)
    places = numpy.flatnonzero(begins)
    known = [_Style(0.0, 0.0, False, False, 0)]
    numbers: dict[int, int] = {}
    found = numpy.zeros(len(codes), numpy.int64)
    number = 0
    for place in places.tolist():
        one = _OBJECT(address, place)
        if one:
            if one not in numbers:
                numbers[one] = len(known)
                known.append(_style(handle, place))
            number = numbers[one]
        found[place] = number
    lengths = numpy.diff(numpy.append(places, len(codes)))
    return numpy.repeat(found[places], lengths), known


def _style(handle: Any, place: int) -> _Style:
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(handle, place, x, y)
    size = pdfium.FPDFText_GetFontSize(handle, place)
    angle = 0
    if pdfium.FPDFText_GetMatrix(handle, place, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        angle = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    base = (y.value, -x.value, -y.value, x.value)[angle]
    buffer = ctypes.create_string_buffer(_BUFFER)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(handle, place, buffer, _BUFFER, flags)
    name = buffer.value if 0 < length <= _BUFFER else b""
    fixed = bool(flags.value & 1) or _named(name, _FIXED)
    return _Style(base, size, _named(name, _BOLD), fixed, angle)


@lru_cache(maxsize=1 << 10)
def _named(name: bytes, words: tuple[str, ...]) -> bool:
    return any(word in name.decode("latin-1").lower() for word in words)


def _usual_angle(codes: Any, numbers: Any, known: list[_Style]) -> int:
    """How most of the page is turned."""
    counts = numpy.bincount(numbers[codes > _SPACE], minlength=len(known)).tolist()
    angles: Counter[int] = Counter()
    for style, count in zip(known, counts, strict=True):
        angles[style.angle] += count
    return angles.most_common(1)[0][0]


def _turned(places: Any, angle: int) -> Any:
    """The boxes as they are when the page is turned so that its text can be read."""
    left, top, right, bottom = places.T
    turned = {
        1: (bottom, left, top, right),
        2: (-right, bottom, -left, top),
        3: (-top, left, -bottom, right),
    }
    return numpy.stack(turned[angle], axis=1)


def _character(code: int) -> str:
    if code < _SPACE:
        return _CORK.get(code, chr(code) if code else "")
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)
