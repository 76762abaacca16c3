"""Text to tokens: what a word is, and which words are the same."""

from .analyzer import Analyzer
from .families import Related, Relations, related
from .french import FRENCH
from .stemming import stem_form
from .stopwords import is_stop_form
from .token import Token

__all__ = [
    "FRENCH",
    "Analyzer",
    "Related",
    "Relations",
    "Token",
    "is_stop_form",
    "related",
    "stem_form",
]
