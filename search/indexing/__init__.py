"""Documents → generations of the index.

indexer.py      reads, analyses, writes
drafts.py       a generation while it is written
generations.py  the index folder and its pointer
snapshots.py    a generation while it is read
catalog.py      the documents and files of a generation
manifest.py     what a generation says of itself
lock.py         one writer at a time
"""
