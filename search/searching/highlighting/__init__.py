"""Lighting what a query matched, and choosing which part of a text to show.

highlighter.py  texts and snippets with their spans
pattern.py      what to look for in the words of a text
sequences.py    …that stand side by side, or near one another
passages.py     which part of a text is shown
cuts.py         where a text may be cut
"""

from .highlighter import Highlighter

__all__ = ["Highlighter"]
