"""Paragraphs that say the same: their digests, and which of them are copies of others.

digest.py         what says the same has the same digest
signature.py      what says nearly the same has nearly the same signature (MinHash)
slots.py          the paragraphs that a new one may be a near copy of
slots_in_runs.py  the same, where there are many
originals.py      their signatures
near.py           which of them it is
digests.py        which cluster a digest belongs to, in sorted runs
registry.py       all of that of an index: what a build asks, and keeps in files
"""
