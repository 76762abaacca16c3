"""Paragraphs that say the same: their digests, and which of them are copies of others.

digest.py      what says the same has the same digest
signature.py   what says nearly the same has nearly the same signature (MinHash)
near.py        the paragraphs that a new one may be a near copy of
digests.py     which cluster a digest belongs to, in sorted runs
registry.py    all of that of an index: what a build asks, and keeps in files
"""
