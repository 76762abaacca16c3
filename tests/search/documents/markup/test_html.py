"""HTML: the text of a page, paragraph by paragraph, and what the page says of itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents import read_document
from search.errors import DocumentError
from search.model import Document


def read(page: str | bytes) -> Document:
    return read_document("page.html", page if isinstance(page, bytes) else page.encode())


def texts(page: str | bytes) -> list[str]:
    return [paragraph.text for paragraph in read(page).paragraphs]


def test_text_outside_of_any_block_is_a_paragraph():
    assert texts("<body>Le pont est ouvert.<p>On y passe à pied.</p>Et à vélo.</body>") == [
        "Le pont est ouvert.",
        "On y passe à pied.",
        "Et à vélo.",
    ]


def test_a_term_and_its_definition_are_each_a_paragraph():
    assert texts(
        "<dl><dt>Écluse<dd>Elle fait monter les bateaux.<dt>Bief<dd>L’eau entre deux."
    ) == [
        "Écluse",
        "Elle fait monter les bateaux.",
        "Bief",
        "L’eau entre deux.",
    ]


def test_undeclared_latin_1_is_read_and_told():
    found = read("<html><body><p>L'été dernier, à Sète : « déjà » vu.</p>".encode("latin-1"))
    assert found.paragraphs[0].text == "L'été dernier, à Sète : « déjà » vu."
    assert found.info.metadata["encoding"] == "windows-1252"


@pytest.mark.parametrize(
    "declared",
    ['<meta charset="{}">', '<meta http-equiv=Content-Type content="text/html;charset={}">'],
)
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-15", "macintosh"])
def test_a_declared_encoding_is_believed(declared, encoding):
    apostrophe = "'" if encoding == "iso-8859-15" else "’"
    text = f"La sœur de l{apostrophe}été coûte cher."
    page = f"<head>{declared.format(encoding)}</head><p>{text}</p>"
    found = read(page.encode({"macintosh": "mac-roman"}.get(encoding, encoding)))
    assert found.paragraphs[0].text == text
    assert "encoding" not in found.info.metadata


def test_named_entities_and_ligatures_are_letters():
    assert texts(
        "<p>L&rsquo;&eacute;t&eacute;&nbsp;: un c&oelig;ur &laquo;&#160;ﬁer&#160;&raquo;, suﬃsant"
    ) == ["L’été\u00a0: un cœur «\u00a0fier\u00a0», suffisant"]


def test_two_ends_of_line_end_a_paragraph_and_one_does_not():
    page = "<body>Premier vers<br>et sa suite.<br><br>Un autre.<br>&nbsp;&nbsp;&nbsp;Le dernier."
    assert texts(page) == ["Premier vers et sa suite.", "Un autre.", "Le dernier."]


def test_tags_that_only_dress_the_text_cut_nothing():
    page = "<center><font color=red>Le <b>grand</b> fl<i>euve</i></font></center><p>est haut."
    assert texts(page) == ["Le grand fleuve", "est haut."]


def test_a_row_of_a_table_is_a_paragraph_but_not_where_a_table_lays_out_the_page():
    page = """<table><tr><td><p>Un.</p><p>Deux.</p></td><td>
      <table><tr><th>Année</th><th>Crue</th></tr><tr><td>1910</td><td>8,62 m</td></tr></table>
      </td></tr></table>"""
    assert texts(page) == ["Un.", "Deux.", "Année Crue", "1910 8,62 m"]


def test_marks_of_notes_are_left_out_and_notes_come_last():
    page = """<p>La crue de 1910<sup id="cite_ref-1" class="reference"><a href="#n1">[1]</a></sup>
      fut lente.</p>
      <ol class="references"><li id="n1"><a href="#cite_ref-1">↑</a> Selon la presse.
      </ol><p>Elle dura un mois.</p>"""
    assert texts(page) == ["La crue de 1910 fut lente.", "Elle dura un mois.", "Selon la presse."]


def test_a_number_that_is_a_link_is_no_mark_of_a_note():
    page = (
        '<p>Voir le chapitre <a class="reference internal" href="#c3">3</a>, 10<sup>3</sup> mètres.'
    )
    assert texts(page) == ["Voir le chapitre 3, 103 mètres."]


def test_paragraphs_stand_under_their_headings():
    found = read(
        "<h1>La Loire</h1><h2>Les crues</h2><p>Elles sont lentes.<h2>Les ponts</h2><p>Il y en a."
    )
    assert [paragraph.heading for paragraph in found.paragraphs] == ["Les crues", "Les ponts"]
    assert found.info.title == "La Loire"


@pytest.mark.parametrize("body", ["", "<h1>L’œuvre du phare&nbsp;: onze mois</h1>"])
def test_a_no_break_space_of_the_title_is_one(body):
    head = "<title>L’œuvre du phare&nbsp;:\n  onze mois</title>"
    page = f"<html><head>{head}</head><body>{body}<p>Il a été rallumé.</p></body></html>"
    assert read(page).info.title == "L’œuvre du phare\u00a0: onze mois"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Le pont rouvre | Le Courrier</title>", "Le pont rouvre"),
        (
            "<title>Le pont – Courrier</title><meta property=og:site_name content='Courrier'>",
            "Le pont",
        ),
        ("<title>Sans titre</title>", "Le pont rouvre"),
        ("", "Le pont rouvre"),
        ("<title>x</title><meta property='og:title' content='Un pont rouvre'>", "Un pont rouvre"),
    ],
)
def test_the_title_is_that_of_the_page_and_not_of_its_site(head, title):
    body = "<h1>Le pont rouvre</h1><p>Il était fermé depuis un an.</p><p>On y passe de nouveau."
    assert read(f"<head>{head}</head><body>{body}").info.title == title


@pytest.mark.parametrize(
    "said",
    [
        '<meta property="article:published_time" content="2023-04-05T08:00:00+02:00">',
        '<meta name="DC.date" content="2023-04-05">',
        '<script type="application/ld+json">{"datePublished": "2023-04-05T10:00Z"}</script>',
        '<body><nav><time datetime="2011-01-01"></time></nav><time datetime="2023-04-05">',
        "<body><p>Publié le 5 avril 2023</p>",
    ],
)
def test_the_date_is_that_of_the_page(said):
    assert str(read(f"{said}<p>Le pont a rouvert ce matin.</p>").info.date) == "2023-04-05"


def test_a_page_in_another_language_is_flagged():
    page = "<html lang=en><p>The bridge was closed and nobody could cross the river at all."
    assert read(page).info.language == "en"


def test_nothing_of_a_page_that_is_too_deep_is_lost():
    page = f"<p>Avant.</p>{'<div>' * 5000}<b>Au</b> fond.{'</div>' * 5000}<p>Après.</p>"
    assert texts(page) == ["Avant.", "Au fond.", "Après."]


def test_tags_that_are_never_closed_lose_nothing():
    page = "".join(f"<p>Ligne {n}<font size=2><center>suite" for n in range(3000))
    assert texts(page) == [text for n in range(3000) for text in (f"Ligne {n}", "suite")]


def test_what_is_hidden_or_a_program_is_no_text():
    page = (
        "<script>var a</script><p hidden>Caché</p><p style='display: none'>Caché</p><p>Visible.</p>"
    )
    assert texts(page) == ["Visible."]


MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <div> </div> <table> <tr> <td> </table> <br> <li> <ul> </ul> <a href=x> </a> "
        "<sup> <h1> </h1> <!-- --> <svg> <title> </title> <nav> </nav> <form> &eacute; &#0; mot \0 "
        "< > &".split(" ")
    )
)


@settings(deadline=None, max_examples=200)
@given(MARKUP.map(" ".join).map(str.encode) | st.binary(max_size=100))
def test_any_markup_makes_a_document_or_a_document_error(content):
    try:
        found = read(content)
    except DocumentError:
        return
    assert found.info.title
    assert all(any(map(str.isalnum, paragraph.text)) for paragraph in found.paragraphs)


def test_the_date_that_pandoc_writes_below_the_title_is_that_of_the_page():
    head = '<header id="title-block-header"><h1 class="title">La crue</h1>'
    found = read(f'<body>{head}<p class="date">3 août 2021</p></header><p>Elle monte.</p></body>')
    assert str(found.info.date) == "2021-08-03"
    assert texts('<body><p class="date">La date reste à fixer.</p></body>') == [
        "La date reste à fixer."
    ]
