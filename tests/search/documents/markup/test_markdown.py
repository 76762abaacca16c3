"""Markdown: front matter, and what CommonMark, GitHub and pandoc write."""

import pytest

from search.documents import read_document
from search.model import Document


def read(text: str) -> Document:
    return read_document("note.md", text.encode())


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in read(text).paragraphs]


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: Le four à pain\ndate: 2021-03-04\nauthor: Ana Roux\ntags: [pain, four]\n---\n",
        "---\ntitre: 'Le four à pain'\ndate: 4 mars 2021\nauteur: Ana Roux\n"
        "tags:\n  - pain\n  - four\n...\n",
        '+++\ntitle = "Le four à pain"\ndate = 2021-03-04\nauthor = "Ana Roux"\n'
        'tags = ["pain", "four"]\n+++\n',
        "title: Le four à pain\ndate: 2021-03-04\nauthor: Ana Roux\ntags: pain, four\n",
    ],
    ids=["yaml", "french", "toml", "bare"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_says_title_date_author_and_tags(matter, end):
    info = read(f"{matter}\nLe four est au bout du chemin.\n".replace("\n", end)).info
    assert (info.title, str(info.date)) == ("Le four à pain", "2021-03-04")
    assert dict(info.metadata) == {"author": "Ana Roux", "tags": "pain; four"}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: Le four : une histoire", "Le four : une histoire"),
        ("title: Dupont & fils", "Dupont & fils"),
        ("title: *gras* et [liens", "*gras* et [liens"),
    ],
)
def test_front_matter_that_is_no_yaml_is_read_line_by_line(line, title):
    found = read(f"---\n{line}\ndate: 2021-03-04\n---\nLe four est froid.\n")
    assert (found.info.title, str(found.info.date)) == (title, "2021-03-04")
    assert [paragraph.text for paragraph in found.paragraphs] == ["Le four est froid."]


ALIASES = [(n, f"*a{n - 1}, *a{n - 1}") for n in range(1, 40)]


def test_aliases_that_grow_without_end_are_not_followed():
    matter = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{both}]\n" for n, both in ALIASES)
    assert texts(f"---\n{matter}title: Pain\n---\nLe four est chaud.") == ["Le four est chaud."]


def test_rules_around_a_text_are_no_front_matter():
    assert texts("---\n\nLe four est chaud.\n\n---\n\nLe pain cuit.") == [
        "Le four est chaud.",
        "Le pain cuit.",
    ]


def test_headings_of_both_kinds():
    found = read(
        "Le four\n=======\n\nLa voûte {#voute .x}\n--------\n\nElle est basse.\n\n"
        "### Le sol ###\n\nIl est plat."
    )
    assert found.info.title == "Le four"
    assert [one.headings[-1] for one in found.paragraphs] == ["La voûte", "Le sol"]


ROWS = ["Pain Prix", "Miche 2 euros", "Flûte 1 euro"]
TABLES = {
    "pipes": "| Pain | Prix |\n|---|--:|\n| Miche | 2 euros |\n| Flûte | 1 euro |",
    "simple": "  Pain     Prix\n  -------- --------\n  Miche    2 euros\n  Flûte    1 euro",
    "multi-line": (
        "  ------------------\n  Pain     Prix\n  -------- ---------\n  Miche    2\n"
        "           euros\n\n"
        "  Flûte    1 euro\n  ------------------"
    ),
    "grid": (
        "+-------+---------+\n| Pain  | Prix    |\n+=======+=========+\n| Miche | 2       |\n"
        "|       | euros   |\n"
        "+-------+---------+\n| Flûte | 1 euro  |\n+-------+---------+"
    ),
    "html": "<table><tr><th>Pain<th>Prix<tr><td>Miche<td>2 euros<tr><td>Flûte<td>1 euro</table>",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_row_of_a_table_is_a_paragraph(table):
    assert texts(f"On vend ceci.\n\n{table}\n\nEt c’est tout.") == [
        "On vend ceci.",
        *ROWS,
        "Et c’est tout.",
    ]


def test_footnotes_come_last_without_their_marks():
    text = "Le four[^1] est vieux^[De 1780.].\n\nIl sert.\n\n[^1]: Celui du bas.\n"
    assert texts(text) == ["Le four est vieux.", "Il sert.", "Celui du bas.", "De 1780."]


def test_lists_tasks_definitions_and_code():
    text = (
        "- [x] Laver\n- [ ] Sécher\n\nLevain\n:   Il fait lever.\n\n"
        "```sh\n# pas un titre\nfour --chaud\n```\n\n"
        "::: note\nAttention au feu.\n:::\n\n> [!TIP]\n> Ouvrir la porte.\n\n"
        "[le pain]{.smallcaps} ~~brûlé~~ cuit."
    )
    assert texts(text) == [
        *("Laver", "Sécher", "Levain", "Il fait lever.", "# pas un titre four --chaud"),
        *("Attention au feu.", "Ouvrir la porte.", "le pain brûlé cuit."),
    ]


def test_the_caption_of_a_picture_is_a_paragraph():
    assert texts("Voici.\n\n![Le four ouvert.](four.png){width=50%}\n") == [
        "Voici.",
        "Le four ouvert.",
    ]


def test_lines_of_a_paragraph_are_one_and_raw_html_is_read():
    assert texts(
        "Le pain\ncuit<br/>vite.\n\n<div class='x'>\n\nBien *doré*.\n\n</div>\n<!-- rien -->"
    ) == [
        "Le pain cuit vite.",
        "Bien doré.",
    ]


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_nothing_of_what_is_deeply_nested_is_lost(mark):
    assert texts(mark * 3000 + "Le fond.\n\nLa surface.")[-1] == "La surface."
    assert "Le fond." in " ".join(texts(mark * 3000 + "Le fond.\n\nLa surface."))


def test_the_name_of_a_table_comes_before_it_as_in_other_formats():
    found = read(
        "Un mot.\n\n| Port | Bateaux |\n|---|---|\n| Rive | 41 |\n\n: Bateaux des ports.\n"
    )
    assert [one.text for one in found.paragraphs] == [
        "Un mot.",
        "Bateaux des ports.",
        "Port Bateaux",
        "Rive 41",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 3000 + "fin",
        "![" * 3000 + "fin",
        "^[" * 3000 + "fin",
        "[a\n" * 3000 + "fin",
        "[" * 3000 + "fin" + "]" * 3000,
    ],
)
def test_brackets_without_end_are_read_as_they_are_written(text):
    assert texts(text) == [" ".join(text.split())]


def test_a_few_brackets_that_are_never_closed_are_no_harm_to_links():
    text = "L'intervalle [0, 1[ et [le four](four.md), puis [la [porte](porte.md)."
    assert texts(text) == ["L'intervalle [0, 1[ et le four, puis [la porte."]
    many = "Des crochets : " + "[ " * 20 + "[le four](four.md)."
    assert texts(many) == ["Des crochets : " + "[ " * 20 + "le four."]


def test_the_boxes_of_tasks_are_left_out_and_only_those():
    text = "- [ ] Pétrir.\n- [x] Cuire.\n- Un [x] au milieu.\n\n[ ] Hors de la liste."
    assert texts(text) == ["Pétrir.", "Cuire.", "Un [x] au milieu.", "[ ] Hors de la liste."]
