"""An update reads what has changed, and the index is what a rebuild would make of it."""

import os
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import open_searcher


@pytest.fixture(params=["whoosh", "tantivy"])
def engine_of_library(request) -> str:
    return request.param


def test_nothing_changed_means_nothing_written(small_library):
    before = small_library.files()
    report = small_library.update()
    assert (report.unchanged, report.paragraphs_read) == (2, 0)
    assert (report.documents, report.paragraphs) == (2, 3)
    assert report.generation == "000001"
    assert small_library.files() == before


def test_nothing_in_the_folder_twice_means_nothing_written(library):
    library.update()
    before = library.files()
    assert library.update().generation == "000001"
    assert library.files() == before


def test_only_what_has_changed_is_analysed(small_library):
    small_library.write("b.txt", "Le lièvre mange.\n\nEt court.", age=10)
    report = small_library.update()
    assert (report.changed, report.unchanged, report.paragraphs_read) == (1, 1, 2)
    assert (report.documents, report.paragraphs) == (2, 4)
    assert small_library.found("lièvre") == ["b.txt#p1"]
    assert small_library.found("chat") == ["a.txt#p1"]


def test_a_file_with_the_same_size_and_time_is_not_even_read(small_library):
    path = small_library.source / "b.txt"
    before = path.stat()
    path.write_text("Le chut mange.", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert small_library.update().unchanged == 2
    assert small_library.found("chut") == []


def test_a_file_with_another_content_the_same_size_and_time_is_found_where_contents_are_compared(
    small_library,
):
    """As after bits have rotted, or a tool that keeps times: `alinea update --check`."""
    path = small_library.source / "b.txt"
    before = path.stat()
    path.write_text("Le chut mange.", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    report = small_library.update(by_content=True)
    assert (report.changed, report.unchanged, report.paragraphs_read) == (1, 1, 1)
    assert small_library.found("chut") == ["b.txt#p1"]
    again = small_library.update(by_content=True)
    assert (again.changed, again.unchanged, again.generation) == (0, 2, report.generation)


def test_a_file_that_was_only_touched_is_read_and_not_analysed(small_library):
    (small_library.source / "b.txt").touch()
    report = small_library.update()
    assert (report.changed, report.unchanged, report.paragraphs_read) == (0, 2, 0)
    assert report.generation == "000001"


def test_an_edit_in_the_second_of_the_build_is_seen_even_with_the_same_size(library):
    path = library.write("a.txt", "Le chat.", age=0)
    library.rebuild()
    before = path.stat()
    path.write_text("Le chut.", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert library.update().changed == 1
    assert library.found("chut") == ["a.txt#p1"]


def test_a_file_from_the_future_is_read_each_time(library):
    path = library.write("a.txt", "Le chat.", age=-3600)
    library.rebuild()
    before = path.stat()
    path.write_text("Le chut.", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert library.update().changed == 1


def test_an_older_version_put_back_is_a_change(small_library):
    small_library.write("b.txt", "Le chien mange.", age=7200)
    assert small_library.update().changed == 1
    assert small_library.found("chat") == ["a.txt#p1"]


@pytest.mark.parametrize("where", ["sauvegarde/index", "sauvegarde", ""])
def test_an_index_that_another_has_among_the_documents_is_none_of_them(small_library, where):
    """Be it whole, or one generation of it; what stands beside it is a document."""
    shutil.copytree(small_library.index, small_library.source / where, dirs_exist_ok=True)
    one = small_library.index / "generations" / small_library.generations.current()
    shutil.copytree(one, small_library.source / "copie")
    small_library.write(f"{where}/c.txt".strip("/"), "Le cerf brame.")
    report = small_library.update()
    assert (report.added, report.skipped, report.documents) == (1, [], 3)
    changed = [path for path in small_library.source.rglob("*") if "c.txt" not in path.name]
    report = small_library.update(changed=changed)
    assert (report.added, report.removed, report.skipped) == (0, 0, [])
    assert small_library.rebuild().documents == 3


def test_a_folder_that_only_has_a_file_of_such_a_name_is_read(small_library):
    small_library.write("site/manifest.json", "{}")
    small_library.write("site/catalog.sqlite", "Le cerf.")
    small_library.write("notes/CURRENT", "Le daim.")
    small_library.write("notes/generations/parents.txt", "Le lièvre.")
    small_library.update()
    assert small_library.found("daim") == ["notes/CURRENT#p1"]
    assert small_library.found("lièvre") == ["notes/generations/parents.txt#p1"]
    assert small_library.found("cerf") == ["site/catalog.sqlite#p1"]


def test_what_was_deleted_is_found_no_more(small_library):
    (small_library.source / "a.txt").unlink()
    report = small_library.update()
    assert (report.removed, report.unchanged, report.documents, report.paragraphs) == (1, 1, 1, 1)
    assert small_library.found("chat") == ["b.txt#p1"]
    assert small_library.found("chien") == []
    assert [info.id for info, _ in open_searcher(small_library.settings).documents().documents] == [
        "b.txt"
    ]


def test_a_file_that_was_renamed_has_another_address(small_library):
    (small_library.source / "b.txt").rename(small_library.source / "z.txt")
    report = small_library.update()
    assert (report.added, report.removed) == (1, 1)
    assert sorted(small_library.found("chat")) == ["a.txt#p1", "z.txt#p1"]


def test_a_folder_that_is_gone_takes_names_of_any_bytes_with_it(small_library):
    for name in ("50 %/caf\udce9.txt", "50 %/%E9.txt", "50 %.txt"):
        small_library.write(name, f"Le cerf {len(name)} brame.")
    small_library.update()
    assert len(small_library.found("cerf")) == 3
    shutil.rmtree(small_library.source / "50 %")
    small_library.update(changed=[small_library.source / "50 %"])
    assert small_library.found("cerf") == ["50 %.txt#p1"]


def test_a_file_that_became_unreadable_is_skipped_and_found_no_more(small_library):
    (small_library.source / "b.txt").write_bytes(b"Le chat\0.")
    report = small_library.update()
    assert [error.path for error in report.skipped] == ["b.txt"]
    assert (report.removed, report.documents) == (1, 1)
    assert small_library.found("chat") == ["a.txt#p1"]
    again = small_library.update()
    assert [error.path for error in again.skipped] == ["b.txt"]
    assert (again.removed, again.generation) == (0, report.generation)


def test_a_file_that_was_mended_is_indexed(library):
    library.write("a.txt", "Le chat.")
    (library.source / "b.txt").write_bytes(b"Le chat\0.")
    library.rebuild()
    library.write("b.txt", "Le chat rentre.")
    report = library.update()
    assert (report.added + report.changed, report.skipped, report.documents) == (1, [], 2)
    assert library.snapshots().manifest().skipped == 0


def test_what_a_link_leads_to_changes_what_is_found_at_the_link(small_library):
    """Whoever follows a folder is told of the file alone."""
    target, link = small_library.source / "c.txt", small_library.source / "lien.txt"
    link.symlink_to("c.txt")
    assert [skipped.path for skipped in small_library.update().skipped] == ["lien.txt"]
    for text in ("Un lynx rôde.", "Un loup rôde."):
        small_library.write("c.txt", text)
        assert small_library.update(changed=[target]).copies == 1
        assert small_library.found("rôde") == ["c.txt#p1"]
    assert small_library.found("lynx") == []
    target.unlink()
    report = small_library.update(changed=[target])
    assert (report.documents, [one.path for one in report.skipped]) == (2, ["lien.txt"])


def test_an_update_without_an_index_is_a_rebuild_and_nothing_is_wrong_with_that(library):
    library.write("a.txt", "Le chat.")
    report = library.update()
    assert (report.added, report.generation) == (1, "000001")
    assert not report.rebuilt_because


def test_another_folder_replaces_all_of_the_first(small_library, tmp_path):
    small_library.source = tmp_path / "autre"
    small_library.write("c.txt", "Le chat rentre.")
    report = small_library.update()
    assert (report.added, report.removed) == (1, 2)
    assert small_library.found("chat") == ["c.txt#p1"]
    assert small_library.snapshots().manifest().source == str(tmp_path / "autre")


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_equal_paragraphs_stand_in_the_order_of_their_documents_even_if_added_between(
    library, sort
):
    for name in "bdf":
        library.write(f"{name}.txt", f"Le chat dort.\n\nLe chat dort.\n\nFin {name}.")
    library.rebuild()
    for name in "eca":
        library.write(f"{name}.txt", f"Le chat dort.\n\nLe chat dort.\n\nFin {name}.")
        library.update()
    library.write("c.txt", "Le chat dort.\n\nLe chat dort.\n\nLe chat dort.\n\nFin c.", age=10)
    library.update()
    expected = [f"{name}.txt#p{ordinal}" for name in "abcdef" for ordinal in (1, 2)]
    expected.insert(6, "c.txt#p3")
    assert library.found("chat", sort=sort) == expected
    library.rebuild()
    assert library.found("chat", sort=sort) == expected


def test_documents_added_in_twenty_updates_score_as_if_indexed_at_once(library):
    """So many updates that the engine merges its segments more than once."""
    animals = ["chat", "chien", "lièvre", "cerf"]
    for n in range(20):
        text = f"date 2024-{n % 12 + 1:02} Le {animals[n % 4]} dort.\n\n" + "Il veille. " * n
        library.write(f"{n * 7 % 20:02}.txt", text)
        library.update()
    library.snapshots().verify()
    queries = ["chat", "veille", '"chien dort"', "l* -cerf", "date:2024-03..2024-05"]
    updated = [_scored(library, query) for query in queries]
    library.rebuild()
    assert [_scored(library, query) for query in queries] == updated


WORDS = st.sampled_from(["chat", "chien", "lièvre", "dort", "veille", "le", "date 2024-11"])
TEXTS = st.lists(WORDS, max_size=6).map(lambda words: " ".join(words).replace("le le", "le\n\nle"))
EDITS = st.dictionaries(st.sampled_from(["a", "b", "c/d", "e"]), TEXTS | st.none(), max_size=4)


@settings(deadline=None, max_examples=12)
@given(st.lists(EDITS, min_size=1, max_size=7))
def test_however_it_was_updated_an_index_finds_what_a_rebuild_finds(new_library, rounds):
    library = new_library()
    for age, edits in zip(range(1000, 0, -100), rounds, strict=False):
        for name, text in edits.items():
            if text is None:
                (library.source / name).unlink(missing_ok=True)
            else:
                library.write(name, text, age=age)
        library.update(allow_empty=True)
        library.snapshots().verify()
    updated = _answers(library)
    library.rebuild(allow_empty=True)
    assert _answers(library) == updated


def _scored(library, query: str) -> list[tuple[str, float]]:
    hits = open_searcher(library.settings).search(query, size=100).hits
    return [(hit.paragraph.address, hit.score) for hit in hits]


def _answers(library) -> list[object]:
    queries = ["chat", "le", "-chat", '"chat dort"', "lièvr*", "chein~", "titre:chat", "date:2024"]
    listing = open_searcher(library.settings).documents()
    return [listing, *(sorted(library.found(query)) for query in queries)]


def test_many_updates_leave_little_more_than_a_rebuild_would(library):
    """The text of what is gone is gone from the disk, too, and files don't become more and more."""
    names = [f"{number:02}.txt" for number in range(30)]
    for name in names:
        library.write(name, "Une longue phrase. " * 200)
    library.rebuild()
    for round_ in range(24):
        for name in names[round_ % 3 :: 3]:
            library.write(name, f"Version {round_} de {name}. " * 200, age=10)
        library.update()
    updated = in_use(library)
    assert library.found('"version 23 de 02.txt"') == ["02.txt#p1"]
    library.rebuild()
    assert sum(updated.values()) < 3 * sum(in_use(library).values())
    assert len(updated) < 3 * len(in_use(library))


def in_use(library) -> dict[str, int]:
    """The size in bytes of each file of the generation in use."""
    folder = library.generations.path(library.generations.current())
    return {path.name: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
