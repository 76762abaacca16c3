"""How pages write what they show. Nothing else makes HTML of a document's text.

filters.py    what templates ask for: marks.py, dates.py, moments.py
hits.py       how a hit is told
facets.py, timeline.py, chips.py  what results may be narrowed to, and what they are
contents.py, ticks.py  where a document speaks of what
citations.py  how a passage is cited
query_language.py  how to search, as a table
"""
