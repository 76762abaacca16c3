"""Words that stand for one another, as `words.txt` has them.

parsing.py     lines → rules
table.py       rules → what else is looked for where some words stand side by side
file.py        the file, read again when it has changed; the one that comes with Alinéa
expansion.py   a tree → the same with the synonyms of its words
inflection.py  the plurals and feminines of a name's words
"""

from .expansion import expand
from .file import SynonymFile
from .inflection import inflected
from .table import Synonyms

__all__ = ["SynonymFile", "Synonyms", "expand", "inflected"]
