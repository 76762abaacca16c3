"""The documentation can't lie: what it shows is what is printed, what there is is in it."""

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from search import Settings, open_indexer, open_searcher
from search.cli.commands import commands
from search.errors import AlineaError
from search.opening import EMBEDDED
from search.searching import Searcher
from web import create_app

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text("utf-8")
ARCHITECTURE = (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8")
OPERATIONS = (REPOSITORY / "docs/operations.md").read_text("utf-8")


def shown() -> list[tuple[str, str]]:
    """The commands in the README with their output."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    commands_shown = []
    for block in blocks:
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            commands_shown.append((command, output))
    return commands_shown


SHOWN = [(command, output) for command, output in shown() if command.startswith("alinea ")]


def settled(text: str) -> str:
    """Without what differs from run to run: times, rates, the names of generations."""
    text = re.sub(r"\d+\.\d+ (?=m?s\b)|[\d,]+ (?=paragraphs/s)", "# ", text)
    text = re.sub(r'"took_ms":[\d.]+|"generation":"[^"]*"', "#", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("docs") / "index"


def test_every_command_in_the_readme_prints_what_it_shows(seeds, index):
    assert len(SHOWN) >= 4
    surroundings = os.environ | {
        "ALINEA_INDEX": str(index),
        "LC_ALL": "C.UTF-8",
        "ALINEA_LANGUAGE": "en",
    }
    surroundings |= {"COLUMNS": "200", "PYTHONUTF8": "1"}
    for command, output in SHOWN:
        words = shlex.split(command)[1:]
        result = subprocess.run(
            [sys.executable, "-m", "search", *words],
            capture_output=True,
            encoding="utf-8",
            env=surroundings,
            cwd=seeds.parent,
            check=False,
        )
        assert result.stderr == ""
        assert settled(result.stdout) == settled(output), command


def test_the_endpoint_answers_what_the_readme_shows(seeds, index):
    settings = Settings(index=index)
    open_indexer(settings).update(seeds)
    client = create_app(settings).test_client()
    asked = [one for one in shown() if one[0].startswith("curl")]
    assert len(asked) >= 2
    for command, output in asked:
        path = command.removeprefix("curl '").removesuffix("'").partition(":8000")[2]
        assert settled(client.get(path).text) == settled(output)
        json.loads(output)


def test_every_setting_is_in_the_readme_with_its_default():
    for setting in fields(Settings):
        default = setting.default
        if isinstance(default, tuple):
            default = json.dumps([str(one) for one in default])
        default = json.dumps(default) if isinstance(default, bool) else str(default)
        row = rf"\| `{setting.name}` \|\s?`?{re.escape(default)}`? ?\| (.*) \|"
        found = re.search(row, README)
        assert found, setting.name
        assert found[1] == setting.metadata["help"]


def test_every_command_and_every_exit_status_is_in_the_readme():
    for name, command in commands.commands.items():
        assert command.hidden or f"`{name}`" in README
    statuses = re.findall(r"^\| (\d) \|", README, re.MULTILINE)
    assert statuses == ["0", "1", "2", "3", "4", "5"]


def test_every_query_in_the_readme_is_one():
    from search.query.parser import parse

    table = README.partition("## What can be asked")[2].partition("\n## ")[0]
    queries = re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
    assert len(queries) >= 10
    for cell in queries:
        for query in re.findall(r"`([^`]+)`", cell):
            assert parse(query, columns={"author": "auteur", "section": "rubrique"})


ROWS = re.findall(
    r"^\| `(.+?)` \| (.+?) \|(.*)\|$",
    README.partition("## What finds what")[2].partition("\n## ")[0],
    re.MULTILINE,
)


def texts_of(cell: str) -> list[str]:
    return list(filter(None, cell.strip().removeprefix("behind: ").split(" · ")))


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def examples(request, tmp_path_factory) -> Searcher:
    """The texts in the README's table of what finds what, each a document."""
    folder, place = tmp_path_factory.mktemp("texts"), tmp_path_factory.mktemp("examples")
    texts = [text for _, *cells in ROWS for cell in cells for text in texts_of(cell)]
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(f"title: {number}\n\n{text}", "utf-8")
    settings = Settings(index=place / "index", words=place / "words.txt", engine=request.param)
    open_indexer(settings).rebuild(folder)
    return open_searcher(settings)


@pytest.mark.parametrize(("query", "right", "wrong"), ROWS, ids=[query for query, *_ in ROWS])
def test_what_is_typed_finds_what_the_readme_says(examples, query, right, wrong):
    hits = [hit.snippet for hit in examples.search(query, size=100, duplicates="all").hits]
    found = [hit.text for hit in hits if hit.spans]
    assert set(texts_of(right)) <= set(found)
    last = max(found.index(text) for text in texts_of(right))
    for text in texts_of(wrong):
        assert text in found[last + 1 :] if "behind:" in wrong else text not in found


def test_the_readme_says_of_each_family_of_words_what_finds_what():
    assert len(ROWS) >= 20


def test_every_error_is_in_the_tree_at_the_top_of_its_file():
    import search.errors

    def below(kind: type) -> set[type]:
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    for error in below(AlineaError):
        if error.__module__ == "search.errors":
            assert re.search(rf"\b{error.__name__}\b", search.errors.__doc__ or "")


def test_every_room_is_walked_through_in_the_architecture():
    for room in (REPOSITORY / "search").iterdir():
        if room.is_dir() and (room / "__init__.py").exists():
            assert f"search/{room.name}/" in ARCHITECTURE, room.name
    for path in re.findall(r"`((?:search|web|tests)/[\w./]+)`", ARCHITECTURE):
        assert (REPOSITORY / path).exists(), path


@pytest.mark.parametrize("path", sorted((REPOSITORY / "docs" / "fr").glob("*.md")))
def test_each_page_of_the_documentation_is_in_both_languages_and_shows_the_same(path):
    french, english = (
        path.read_text("utf-8"),
        (path.parents[1] / "en" / path.name).read_text("utf-8"),
    )
    shown = [re.findall(r"^```\{(.*)", text, re.MULTILINE) for text in (french, english)]
    assert shown[0] == shown[1]
    assert len(list(path.parent.glob("*.md"))) == len(list((path.parents[1] / "en").glob("*.md")))


@pytest.mark.parametrize("path", sorted((REPOSITORY / "docs" / "fr").glob("*.md")))
def test_the_french_documentation_is_set_as_french_is(path):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"\w'\w|\S[ ][:;!?»](?:\s|$)|«[ ]|[“”\"]", text)


def test_each_promise_to_an_operator_names_a_test_that_there_is():
    told = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?` \|$", OPERATIONS, re.M)
    assert len(told) >= 15
    for path, name in told:
        assert f"def {name}" in (REPOSITORY / path).read_text("utf-8"), (path, name)


def test_links_lead_somewhere():
    documents = ((README, "."), (ARCHITECTURE, "."), (OPERATIONS, "docs"))
    for document, folder in documents:
        for link in re.findall(r"\]\(([^)#:]+)\)", document):
            assert (REPOSITORY / folder / link).exists(), link


def test_the_changelog_is_kept():
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)
