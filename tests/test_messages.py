"""Everything that people read is there in French, complete and well set."""

import re
import tomllib
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

REPOSITORY = Path(__file__).parents[1]
KEYWORDS = {
    "translate": None,
    "mark": None,
    "_": None,
    "gettext": None,
    "translate_plural": (1, 2),
    "ngettext": (1, 2),
}


def mappings() -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    table = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    found = table["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in found]
    options = {
        one["pattern"]: {"extensions": one["extensions"]} for one in found if "extensions" in one
    }
    return methods, options


def extracted(folder: Path) -> set[str]:
    """The messages in code, plurals by their singular."""
    methods, options = mappings()
    found = extract_from_dir(folder, methods, options, keywords=KEYWORDS)
    messages = (message for _, _, message, _, _ in found)
    return {message if isinstance(message, str) else message[0] for message in messages}


USED = extracted(REPOSITORY / "search") | extracted(REPOSITORY / "web")
#: Click says its own part through our catalogue; one word by a variable, which isn't extracted.
OF_CLICK = (extracted(Path(click.__file__).parent) | {"required"}) - USED


@pytest.fixture(scope="module")
def catalogue():
    content = (REPOSITORY / "search" / "wording" / "locale" / "fr.po").read_bytes()
    return read_po(BytesIO(content), locale="fr", abort_invalid=True)


def singular(message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_message_is_in_french(catalogue):
    known = {singular(message) for message in catalogue if message.id}
    assert sorted(USED - known) == []


def test_every_french_message_is_used(catalogue):
    ours = {singular(message) for message in catalogue if message.id} - OF_CLICK
    assert sorted(ours - USED) == []


def test_nothing_is_left_empty_or_in_doubt(catalogue):
    for message in catalogue:
        assert all(strings(message)), message.id
        assert message.id == "" or not message.fuzzy
    assert not catalogue.obsolete


def test_what_is_filled_in_is_the_same_in_both_languages(catalogue):
    braces = re.compile(r"\{\w*\}|%\(\w+\)s")
    for message in catalogue:
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = [set(braces.findall(one)) for one in ids]
        found = [set(braces.findall(string)) for string in strings(message)]
        assert found == wanted, message.id


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("a straight apostrophe", r"\w'\w"),
        ("no space or a plain one before a high mark", r"[^\s(][;!?](?:\s|$)| [:;!?»]"),
        ("an English quotation mark", r"[“”](?!…)(?<!…”)|\""),
        ("a plain space inside guillemets", r"« | »"),
        ("three full stops", r"\.\.\.(?!\w|\])"),
    ],
)  # fmt: skip
def test_the_french_is_set_as_french_is(catalogue, fault, pattern):
    for message in catalogue:
        if message.id:
            for string in strings(message):
                assert not re.search(pattern, string), (fault, string)
