"""Documents → generations of the index.

indexer.py         rebuilds and updates
plan.py            which files have to be read, in what parts…
records.py         …and which parts of files of records…
tasks.py           …each read and analysed (prepared.py), here or in a worker process (workers/)…
build.py           …and written
document_writer.py a document, under an id of its own or as a copy
batches.py         many documents asked of the catalogue at once
attributes.py      what filters and facets ask of a document
empty_roots.py     folders that are empty where the index has documents of them
garbage.py         what is of no use any more: when it is collected, and given back
interruption.py    Ctrl-C, SIGTERM and SIGHUP, raised once
report.py          what it says meanwhile, and at the end
staging.py         a generation while it is written
generations.py     the index folder and its pointer
snapshots.py       a generation while it is read…
sharing.py         …the same on several machines of a cluster
circuit_breaker.py …opened by one, while others are told to come again
last_good.py       …that which is served, whatever becomes of the current one
rollback.py        which there are, and going back to one
catalog.py         the documents of a generation, what was skipped…
catalog_files.py   …and, while it is written, the states of files, their chunks…
catalog_found.py   …which of the files that there are have to be read…
catalog_writer.py  …its documents, and copies of them
manifest.py        what a generation says of itself
contents.py        what a generation may hold, looked at before it is used…
permissions.py     …whose it has to be, and who may write in it
lock.py            one writer at a time
"""
