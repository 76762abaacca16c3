"""Alinéa: full-text search of French documents, paragraph by paragraph.

The public names; `ARCHITECTURE.md` walks the house behind them.
"""

from .errors import AlineaError
from .opening import open_indexer, open_searcher, open_snapshots
from .searcher import Searcher
from .settings import Settings, load_settings

__all__ = [
    "AlineaError",
    "Searcher",
    "Settings",
    "load_settings",
    "open_indexer",
    "open_searcher",
    "open_snapshots",
]
