"""From what a person types to what he sees.

searcher.py      the one door for the command line and the web
narrowing.py     dates, language and filters that are given beside a query
answer.py        the answer to one query…
facets.py        …what matches, counted…
pages.py         …one page of it, by number or by cursor…
export.py        …or all hits…
reranking.py     …its first hits sorted anew by what they mean…
duplicates.py    …what says the same shown once…
highlighting/    …what is lit in them, and which part is shown
matched.py       …by what they match, and how many by each
shown.py         …each with its snippet
without.py       what like queries find, where one finds nothing
reading.py       a document, with what a query matches in it
statistics.py    what an index holds
as_written.py    words as the documents write them…
followers.py     …those behind others…
completions.py   …with which what is typed goes on
related.py       words near in meaning, where nothing is found
permalinks.py    where a paragraph stands by now
similar.py       passages and documents that are like one
snapshot.py      what is asked of a generation of the index
"""

from ..engines.base import MAX_ORDINAL
from .pages import MAX_HITS
from .searcher import Searcher

__all__ = ["MAX_HITS", "MAX_ORDINAL", "Searcher"]
