"""Settings: defaults < alinea.toml < ALINEA_* < flags, and errors that say where from."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import SettingsError, SettingsFileError
from search.opening import ENGINES as MODULES
from search.settings import ENGINES, Settings, environment, load_settings, names

NOWHERE = Path("no-such-file.toml")


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "alinea.toml"


def test_without_anything_the_defaults_hold():
    loaded = load_settings({}, {}, NOWHERE)
    assert loaded == Settings()
    assert (loaded.source, loaded.index) == ((Path("seeds"),), Path("index"))


def test_each_source_of_a_setting_has_the_last_word_over_those_before_it(file):
    file.write_text("page_size = 20\nport = 2000\nhost = '0.0.0.2'\n")
    variables = {"ALINEA_PORT": "3000", "ALINEA_HOST": "0.0.0.3"}
    loaded = load_settings({"host": "0.0.0.4"}, variables, file)
    assert loaded.snippet_size == 300
    assert loaded.page_size == 20
    assert loaded.port == 3000
    assert loaded.host == "0.0.0.4"


def test_a_flag_or_variable_that_is_not_given_or_empty_changes_nothing(file):
    file.write_text("port = 2000\n")
    assert load_settings({"port": None}, {"ALINEA_PORT": ""}, file).port == 2000


def test_the_file_is_that_of_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "alinea.toml").write_text("port = 2000\n")
    monkeypatch.chdir(tmp_path)
    assert load_settings({}, {}).port == 2000


def test_the_environment_is_that_of_the_process(monkeypatch):
    monkeypatch.setenv("ALINEA_PORT", "3000")
    assert load_settings({}, file=NOWHERE).port == 3000


@pytest.mark.parametrize("name", names())
def test_every_setting_is_read_from_its_variable_and_from_the_file(name, file):
    default = getattr(Settings(), name)
    value = another(name, default)
    from_variable = load_settings({}, {f"ALINEA_{name.upper()}": written(value)}, NOWHERE)
    file.write_text(f"{name} = {json.dumps(value, default=str)}")
    assert load_settings({}, {}, file) == from_variable
    assert getattr(from_variable, name) == value
    assert value != default or name == "engine"


def another(name: str, default: Any) -> Any:
    """A value that a setting may have, and doesn't have by default."""
    if name in ("log", "access"):
        return {"log": "requests", "access": "keys"}[name]
    if name in ("engine", "language"):
        return {"engine": "tantivy", "language": "en"}[name]
    if name == "source":
        return (Path("a b"), Path("ü"))
    if isinstance(default, tuple):
        return ("un", "deux trois")
    return type(default)(f"{default}x" if isinstance(default, str | Path) else default + 1)


def written(value: Any) -> str:
    return os.pathsep.join(map(str, value)) if isinstance(value, tuple) else str(value)


LISTS = [
    ("a:b", ("a", "b")),
    ("a", ("a",)),
    ('["a:b", "c"]', ("a:b", "c")),
    ("[]", ()),
    ("a b", ("a b",)),
]


@pytest.mark.parametrize(("text", "patterns"), LISTS)
def test_a_list_in_a_variable_is_written_as_path_is_or_as_json(text, patterns):
    assert load_settings({}, {"ALINEA_EXCLUDE": text}, NOWHERE).exclude == patterns


def test_one_value_is_a_list_of_one(file):
    file.write_text("source = 'presse'\ninclude = '*.txt'\n")
    loaded = load_settings({}, {}, file)
    assert (loaded.source, loaded.include) == ((Path("presse"),), ("*.txt",))
    assert load_settings({"source": Path("notes")}, {}, file).source == (Path("notes"),)


@pytest.mark.parametrize("value", ["{}", "[1, {}]", "[[1]]", "3", "true"])
def test_a_list_of_anything_but_text_is_refused(file, value):
    file.write_text(f"include = {value}")
    with pytest.raises(SettingsError, match=r"Setting include \("):
        load_settings({}, {}, file)


@pytest.mark.parametrize("value", ["[", "[1", "[1]", '[{"a": 1}]', "[null]"])
def test_a_list_in_a_variable_that_is_no_json_is_refused(value):
    with pytest.raises(SettingsError, match=r"Setting include \(ALINEA_INCLUDE\)"):
        load_settings({}, {"ALINEA_INCLUDE": value}, NOWHERE)


BAD = [
    ("port", "http", '"http" is not a whole number'),
    ("port", "0", "0 is not between 1 and 65535"),
    ("port", "65536", "65536 is not between 1 and 65535"),
    ("page_size", "101", "101 is not between 1 and 100"),
    ("page_size", "2.5", '"2.5" is not a whole number'),
    ("weight_stem", "nan", "nan is not between 0 and 100"),
    ("weight_stem", "-1", "-1.0 is not between 0 and 100"),
    ("weight_stem", "inf", "inf is not between 0 and 100"),
    ("engine", "lucene", "lucene is not one of: whoosh"),
    ("language", "de", "de is not one of: fr, en"),
    ("originals", "oui", '"oui" is not true or false'),
    ("index", "a\0b", "is not a path between quotes"),
]


