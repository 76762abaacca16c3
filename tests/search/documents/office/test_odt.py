"""ODT as LibreOffice writes it: what is text, what is a heading, what isn't printed."""

import io
import zipfile

import pytest

from search.documents import read_document
from search.errors import DocumentError

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{OASIS}{name}:1.0"'
    for name in ("office", "text", "table", "draw", "style", "meta")
) + (f' xmlns:svg="{OASIS}svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"')
META = (
    "<office:meta><dc:title>{}</dc:title><meta:creation-date>2023-02-01T10:00:00</meta:creation-date>"
    "<dc:language>en-US</dc:language><meta:keyword>crue</meta:keyword>"
    "<meta:keyword>Rhône</meta:keyword></office:meta>"
)
STYLES = """<office:automatic-styles>
<style:style style:name="P1" style:parent-style-name="Title"/>
<style:style style:name="P2" style:parent-style-name="Contents_20_1"/>
</office:automatic-styles>"""


def flat(body: str, title: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES}>{META.format(title)}'
        f"{STYLES}<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def zipped(body: str, **parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", flat(body))
        for name, inside in parts.items():
            archive.writestr(f"META-INF/{name}.xml", inside)
    return content.getvalue()


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def inside(*tags: str, of: str) -> str:
    """Something within elements, the outermost first."""
    for tag in reversed(tags):
        of = f"<{tag}>{of}</{tag}>"
    return of


def row(*cells: str) -> str:
    made = "".join(inside("table:table-cell", of=cell) for cell in cells)
    return inside("table:table-row", of=made)


def paragraphs(body: str) -> list[str]:
    return [found.text for found in read_document("a.fodt", flat(body)).paragraphs]


def test_headings_have_the_levels_of_the_outline():
    body = p("Avant.") + h("Un", 1) + h("Deux", 2) + p("A.") + h("Trois", 1) + p("B.")
    found = read_document("a.fodt", flat(body, "Le tout")).paragraphs
    assert [(one.text, one.heading) for one in found] == [
        ("Avant.", ""),
        ("A.", "Un › Deux"),
        ("B.", "Trois"),
    ]


def test_a_manifest_may_list_files_that_are_not_there():
    manifest = '<m:manifest xmlns:m="m"><m:file-entry m:full-path="absent.xml"/></m:manifest>'
    found = read_document("a.odt", zipped(p("Elle monte."), manifest=manifest))
    assert [one.text for one in found.paragraphs] == ["Elle monte."]


def test_an_encrypted_file_is_told():
    manifest = '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'
    with pytest.raises(DocumentError, match=r"it is encrypted\."):
        read_document("a.odt", zipped(p("Elle monte."), manifest=manifest))


def test_cross_references_and_fields_are_text():
    fields = (
        "Voir <text:bookmark-ref>le chapitre 2</text:bookmark-ref>, page "
        "<text:page-number>4</text:page-number> de « <text:title>La crue</text:title> », "
        "<text:sequence>Figure 1</text:sequence>, <text:user-defined>R&amp;D</text:user-defined>."
    )
    assert paragraphs(p(fields)) == ["Voir le chapitre 2, page 4 de « La crue », Figure 1, R&D."]


def test_spaces_tabs_and_line_ends_are_a_space_and_no_break_spaces_stay():
    line = "Un<text:s text:c='3'/>deux<text:tab/>trois<text:line-break/>quatre\u00a0: 11\u202f000"
    assert paragraphs(p(line)) == ["Un deux trois quatre\u00a0: 11\u202f000"]


def test_two_line_ends_in_a_row_end_a_paragraph():
    line = "Un,<text:line-break/>deux.<text:line-break/> <text:line-break/>Trois."
    assert paragraphs(p(line)) == ["Un, deux.", "Trois."]


def test_a_word_cut_into_spans_is_one_word():
    assert paragraphs(p("l’<text:span>œ<text:span>uv</text:span></text:span>re")) == ["l’œuvre"]


def test_deleted_passages_and_remarks_are_left_out():
    tracked = inside("text:tracked-changes", "text:changed-region", of=p("Ancien"))
    remark = inside("office:annotation", of=p("Sûr ?"))
    line = f"Le pont<text:change text:change-id='1'/> tient{remark}."
    assert paragraphs(tracked + p(line)) == ["Le pont tient."]


