"""`alinea init`: a file that says what it sets, and sets nothing else."""

import re

import pytest

from search.errors import SettingsError
from search.settings import Settings, load_settings, names
from search.settings.file import settings_file, write_settings_file
from search.wording.messages import speaking


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_file_sets_what_is_in_force_without_it(tmp_path, language):
    with speaking(language):
        write_settings_file(tmp_path / "alinea.toml")
    assert load_settings({}, {}, tmp_path / "alinea.toml") == Settings()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_with_every_line_taken_in_the_file_is_still_one(tmp_path, language):
    """What is shown of a setting can be used as it is."""
    with speaking(language):
        text = settings_file()
    text = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    (tmp_path / "alinea.toml").write_text(text, "utf-8")
    loaded = load_settings({}, {}, tmp_path / "alinea.toml")
    assert loaded.exclude == ("brouillons/", "*.tmp")
    plain = [name for name in names() if not isinstance(getattr(Settings(), name), tuple)]
    assert {name: getattr(loaded, name) for name in plain} == {
        name: getattr(Settings(), name) for name in plain
    }


def test_every_setting_is_in_it_with_what_it_means():
    blocks = settings_file().split("\n\n")[1:]
    found = [re.fullmatch(r"(?:# .+\n)+(?:# )?(\w+) = .+\n?", block) for block in blocks]
    assert [match and match[1] for match in found] == names()


def test_it_speaks_french_where_people_do():
    with speaking("fr"):
        french = settings_file()
    assert "# Dossier de l’index\n" in french
    assert "# Folder of the index\n" in settings_file()


def test_what_is_there_is_not_overwritten(tmp_path):
    (tmp_path / "alinea.toml").write_text("port = 9\n")
    with pytest.raises(SettingsError, match=r"alinea\.toml: there is one already"):
        write_settings_file(tmp_path / "alinea.toml")
    assert (tmp_path / "alinea.toml").read_text() == "port = 9\n"


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(SettingsError, match="No such file"):
        write_settings_file(tmp_path / "nowhere" / "alinea.toml")
