"""Which files are read doesn't depend on how many are asked for at once."""

import os

import pytest

from search.indexing import catalog_found


@pytest.fixture(params=[1, 2, 1000], autouse=True)
def asked_at_once(request, monkeypatch):
    monkeypatch.setattr(catalog_found, "_MANY", request.param)


NAMES = ["z.txt", "a/b.txt", "a.txt", "été/x.txt", "a/c.txt", "b.txt", "A.txt"]


def test_each_file_is_read_once_in_the_order_of_names(library):
    for name in NAMES:
        library.write(name, f"Le pont {name}.")
    read = []
    report = library.rebuild(progress=lambda step: read.append(step.current))
    assert (report.added, report.documents) == (7, 7)
    assert list(dict.fromkeys(name for name in read if name)) == sorted(NAMES)


def test_an_update_reads_what_is_new_or_has_changed_and_forgets_what_is_gone(library):
    for name in NAMES:
        library.write(name, f"Le pont {name}.")
    library.rebuild()
    (library.source / "a/b.txt").unlink()
    library.write("b.txt", "Le gué.", age=10)
    library.write("été/y.txt", "Le pont neuf.")
    report = library.update()
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, 5)
    assert library.found("gué") == ["b.txt#p1"]
    assert len(library.found("pont")) == 6


def test_of_a_folder_that_is_gone_all_files_are_forgotten_where_only_it_is_looked_at(library):
    for name in NAMES:
        library.write(name, f"Le pont {name}.")
    library.rebuild()
    (library.source / "a/b.txt").unlink()
    (library.source / "a/c.txt").unlink()
    (library.source / "b.txt").unlink()
    report = library.update(changed=[library.source / "a"])
    assert (report.removed, report.documents) == (2, 5)


def test_a_name_that_is_no_text_is_found(library):
    (library.source / os.fsdecode(b"caf\xe9.txt")).write_text("Le pont.")
    assert library.rebuild().documents == 1
    assert library.update().unchanged == 1
