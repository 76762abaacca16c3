"""Documents → generations of the index.

indexer.py      rebuilds and updates
plan.py         which files have to be read, in what parts…
tasks.py        …each read and analysed, here or in a worker process (pool.py)…
build.py        …and written
drafts.py       a generation while it is written
generations.py  the index folder and its pointer
snapshots.py    a generation while it is read
catalog.py      the documents and files of a generation
manifest.py     what a generation says of itself
lock.py         one writer at a time
"""
