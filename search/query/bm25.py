"""The score of a term in a paragraph, the same for every engine.

Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (Foundations
and Trends in Information Retrieval 3, 2009), equation 3.15, with the factor k1 + 1 that
makes a term's first occurrence in a field of average length worth its idf:

    idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / average length))
    idf = ln(1 + (N - n + 0.5) / (n + 0.5))

N: paragraphs in the index; n: those with the term in this field; tf: how often it is in
this paragraph's field; lengths in terms, the average over all paragraphs. A phrase is a
term whose tf is the number of its occurrences and whose idf is the sum of its terms'.

The length of a field is kept in one byte, as Lucene and tantivy do: exact up to 40 terms,
then with four significant bits (`KEPT_LENGTHS`), that is within 1/8. The average is exact.
"""

import math
from bisect import bisect_right

K1 = 1.2
B = 0.75


def idf(paragraphs: int, document_frequency: int) -> float:
    """How rare a term is; never negative."""
    return math.log(1 + (paragraphs - document_frequency + 0.5) / (document_frequency + 0.5))


def term_score(idf: float, frequency: float, length: float, average_length: float) -> float:
    """The formula above, `length` being one of `KEPT_LENGTHS`."""
    norm = K1 * (1 - B + B * length / average_length)
    return idf * frequency * (K1 + 1) / (frequency + norm)


def _kept_lengths() -> tuple[int, ...]:
    """What each byte stands for: 0 to 23, then 24 + a float of four significant bits
    (Lucene's SmallFloat.byte4ToInt).
    """
    floats = [code if code < 8 else (8 + code % 8) << (code // 8 - 1) for code in range(232)]
    return tuple(range(24)) + tuple(24 + value for value in floats)


#: The length that each byte keeps, in terms.
KEPT_LENGTHS = _kept_lengths()


def length_byte(length: int) -> int:
    """The byte that keeps `length`: the largest of `KEPT_LENGTHS` that isn't more."""
    return min(bisect_right(KEPT_LENGTHS, length) - 1, 255)
