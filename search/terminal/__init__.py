"""What the command line prints.

streams.py   standard output and error as they are
console.py   …with colour: tables of names and values, errors
hits.py      hits, a document, an analysis
progress.py  how far a build is:
bar.py       …as a bar, on a terminal
lines.py     …in lines
builds.py    what came of it, what was skipped
"""
