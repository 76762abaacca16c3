"""The control words of RTF: which are signs, which begin what isn't printed."""

import codecs
import re

TOKEN = re.compile(
    rb"\\(?:'([0-9a-fA-F]{2})|([a-zA-Z]{1,32})(-?\d{1,10})? ?|([^a-zA-Z]))|([{}])|([^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)
SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "~": "\u00a0", "_": "\u2011", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
#: What ends a paragraph, or a part of a table.
ENDS = frozenset("par sect page column cell row nestcell nestrow".split())
#: What isn't printed, or not as text, or is said again for old programs.
SILENT = frozenset(
    "fonttbl colortbl listtable listoverridetable revtbl rsidtbl generator pict object "
    "themedata colorschememapping datastore latentstyles header headerl headerr headerf "
    "footer footerl footerr footerf fldinst listtext pntext pntxta pntxtb bkmkstart bkmkend "
    "xe tc annotation atnid atnauthor filetbl xmlnstbl mmathPr nonshppict ftnsep ftnsepc "
    "aftnsep aftnsepc ftncn aftncn userprops private template nextfile sp shprslt nonesttables "
    "info".split()
)
#: Starred groups are for who knows them; these are known.
KNOWN = frozenset(("shppict", "shpinst", "nesttableprops"))
INFO = frozenset(("title", "author", "keywords", "creatim"))
#: The encodings that the words for a whole file stand for.
ENCODINGS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARACTER_SETS = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb2312",
    136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


def encoding_of(page: int) -> str:
    """The encoding of a code page, Windows-1252 if there's no such."""
    if page == 10000:
        return "mac_roman"
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1252"
