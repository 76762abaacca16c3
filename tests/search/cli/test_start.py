"""A command loads what it needs, and nothing else: that is most of the time of a short one."""

import subprocess
import sys

import pytest

#: What searching needs none of.
NOT_TO_SEARCH = (
    # reading documents and building
    *("search.documents", "search.indexing.indexer", "lxml", "pypdfium2", "py3langid"),
    *("rensa", "whoosh", "filelock", "pathspec"),
    # the server, and its answers
    *("search.serving", "search.representation", "web", "flask", "granian", "watchfiles"),
    # what only a mistyped word, a terminal or some arrays are for
    *("rapidfuzz", "rich", "numpy.ma"),
    # what Python's library has and loads much else for
    *("importlib.metadata", "importlib.resources", "email", "ssl", "urllib.request"),
    *("asyncio", "multiprocessing", "concurrent.futures", "logging"),
)
#: What an update needs none of, where it reads plain text.
NOT_TO_UPDATE = (
    *("search.searching", "search.serving", "search.representation", "search.query.parser"),
    *("lxml", "pypdfium2", "markdown_it", "simplemma", "spellchecker", "rapidfuzz", "rich"),
    *("flask", "granian", "watchfiles", "numpy.ma", "importlib.metadata", "importlib.resources"),
)

RUN = """
import sys
from search.cli import main
sys.argv[0] = "alinea"
try:
    main()
except SystemExit as end:
    print(*sys.modules, file=sys.stderr)
    raise
"""


def loaded(*arguments: object) -> set[str]:
    """The modules that a command has loaded at its end, in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(ended.stderr.split())


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_commands_load_nothing_that_they_do_not_need(tmp_path, engine):
    source, where = tmp_path / "texts", ("--index", tmp_path / "index", "--engine", engine)
    source.mkdir()
    (source / "a.txt").write_text("Une cigogne vola longtemps.\n\nUn héron dort.", "utf-8")
    loaded("rebuild", source, *where)
    to_search = loaded("search", "cigognes", *where)
    assert "search.searching" in to_search
    assert [name for name in NOT_TO_SEARCH if name in to_search] == []
    (source / "a.txt").write_text("Une cigogne vola longtemps.\n\nUn héron mange.", "utf-8")
    to_update = loaded("update", source, *where)
    assert "search.indexing.indexer" in to_update
    assert [name for name in NOT_TO_UPDATE if name in to_update] == []
