"""What the command line prints.

console.py  standard output and error, tables of names and values, errors
hits.py     hits, a document, an analysis
builds.py   how far a build is, what came of it, what was skipped
"""
