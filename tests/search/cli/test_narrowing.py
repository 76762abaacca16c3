"""`alinea search` with filters and facets."""

import re

import pytest
from click.testing import CliRunner

from search.cli.commands import commands


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf")
    for name, text in {
        "docs/2023/a.md": "---\nauteur: Émile Zola\ndate: 2023-05\n---\nLa vallée dort.",
        "docs/2023/été/b.txt": "La vallée fume.",
        "docs/c.md": "---\nauteur: Jules Verne\n---\nUne vallée sous la mer, que l’on voit.",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    environment = {
        "ALINEA_INDEX": str(folder / "index"),
        "ALINEA_LANGUAGE": "en",
        "ALINEA_FACETS": '["auteur"]',
        "COLUMNS": "60",
    }

    def run(*arguments: str):
        return CliRunner().invoke(commands, arguments, env=environment)

    assert run("rebuild", str(folder / "docs")).exit_code == 0
    return run


def ids(result) -> list[str]:
    return sorted(re.findall(r"^   (\S+)#p\d+ · ", result.stdout, re.MULTILINE))


def test_flags_narrow(shelf):
    assert ids(shelf("search", "vallée", "--folder", "2023")) == ["2023/a.md", "2023/été/b.txt"]
    assert ids(shelf("search", "vallée", "--file", "*.md")) == ["2023/a.md", "c.md"]
    assert ids(shelf("search", "vallée", "--filter", "auteur:=Émile Zola")) == ["2023/a.md"]
    both = ("--filter", "format:md", "--filter", "author:verne")
    assert ids(shelf("search", "vallée", *both)) == ["c.md"]


def test_a_filter_without_a_name_is_refused(shelf):
    result = shelf("search", "vallée", "--filter", "Zola")
    assert result.exit_code == 2
    assert "“Zola” is not NAME:VALUE, as in auteur:Zola." in result.output


def test_metadata_is_printed_as_far_as_it_fits(shelf):
    assert "   author: Émile Zola\n" in shelf("search", "vallée", "--folder", "2023").stdout


def test_facets_are_printed_below_the_hits(shelf):
    printed = shelf("search", "vallée", "--facets", "year,folder,format,auteur").stdout
    assert printed.partition(" ms\n")[2] == (
        "\nYear\n1  2023\n"
        "\nFolder\n2  2023\n1  2023/été\n"
        "\nFormat\n2  markdown\n1  text\n"
        "\nAuteur\n1  Émile Zola\n1  Jules Verne\n"
    )


def test_a_facet_that_no_hit_has_is_left_out(shelf):
    printed = shelf("search", "fume", "--facets", "format,auteur").stdout
    assert printed.endswith(" ms\n\nFormat\n1  text\n")


def test_a_facet_that_there_is_not_is_told(shelf):
    result = shelf("search", "vallée", "--facets", "rubrique")
    assert result.exit_code == 2
    assert "There is no facet “rubrique”. There are: year, month" in result.output
