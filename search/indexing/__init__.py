"""Documents → generations of the index.

indexer.py         rebuilds and updates
plan.py            which files have to be read, in what parts…
records.py         …and which parts of files of records…
tasks.py           …each read and analysed (prepared.py), here or in a worker process (workers/)…
build.py           …and written
report.py          what it says meanwhile, and at the end
staging.py         a generation while it is written
generations.py     the index folder and its pointer
snapshots.py       a generation while it is read
catalog.py         the documents of a generation, what was skipped…
catalog_files.py   …and, while it is written, the states of files, their chunks…
catalog_writer.py  …its documents, and copies of them
manifest.py        what a generation says of itself
lock.py            one writer at a time
"""
