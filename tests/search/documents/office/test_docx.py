"""DOCX as Word writes it: what is text, what is a heading, what isn't printed."""

import io
import zipfile

import pytest

from search.documents import read_document
from search.errors import DocumentError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STYLES = """
<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Titre2"><w:name w:val="Titre 2"/></w:style>
<w:style w:styleId="Chapitre"><w:name w:val="Chapitre"/><w:basedOn w:val="Titre1"/></w:style>
<w:style w:styleId="Plan"><w:name w:val="Plan"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
"""
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{}</dc:title>'
    "<dcterms:created>2023-02-01T10:00:00Z</dcterms:created></cp:coreProperties>"
)


def docx(body: str, *, namespace: str = WORD, core: str = "", **parts: str) -> bytes:
    def part(name: str, inside: str) -> str:
        return (
            f'<w:{name} xmlns:w="{namespace}" xmlns:mc="urn:mc" xmlns:wps="urn:wps">'
            f"{inside}</w:{name}>"
        )

    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        archive.writestr("word/styles.xml", part("styles", STYLES))
        archive.writestr("docProps/core.xml", CORE.format(core))
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", part(name, inside))
    return content.getvalue()


def p(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{r(text)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraphs(content: bytes) -> list[str]:
    return [found.text for found in read_document("a.docx", content).paragraphs]


def line(inside: str) -> str:
    """What is read of one paragraph."""
    (found,) = paragraphs(docx(f"<w:p>{inside}</w:p>"))
    return found


def test_apostrophes_written_as_references_are_kept():
    assert line(r("l&#39;armée, l&#x2019;école, R&amp;D")) == "l'armée, l’école, R&D"


def test_a_word_cut_into_runs_is_one_word():
    assert line(r("l’œ") + "<w:proofErr/>" + r("uv") + r("re d’art")) == "l’œuvre d’art"


def test_two_line_ends_in_a_row_end_a_paragraph():
    end = "<w:r><w:br/></w:r>"
    content = docx(f"<w:p>{r('Un,')}{end}{r('deux.')}{end}{end}{r('Trois.')}</w:p>")
    assert paragraphs(content) == ["Un, deux.", "Trois."]


def test_hyphens_that_do_not_break_are_kept_and_soft_ones_are_not():
    inside = "<w:r><w:t>peut</w:t><w:noBreakHyphen/><w:t>être, bi</w:t><w:softHyphen/></w:r>"
    assert line(inside + r("bliothèque, mai\u00adson")) == "peut‑être, bibliothèque, maison"


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_read():
    inside = (
        r("Le pont est ")
        + "<w:del><w:r><w:delText>fermé</w:delText><w:noBreakHyphen/></w:r></w:del>"
        + f"<w:ins>{r('ouvert')}</w:ins><w:moveFrom>{r(' hier')}</w:moveFrom>"
        + f"<w:moveTo>{r(' demain')}</w:moveTo>"
    )
    assert line(inside) == "Le pont est ouvert demain"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert paragraphs(docx(f"<w:p>{mark}{r('Le pont ')}</w:p>{p('tient.')}")) == ["Le pont tient."]


def test_a_deleted_row_is_left_out():
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('Ancien')}</w:tc></w:tr>"
    kept = f"<w:tr><w:tc>{p('Nouveau')}</w:tc></w:tr>"
    assert paragraphs(docx(f"<w:tbl>{deleted}{kept}</w:tbl>")) == ["Nouveau"]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p('Un encadré.')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    content = docx(f"<w:p>{r('Avant,')}{both}{r(' après.')}</w:p>")
    assert paragraphs(content) == ["Avant, après.", "Un encadré."]


def test_a_text_box_within_a_text_box_is_read():
    def box(inside: str) -> str:
        return f"<w:r><w:pict><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></w:pict></w:r>"

    nested = box(r("Dehors.") + box(r("Dedans.")))
    assert paragraphs(docx(f"<w:p>{nested}</w:p>{p('Fin.')}")) == ["Dehors.", "Dedans.", "Fin."]


def test_content_controls_are_read_but_not_what_they_ask_for():
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Rempli.')}</w:sdtContent></w:sdt>"
    empty = filled.replace("<w:sdtPr/>", "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>")
    empty = empty.replace("Rempli.", "Cliquez ici")
    within = "<w:sdt><w:sdtPr/><w:sdtContent>" + r("Zoé") + "</w:sdtContent></w:sdt>"
    content = docx(filled + empty + f"<w:p>{r('Par ')}{within}</w:p>")
    assert paragraphs(content) == ["Rempli.", "Par Zoé"]


def test_a_field_is_its_result_and_not_its_instruction():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF _x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("le chapitre 2")
    )
    simple = f'<w:fldSimple w:instr="DATE">{r(" du 3 mai")}</w:fldSimple>'
    link = f"<w:hyperlink>{r(' (ici)')}</w:hyperlink>"
    assert line(r("Voir ") + field + simple + link) == "Voir le chapitre 2 du 3 mai (ici)"


