"""The tree → clauses: which fields a word is looked for in, and for how much."""

from .rewriter import Rewritten, Weights, language_clause, rarity, rewrite

__all__ = ["Rewritten", "Weights", "language_clause", "rarity", "rewrite"]