@pytest.mark.parametrize(("name", "value", "reason"), BAD)
def test_a_value_that_cannot_be_is_refused_with_its_variable(name, value, reason):
    variable = f"ALINEA_{name.upper()}"
    with pytest.raises(SettingsError) as caught:
        load_settings({}, {variable: value}, NOWHERE)
    assert str(caught.value).startswith(f"Setting {name} ({variable}): ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(("name", "value", "reason"), BAD[:-1])
def test_a_value_that_cannot_be_is_refused_with_its_file(name, value, reason, file):
    file.write_text(f'{name} = "{value}"')
    with pytest.raises(SettingsError) as caught:
        load_settings({}, {}, file)
    assert str(caught.value).startswith(f"Setting {name} ({file}): ")
    assert reason in str(caught.value)


def test_a_value_that_cannot_be_is_refused_with_its_flag():
    with pytest.raises(SettingsError, match=r"Setting page_size \(--page-size\): 0 is not between"):
        load_settings({"page_size": 0}, {}, NOWHERE)


def test_an_unknown_setting_in_the_file_is_refused_with_those_there_are(file):
    file.write_text("colour = 8000")
    with pytest.raises(SettingsError, match="there is no such setting") as caught:
        load_settings({}, {}, file)
    assert str(caught.value).startswith(f"Setting colour ({file}): ")
    assert all(name in str(caught.value) for name in names())


def test_of_a_mistyped_setting_the_one_that_was_meant_is_named(file):
    file.write_text("page_sise = 8")
    with pytest.raises(SettingsError) as caught:
        load_settings({}, {}, file)
    assert str(caught.value).endswith("there is no such setting. Perhaps page_size was meant.")


@pytest.mark.parametrize("line", ["source = []", 'index = ""', 'host = ""', 'engine = ""'])
def test_what_nothing_goes_without_may_not_be_empty(line, file):
    file.write_text(line)
    with pytest.raises(SettingsError, match="it may not be empty"):
        load_settings({}, {}, file)


def test_what_is_no_toml_is_told_with_its_line_and_an_example(file):
    file.write_text("port = 80\npage_size 20")
    with pytest.raises(SettingsFileError, match=r"line 2, .*example of a line: page_size = 20"):
        load_settings({}, {}, file)


@pytest.mark.parametrize(
    "content",
    [b"port =", b"port = 8000\nport = 8001", b"[", b"\xff", b"port = " + b"9" * 5000],
    ids=["cut", "twice", "open", "no text", "endless number"],
)
def test_a_file_that_is_no_toml_is_refused_with_its_name(file, content):
    file.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_settings({}, {}, file)
    assert str(file) in str(caught.value)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="Is a directory"):
        load_settings({}, {}, tmp_path)


def test_a_pipe_in_the_place_of_the_file_is_refused_and_not_waited_for(file):
    os.mkfifo(file)
    with pytest.raises(SettingsError, match=r"pipe|tube"):
        load_settings({}, {}, file)


def test_other_variables_are_nobodys_business():
    assert load_settings({}, {"ALINEA_FOO": "bar", "PORT": "1"}, NOWHERE) == Settings()


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(names()), st.text(max_size=12))
def test_any_text_is_a_value_or_a_settings_error(name, text):
    try:
        loaded = load_settings({}, {f"ALINEA_{name.upper()}": text}, NOWHERE)
    except SettingsError as error:
        outcome = str(error)
    else:
        outcome = repr(getattr(loaded, name))
    assert outcome


def test_a_child_process_gets_the_same_settings_wherever_it_starts(tmp_path, monkeypatch):
    given = Settings(
        source=(Path("a b"), Path("c:d")),
        exclude=("[ab]*", "# non:", ""),
        index=Path("ü"),
        port=9,
        language="en",
        weight_form=0.1 + 0.2,
    )
    passed = environment(given)
    before = tmp_path.cwd()
    monkeypatch.chdir(tmp_path)
    loaded = load_settings({}, passed, NOWHERE)
    assert (loaded.source, loaded.index) == ((before / "a b", before / "c:d"), before / "ü")
    assert (loaded.include, loaded.exclude) == ((), given.exclude)
    assert (loaded.port, loaded.language, loaded.weight_form) == (9, "en", 0.1 + 0.2)


def test_every_engine_that_may_be_set_is_there():
    assert set(ENGINES) == set(MODULES)
