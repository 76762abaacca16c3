"""What the command line prints.

streams.py   standard output and error as they are
output.py    …lines of text in styles…
colours.py   …with colour, where there is a terminal
console.py   which of these it is; errors, tables of names and values
hits.py      hits, a document, an analysis
progress.py  how far a build is:
bar.py       …as a bar, on a terminal
lines.py     …in lines
generations.py  those that there are
builds.py    what came of it, what was skipped
"""
