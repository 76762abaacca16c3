"""Words and their numbers, kept in arrays: many are looked up at once, none is an object.

words.py       where words stand in texts, as bytes
hashing.py     what words are told apart by
numbers.py     `Vocabulary`: words numbered as they come
dictionary.py  `TermDictionary`: a vocabulary that gives its words back

A dictionary of Python's asks four times the memory for each word, and twice the time, since
each has to be cut out of its text before it's looked up.
"""

from .dictionary import TermDictionary
from .numbers import Vocabulary
from .words import Words, words_of, words_within

__all__ = ["TermDictionary", "Vocabulary", "Words", "words_of", "words_within"]
