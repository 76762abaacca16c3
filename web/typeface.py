"""Makes the letters of the page anew: `python -m web.typeface`, with `alinea[typeface]`.

What the page sends is a part of Source Serif Pro, of Adobe, as the package of the same name on
PyPI has it: the letters of the languages of Europe that are written in Latin, and the signs of
French. Nothing else of Alinéa imports this. The SIL Open Font License, which goes with the files,
reserves the name « Source » to what is whole; so the part has another one.

`styles/letters.css` names the files with the hash of their content (`static_files.py`), so that
they are kept as long as one likes.
"""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from .static_files import content_hash

STATIC = Path(__file__).parent / "static"
FOLDER, SHEET = STATIC / "fonts", STATIC / "styles" / "letters.css"
FAMILY = "Alinea Serif"
#: The files, by what each is called in the package, with its weight and slope in CSS.
STYLES = {
    "Regular": ("regular", 400, "normal"),
    "Semibold": ("semibold", 600, "normal"),
    "It": ("italic", 400, "italic"),
}
#: No more than this do all files have together (bytes).
MOST = 60_000

_LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x100))
_FURTHER = "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĪīĮįİıŁłŃńŇňŌōŐőŒœŘřŚśŞşŠšŤťŪūŮůŰűŲųŸŹźŻżŽž"
_SIGNS = "–—‘’‚“”„†‡•…‰′″‹›€№™←↑→↓−"
#: Spaces and a hyphen that no line ends at, which the original leaves to other fonts: the glyph
#: that each is made of, and its width in thousandths of an em (None: its own).
_MADE = {"\u202f": ("space", 180), "\u2009": ("space", 200), "\u2011": ("hyphen", None)}
#: Kerning, ligatures, figures (old-style, lining, of one width), letters of single languages.
_FEATURES = ["kern", "liga", "ccmp", "locl", "onum", "lnum", "pnum", "tnum"]


def main() -> None:
    """Write the files. Raises ValueError if they are larger than a page should send."""
    origin = files("font_source_serif_pro") / "files"
    FOLDER.mkdir(exist_ok=True)
    for name, (style, *_) in STYLES.items():
        font = TTFont(str(origin / f"SourceSerifPro-{name}.ttf"), recalcTimestamp=False)
        reduce(font)
        rename(font, style)
        font.save(FOLDER / f"serif-{style}.woff2")
    shutil.copyfile(str(origin / "LICENSE.txt"), FOLDER / "LICENSE.txt")
    size = sum(path.stat().st_size for path in written())
    if size > MOST:
        raise ValueError(f"the letters take {size} bytes, more than {MOST}")
    SHEET.write_text(sheet(), "utf-8")
    print(f"{size} bytes")


def written() -> Iterator[Path]:
    """The files of letters that there are."""
    return FOLDER.glob("*.woff2")


def sheet() -> str:
    """What declares them to the page."""
    rules = ["/* Letters of the page, as `python -m web.typeface` has made them. */\n"]
    for style, weight, slope in STYLES.values():
        name = f"fonts/serif-{style}.woff2"
        address = f"../{name}?v={content_hash(name)}"
        rules.append(
            f"""
@font-face {{
  font-family: "{FAMILY}";
  font-style: {slope};
  font-weight: {weight};
  font-display: swap;
  src: url("{address}") format("woff2");
}}
"""
        )
    return "".join(rules)


def reduce(font: TTFont) -> None:
    """Leave nothing but what is wanted, in the format of the web (WOFF 2)."""
    for character, (glyph, width) in _MADE.items():
        _add(font, ord(character), glyph, width)
    options = Options(layout_features=_FEATURES, flavor="woff2", hinting=False, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_LATIN, text=_FURTHER + _SIGNS + "".join(_MADE))
    subsetter.subset(font)
    font.flavor = "woff2"


def _add(font: TTFont, code: int, made_of: str, width: int | None) -> None:
    """Give a character a glyph like another one."""
    name = f"uni{code:04X}"
    if made_of == "space":
        font["glyf"][name] = Glyph()
        font["hmtx"][name] = (width, 0)
        font.setGlyphOrder(list(dict.fromkeys((*font.getGlyphOrder(), name))))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name if made_of == "space" else made_of


def rename(font: TTFont, style: str) -> None:
    """A name of its own; whose it is stays in it."""
    names = {1: FAMILY, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}", 6: f"AlineaSerif-{style}"}
    kept = {0, 5, 13, 14}
    table = font["name"]
    table.names = [one for one in table.names if one.nameID in kept | {2} and one.platformID == 3]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
