"""Text to tokens: what a word is, and which words are the same."""

from .analyzer import Analyzer
from .families import families
from .french import FRENCH
from .stemming import stem_form
from .stopwords import is_stop_form
from .token import Token

__all__ = ["FRENCH", "Analyzer", "Token", "families", "is_stop_form", "stem_form"]
