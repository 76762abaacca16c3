"""The tree → clauses: which fields a word is looked for in, and for how much.

`rewriter.py` walks the tree. `words.py`, `compounds.py`, `phrases.py`, `patterns.py` and
`synonyms.py` know what each kind of leaf asks for, in fields that `context.py` names;
`filters.py` is what narrows, `weights.py` what a match is worth; what
words came to is remembered (`memory.py`). `kinds.py` says which of the
paragraphs that are found are hits: by their text, by a heading, by a title.
"""

from .filters import language_clause
from .kinds import Kinds
from .memory import RewrittenWords
from .rarity import rarity
from .rewriter import Rewritten, rewrite
from .weights import Weights

__all__ = [
    "Kinds",
    "Rewritten",
    "RewrittenWords",
    "Weights",
    "language_clause",
    "rarity",
    "rewrite",
]
