"""What words mean: vectors of French stems, and of the paragraphs that they make.

words.py       the table of stems, shipped as data (french/), and what a text means by it
paragraphs.py  the vectors of an index, kept beside its engine
distillation/  makes the table anew (extra `alinea[distil]`)
"""

from .paragraphs import ParagraphVectors, ParagraphVectorsWriter, Vectors
from .words import DIMENSIONS, FRENCH_VECTORS, LENGTH, WordVectors

__all__ = [
    "DIMENSIONS",
    "FRENCH_VECTORS",
    "LENGTH",
    "ParagraphVectors",
    "ParagraphVectorsWriter",
    "Vectors",
    "WordVectors",
]
