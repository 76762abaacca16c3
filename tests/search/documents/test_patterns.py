"""Which files are wanted, by patterns as in `.gitignore`."""

import pytest

from search.documents import Patterns, SourceFile, Sources

TREE = ["a.txt", "a.tmp", "presse/b.pdf", "presse/brouillons/c.txt", "brouillons/d.txt", "z/a.txt"]

WANTED = [
    ([], [], TREE),
    (["*.txt"], [], ["a.txt", "brouillons/d.txt", "presse/brouillons/c.txt", "z/a.txt"]),
    (["*.pdf", "*.tmp"], [], ["a.tmp", "presse/b.pdf"]),
    (["/a.txt"], [], ["a.txt"]),
    (["presse/"], [], ["presse/b.pdf", "presse/brouillons/c.txt"]),
    (["presse/**"], ["brouillons/"], ["presse/b.pdf"]),
    (["z/*.txt"], [], ["z/a.txt"]),
    ([], ["*.txt", "!/a.txt"], ["a.tmp", "a.txt", "presse/b.pdf"]),
    ([], ["/brouillons"], ["a.tmp", "a.txt", "presse/b.pdf", "presse/brouillons/c.txt", "z/a.txt"]),
    ([], ["brouillons/", "*.tmp", "# rien", ""], ["a.txt", "presse/b.pdf", "z/a.txt"]),
    (["*.txt"], ["*.txt"], []),
    ([], ["*"], []),
]


@pytest.mark.parametrize(("include", "exclude", "wanted"), WANTED)
def test_a_file_is_wanted_if_it_is_included_and_not_excluded(tmp_path, include, exclude, wanted):
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Un texte.", "utf-8")
    sources = Sources((tmp_path,), tuple(include), tuple(exclude))
    found = list(sources.files())
    assert all(isinstance(item, SourceFile) for item in found)
    assert [item.id for item in found] == sorted(wanted)


def test_a_folder_that_is_excluded_is_not_even_looked_into(open_folder, powerless):
    (open_folder / "secret").mkdir()
    (open_folder / "secret").chmod(0)
    with powerless():
        assert list(Sources((open_folder,), exclude=("secret/",)).files()) == []


def test_within_an_excluded_folder_nothing_is_wanted_again(tmp_path):
    """As git has it."""
    (tmp_path / "brouillons").mkdir()
    (tmp_path / "brouillons" / "a.txt").write_text("Un texte.", "utf-8")
    assert list(Sources((tmp_path,), exclude=("brouillons/", "!brouillons/a.txt")).files()) == []


@pytest.mark.parametrize("pattern", ["!", "///", "a/**b/[", "[z-a]", "\\"])
def test_a_pattern_is_read_or_refused_with_a_value_error(pattern):
    try:
        outcome = str(Patterns(include=(pattern,)).admit("a.txt"))
    except ValueError as error:
        outcome = str(error)
    assert outcome


def test_a_name_of_any_bytes_can_be_matched():
    patterns = Patterns(include=("caf*",), exclude=("*.tmp",))
    assert patterns.admit("caf\udce9")
    assert not patterns.admit("caf\udce9.tmp")
