"""What grows with a collection while it is built: in memory up to a budget, then in files that
have no name, so that the system removes them with the process, whatever ends it.

temporary.py    such files
runs.py         rows by number, in sorted runs
number_set.py   a set of numbers
"""

from .number_set import NumberSet
from .runs import Run, Search, SortedRuns, in_order, merged, search_in
from .temporary import temporary_file

__all__ = [
    "NumberSet",
    "Run",
    "Search",
    "SortedRuns",
    "in_order",
    "merged",
    "search_in",
    "temporary_file",
]
