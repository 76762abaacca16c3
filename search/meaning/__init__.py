"""What words mean: vectors of French stems, and of the paragraphs that they make.

words.py       the table of stems, shipped as data (french/), and what a text means by it
products.py    the product of a vector with many
paragraphs.py  the vectors of an index, kept beside its engine
neighbours.py  the nearest of them, to a passage or to a document
distillation/  makes the table anew (extra `alinea[distil]`)
"""

from .neighbours import Neighbour, Neighbours
from .paragraphs import ParagraphVectors, ParagraphVectorsWriter, Vectors
from .words import DIMENSIONS, FRENCH_VECTORS, LENGTH, WordVectors

__all__ = [
    "DIMENSIONS",
    "FRENCH_VECTORS",
    "LENGTH",
    "Neighbour",
    "Neighbours",
    "ParagraphVectors",
    "ParagraphVectorsWriter",
    "Vectors",
    "WordVectors",
]