def test_hidden_text_is_left_out():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> public</w:t></w:r>'
    assert line(r("Un texte") + hidden + shown) == "Un texte public"


def test_notes_come_last_and_their_separators_not_at_all():
    notes = (
        f'<w:footnote w:type="separator">{p("—x—")}</w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r(" Une note.")}</w:p></w:footnote>'
    )
    ends = f'<w:endnote w:id="1">{p("Une fin.", "Titre1")}</w:endnote>'
    body = (
        f"{p('Partie', 'Titre1')}<w:p>{r('Un mot')}<w:r><w:footnoteReference/></w:r>{r('.')}</w:p>"
    )
    found = read_document("a.docx", docx(body, footnotes=notes, endnotes=ends)).paragraphs
    assert [(one.text, one.heading) for one in found] == [
        ("Un mot.", ""),
        ("Une note.", ""),
        ("Une fin.", ""),
    ]


def test_headers_and_footers_and_remarks_are_not_text():
    parts = {"header1": p("En-tête"), "footer1": p("Page 1"), "comments": p("À revoir")}
    assert paragraphs(docx(p("Le texte."), **parts)) == ["Le texte."]


@pytest.mark.parametrize("style", ["Titre1", "Chapitre", "Heading1"])
def test_a_style_of_headings_is_known_in_french_by_what_it_is_based_on_and_by_its_id(style):
    body = p("Avant.") + p("Un", style) + p("A.") + p("Deux", style) + p("B.")
    found = read_document("a.docx", docx(body, core="Le tout")).paragraphs
    assert [(one.text, one.heading) for one in found] == [
        ("Avant.", ""),
        ("A.", "Un"),
        ("B.", "Deux"),
    ]


def test_levels_come_from_names_and_outlines():
    own = f'<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>{r("Trois")}</w:p>'
    body = p("Un", "Titre1") + p("Deux", "Plan") + own + p("A.") + p("Autre", "Titre2") + p("B.")
    found = read_document("a.docx", docx(body, core="Le tout")).paragraphs
    assert [one.heading for one in found] == ["Un › Deux › Trois", "Un › Autre"]


def test_the_title_that_is_printed_is_the_title_and_no_paragraph():
    found = read_document("a.docx", docx(p("La crue", "Titre") + p("Elle monte."), core="Modèle 3"))
    assert found.info.title == "La crue"
    assert [one.text for one in found.paragraphs] == ["Elle monte."]
    assert str(found.info.date) == "2023-02-01"


def test_titles_further_down_are_headings():
    body = p("La crue", "Titre") + p("Elle monte.") + p("Le gel", "Titre") + p("Il tient.")
    found = read_document("a.docx", docx(body)).paragraphs
    assert [(one.text, one.heading) for one in found] == [
        ("Elle monte.", ""),
        ("Il tient.", "Le gel"),
    ]


@pytest.mark.parametrize("named", ["Microsoft Word - lettre.doc", "rapport final.docx"])
def test_the_name_of_a_file_is_no_title(named):
    assert read_document("a.docx", docx(p("Elle monte."), core=named)).info.title == "Elle monte."


def test_the_table_of_contents_is_left_out():
    assert paragraphs(docx(p("La crue 3", "TM1") + p("Elle monte."))) == ["Elle monte."]


def test_a_row_of_a_table_is_a_paragraph():
    row = f"<w:tr><w:tc>{p('Saint-Gué')}</w:tc><w:tc>{p('12')}</w:tc><w:tc>{p('')}</w:tc></w:tr>"
    assert paragraphs(docx(f"<w:tbl>{row}</w:tbl>")) == ["Saint-Gué 12"]


def test_a_table_that_lays_out_the_page_is_the_paragraphs_in_it():
    inner = f"<w:tbl><w:tr><w:tc>{p('Nord')}</w:tc><w:tc>{p('3')}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{p('Un.')}{p('Deux.')}</w:tc><w:tc>{inner}{p('Trois.')}</w:tc></w:tr>"
    assert paragraphs(docx(f"<w:tbl>{row}</w:tbl>")) == ["Un.", "Deux.", "Nord 3", "Trois."]


def test_strict_files_are_read_too():
    found = read_document("a.docx", docx(p("Un", "Titre1") + p("A.") + p("B."), namespace=STRICT))
    assert [one.text for one in found.paragraphs] == ["A.", "B."]
    assert found.info.title == "Un"


def test_signs_of_fonts_of_signs_are_not_taken_for_letters():
    arrow, wrong, letter = (
        f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'
        for code in ("F0E0", "D800x", "2192")
    )
    assert line(r("a") + arrow + r("b") + wrong + r("c") + letter + r("d")) == "a b c→d"


def test_a_file_without_its_text_is_damaged():
    content = docx(p("A.")).replace(b"word/document.xml", b"word/documenx.xml")
    with pytest.raises(DocumentError):
        read_document("a.docx", content)