def test_a_frame_is_read_after_its_paragraph_without_what_describes_it():
    frame = (
        f"<draw:frame><draw:text-box>{p('Une légende.')}</draw:text-box>"
        "<svg:title>image1</svg:title><svg:desc>Un pont</svg:desc></draw:frame>"
    )
    assert paragraphs(p(f"Avant,{frame} après.")) == ["Avant, après.", "Une légende."]


def test_what_is_written_in_a_drawing_is_a_paragraph_of_its_own():
    shape = f"<draw:custom-shape>{p('Dans un rond.')}</draw:custom-shape>"
    assert paragraphs(p(f"Avant{shape}.")) == ["Avant.", "Dans un rond."]


def test_lists_and_their_headers_are_paragraphs():
    header = inside("text:list-header", of=p("Il faut :"))
    below = inside("text:list", "text:list-item", of=p("gris"))
    items = inside("text:list", of=header + inside("text:list-item", of=p("du sel ;") + below))
    assert paragraphs(items) == ["Il faut :", "du sel ;", "gris"]


def test_sections_are_read_unless_they_are_hidden():
    shown = inside("text:section", of=p("Vu."))
    hidden = f'<text:section text:display="none">{p("Caché.")}</text:section>'
    assert paragraphs(shown + hidden) == ["Vu."]


def test_notes_come_last_even_those_of_tables_and_of_notes():
    def note(text: str) -> str:
        citation = "<text:note-citation>1</text:note-citation>"
        return inside("text:note", of=citation + inside("text:note-body", of=p(text)))

    table = inside("table:table", of=row(p("Sel" + note("Gris."))))
    body = p("Un mot" + note("Dit-on" + note("ou non") + ".") + ".") + table
    assert paragraphs(body) == ["Un mot.", "Sel", "Dit-on.", "ou non", "Gris."]


def test_a_row_of_a_table_is_a_paragraph_without_cells_that_are_covered():
    covered = inside("table:covered-table-cell", of=p("Caché"))
    made = row(p("Saint-Gué"), p("12") + p("")).replace(
        "</table:table-row>", covered + "</table:table-row>"
    )
    assert paragraphs(inside("table:table", of=made)) == ["Saint-Gué 12"]


def test_a_table_that_lays_out_the_page_is_the_paragraphs_in_it():
    inner = inside("table:table", of=row(p("Nord"), p("3")))
    table = inside("table:table", of=row(p("Un.") + p("Deux."), inner))
    assert paragraphs(table) == ["Un.", "Deux.", "Nord 3"]


def test_the_table_of_contents_is_left_out():
    contents = inside("text:table-of-content", "text:index-body", of=p("La crue 3"))
    assert paragraphs(contents + p("La crue 3", "P2") + p("Elle monte.")) == ["Elle monte."]


def test_the_title_that_is_printed_is_the_title():
    found = read_document("a.fodt", flat(p("La crue", "P1") + p("Elle monte."), "Modèle"))
    assert found.info.title == "La crue"
    assert [one.text for one in found.paragraphs] == ["Elle monte."]
    assert str(found.info.date) == "2023-02-01"
    assert found.info.metadata["tags"] == "crue, Rhône"


def test_a_wrong_declared_language_is_not_believed():
    line = "Elle monte depuis hier soir, et les gens de la rive ont quitté leurs maisons."
    assert read_document("a.fodt", flat(p(line))).info.language == ""


def test_a_spreadsheet_is_no_text():
    sheet = flat("").replace(b"office:text>", b"office:spreadsheet>")
    with pytest.raises(DocumentError, match="it is a spreadsheet"):
        read_document("a.fods", sheet)


def test_no_entity_is_resolved():
    entities = b'<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY lol "lol">'
    begin = b"<office:document "
    content = flat(p("Un&x; deux&lol;.")).replace(
        begin, b"<!DOCTYPE d [" + entities + b"]>" + begin, 1
    )
    assert [one.text for one in read_document("a.fodt", content).paragraphs] == ["Un deux."]
