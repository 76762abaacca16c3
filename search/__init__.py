"""Alinéa: full-text search of French documents, paragraph by paragraph.

The public names; `ARCHITECTURE.md` walks the house behind them. Each is loaded when it is asked
for: a command that only says its version loads no index.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .documents import Original, Originals
    from .errors import AlineaError
    from .opening import EMBEDDED, open_indexer, open_originals, open_searcher, open_snapshots
    from .searching import Searcher
    from .settings import Settings, load_settings

__all__ = [
    "EMBEDDED",
    "AlineaError",
    "Original",
    "Originals",
    "Searcher",
    "Settings",
    "load_settings",
    "open_indexer",
    "open_originals",
    "open_searcher",
    "open_snapshots",
]
_WHERE = {
    "EMBEDDED": "opening",
    "AlineaError": "errors",
    "Original": "documents",
    "Originals": "documents",
    "Searcher": "searching",
    "Settings": "settings",
    "load_settings": "settings",
    "open_indexer": "opening",
    "open_originals": "opening",
    "open_searcher": "opening",
    "open_snapshots": "opening",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_WHERE[name]}", __name__), name)
