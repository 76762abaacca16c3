"""RTF as Word, LibreOffice and others write it: what is text and what isn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import read_document

STYLES = (
    r"{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 Titre 2;}{\s3 Title;}{\s4 toc 1;}"
    r"{\*\cs10 heading 1 car;}{\s5\outlinelevel2 Plan;}}"
)


def rtf(body: str, *, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    fonts = (
        r"{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset77 Geneva;}{\f2\fcharset204 Arial Cyr;}}"
    )
    return (r"{\rtf1" + head + fonts + STYLES + body + "}").encode("latin-1")


def read(body: str, head: str = r"\ansi\ansicpg1252\deff0"):
    return read_document("a.rtf", rtf(body, head=head))


def paragraphs(body: str) -> list[str]:
    return [found.text for found in read(body).paragraphs]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"l\'92\'e9t\'e9, \'ab\'a0vrai\'a0\'bb, c\'9cur", "l’été, «\u00a0vrai\u00a0», cœur"),
        (r"l\u8217?\u233?t\u233 ?", "l’été"),
        (r"l\u8217\'92\u233\'e9t\u233\'e9", "l’été"),
        (r"{\uc0 l\u8217 \u233 t\u233 }", "l’été"),
        (r"{\uc2 l\u8217\'81\'66\'e9t\'e9}", "l’été"),
        (r"l\u8217\rquote \'e9t\'e9", "l’été"),
        (r"l\rquote\'e9t\'e9 \ldblquote vu\rdblquote", "l’été “vu”"),
        (r"\u-10179?\u-8704? {\f1\'8et\'8e} {\f2 \'ec\'e8\'f0} et \'e9t\'e9", "😀 été мир et été"),
        (r"11\~000, peut\_\'eatre, mai\-son, \{a\}\\", "11\u00a0000, peut‑être, maison, {a}\\"),
        (r"l{\b\'9c}{\i uv}re d\line 'art\tab ici", "lœuvre d 'art ici"),
        (r"un{\v secret}{\deleted ancien} mot", "un mot"),
        (r"un{\bkmkstart a}{\*\bkmkend a}{\*\unknown x{y}} mot", "un mot"),
        (r"un\u-3913? mot", "un mot"),
    ],
)
def test_characters_are_what_they_stand_for(written, said):
    assert paragraphs(written + r"\par") == [said]


def test_a_file_of_a_macintosh_is_in_its_encoding():
    found = read(r"\'8et\'8e \'88 Gen\'8fve\par", head=r"\mac\deff9")
    assert [one.text for one in found.paragraphs] == ["été à Genève"]


def test_a_field_is_its_result():
    field = r'{\field{\*\fldinst{HYPERLINK "https://a.invalid"}}{\fldrslt{\ul la mairie}}}'
    assert paragraphs(r"Voir " + field + r".\par") == ["Voir la mairie."]


def test_headings_come_from_styles_and_outlines():
    body = (
        r"\pard Avant.\par\pard\s1 Un\par\pard\s2 Deux\par\pard A.\par\pard\outlinelevel0 Trois\par"
        r"\pard B.\par\pard\s5 Plan\par\pard C.\par"
    )
    found = read(r"{\info{\title Le tout}}" + body).paragraphs
    assert [(one.text, one.heading) for one in found] == [
        ("Avant.", ""),
        ("A.", "Un › Deux"),
        ("B.", "Trois"),
        ("C.", "Trois › Plan"),
    ]


def test_what_is_known_of_a_document_is_no_text():
    info = (
        r"{\info{\title L\'92\'e9t\'e9}{\author Zo\'eb}{\creatim\yr2023\mo2\dy1\hr3}{\doccomm x}}"
    )
    found = read(info + r"{\header En-t\'eate\par}Il vient.\par{\footer 1}")
    assert (found.info.title, str(found.info.date)) == ("L’été", "2023-02-01")
    assert found.info.metadata == {"author": "Zoë"}
    assert [one.text for one in found.paragraphs] == ["Il vient."]


def test_the_title_that_is_printed_is_the_title_and_the_contents_are_left_out():
    body = r"\pard\s3 La crue\par\pard\s4 Elle monte 3\par\pard Elle monte.\par\pard Oui.\par"
    found = read(r"{\info{\title Mod\'e8le}}" + body)
    assert found.info.title == "La crue"
    assert [one.text for one in found.paragraphs] == ["Elle monte.", "Oui."]


def test_a_footnote_comes_last():
    note = r"{\super\chftn{\footnote\pard\plain{\super\chftn} Dit-on.\par Ou non.}}"
    assert paragraphs(r"Un mot" + note + r", deux.\par Fin.\par") == [
        "Un mot, deux.",
        "Fin.",
        "Dit-on.",
        "Ou non.",
    ]


def test_two_line_ends_in_a_row_end_a_paragraph():
    assert paragraphs(r"Un,\line deux.\line\line Trois.\par") == ["Un, deux.", "Trois."]


def test_marks_of_lists_are_no_text():
    word = r"{\pard\fi-360{\listtext\'b7\tab}du sel\par}"
    old = r"{\pard\fi-360{\pntext 1.\tab}du riz\par}"
    pandoc = r"{\pard\fi-360 \bullet \tx360\tab du lait\par}"
    assert paragraphs(word + old + pandoc) == ["du sel", "du riz", "du lait"]


def test_a_row_of_a_table_is_a_paragraph():
    row = r"\trowd\cellx1\cellx2\pard\intbl Saint-Gu\'e9\cell 12\cell\cell\row"
    assert paragraphs(row + row + r"\pard Fin.\par") == ["Saint-Gué 12", "Saint-Gué 12", "Fin."]


def test_a_table_that_lays_out_the_page_is_the_paragraphs_in_it():
    nested = (
        r"\pard\intbl\itap2 Nord\nestcell{\nonesttables\par}3\nestcell"
        r"{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par}"
    )
    row = r"\trowd\pard\intbl Un.\par Deux.\cell " + nested + r"\pard\intbl Trois.\cell\row"
    assert paragraphs(row + r"\pard Fin.\par") == ["Un.", "Deux.", "Nord 3", "Trois.", "Fin."]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard Un encadr\'e9.\par}}"
        r"{\shprslt\par\pard Un encadr\'e9.\par{\*\do{\dptxbxtext\pard Un encadr\'e9.\par}}}}"
    )
    assert paragraphs(r"\pard Avant," + box + r" apr\'e8s.\par") == ["Avant, après.", "Un encadré."]


def test_bytes_of_a_picture_are_passed_over():
    picture = "{\\pict\\wmetafile8\\bin6 {}}{\\x}"
    assert paragraphs(r"Avant" + picture + r" apr\'e8s.\par") == ["Avant après."]


def test_a_file_that_is_cut_is_read_as_far_as_it_goes():
    whole = rtf(r"\pard Un.\par{\b Deux.\par{\shptxt Trois.")
    found = read_document("a.rtf", whole[:-1])
    assert [one.text for one in found.paragraphs] == ["Un.", "Deux.", "Trois."]


def test_groups_may_be_nested_without_end():
    found = read_document(
        "a.rtf", rtf(r"Un." + "{" * 100_000 + "x" + "}" * 100_000 + r" Deux.\par")
    )
    assert [one.text for one in found.paragraphs] == ["Un.x Deux."]


def test_boxes_may_be_nested_without_end():
    found = read_document(
        "a.rtf", rtf(r"Un." + r"{\shptxt x" * 20_000 + "}" * 20_000 + r" Deux.\par")
    )
    assert found.paragraphs[0].text == "Un. Deux."
    assert sum(len(one.text) for one in found.paragraphs) == len("Un. Deux.") + 20_000


@given(st.lists(st.sampled_from(
    ["{", "}", "\\par ", "\\cell ", "\\row", "\\intbl ", "\\pard ", "\\footnote ", "\\shptxt ",
     "\\info", "\\title ", "\\stylesheet", "\\s1 ", "\\u233?", "\\'e9", "\\*", "mot ", "\\bin3 ",
     "\\nestcell ", "\\nestrow ", "\\f1", "\\uc9", "\\mac", "\\", "\\u99999999 ", "\\bin-4 "]
), max_size=40))  # fmt: skip
def test_no_row_of_words_is_too_wrong_to_be_read(words):
    found = read_document("a.rtf", ("{\\rtf1 " + "".join(words)).encode())
    assert all(one.text == one.text.strip() for one in found.paragraphs)
