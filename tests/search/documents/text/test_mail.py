"""E-mail, as programs and people write it."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents import read_document
from search.errors import DocumentError
from search.model import Document
from search.period import Period

FAR = "https://exemple.invalid/crue"


def read(content: bytes) -> Document:
    return read_document("a.eml", content)


def plain(body: str, charset: str = "utf-8", encoding: str | None = None, kind: str = "") -> bytes:
    head = (
        "From: =?utf-8?Q?Zo=C3=A9_Roy?= <zoe@example.org>\nTo: luc@example.org\n"
        "Subject: =?iso-8859-1?Q?R=E9union_d'=E9t=E9?=\n =?utf-8?B?"
        f"{base64.b64encode(' à Noël'.encode()).decode()}?=\n"
        "Date: Tue, 5 Nov 2024 10:00:00 +0100\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={charset}{kind}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head.encode() + body.encode(encoding or charset)


def texts(content: bytes) -> list[tuple[str, bool]]:
    return [(one.text, one.quoted) for one in read(content).paragraphs]


def test_subject_sender_and_date_are_read():
    info = read(plain("Bonjour.")).info
    assert (info.title, info.date) == ("Réunion d'été à Noël", Period(2024, 11, 5))
    assert info.metadata["author"] == "Zoé Roy <zoe@example.org>"


def test_quoted_text_is_marked():
    body = (
        "Bonjour Luc,\n\nD’accord pour mardi.\n\n"
        "Le 4 nov. 2024 à 18:03, Luc Petit <luc@example.org> a écrit :\n"
        "> Es-tu libre mardi\n> ou mercredi ?\n>\n> > Quand veux-tu ?\n>\n> Luc\n\nZoé\n"
    )
    assert texts(plain(body)) == [
        ("Bonjour Luc,", False),
        ("D’accord pour mardi.", False),
        ("Le 4 nov. 2024 à 18:03, Luc Petit <luc@example.org> a écrit :", True),
        ("Es-tu libre mardi ou mercredi ?", True),
        ("Quand veux-tu ?", True),
        ("Luc", True),
        ("Zoé", False),
    ]


def test_an_attribution_on_two_lines_is_quoted_too():
    who = "Le lundi 4 novembre 2024 à 18:03:12 UTC+1, Luc Petit\n<luc@example.org> a écrit :"
    body = f"Oui.\n\n{who}\n\n> Non ?\n"
    found = texts(plain(body))
    assert [quoted for _, quoted in found] == [False, True, True]
    assert found[1][0].endswith("<luc@example.org> a écrit :")


@pytest.mark.parametrize(
    "line",
    [
        "-----Message d'origine-----",
        "-------- Message transféré --------",
        "________________________________",
        "De : Luc Petit <luc@example.org>",
    ],
)
def test_what_outlook_puts_below_is_quoted(line):
    head = "De : Luc Petit\nEnvoyé : lundi 4 novembre 2024 18:03\nÀ : Zoé Roy\nObjet : Réunion"
    below = head.split("\n", 1)[1] if line.startswith("De") else head
    found = texts(plain(f"Oui.\n\n{line}\n{below}\n\nEs-tu libre mardi ?\n"))
    assert found[0] == ("Oui.", False)
    assert found[-1] == ("Es-tu libre mardi ?", True)
    assert all(quoted for _, quoted in found[1:])


def test_a_signature_is_no_text():
    assert texts(plain("Oui.\n\n-- \nZoé Roy\nMairie de Rive\n")) == [("Oui.", False)]


def test_a_message_that_is_said_to_flow_has_its_paragraphs():
    body = "Une phrase qui \nva à la ligne.\nUne autre.\n\n> Une question \n> longue ?\n"
    assert texts(plain(body, kind="; format=flowed")) == [
        ("Une phrase qui va à la ligne.", False),
        ("Une autre.", False),
        ("Une question longue ?", True),
    ]


@pytest.mark.parametrize("charset", ["us-ascii", "iso-8859-1", "utf-8", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_a_charset_that_lies_does_no_harm(charset, encoding):
    found = texts(plain("L’été, à l’œil nu.", charset, encoding))
    assert found == [("L’été, à l’œil nu.", False)]


def test_a_subject_that_was_never_encoded_is_read():
    for encoding in ("utf-8", "windows-1252"):
        content = "Subject: L’été à Noël\nFrom: a@example.org\nDate: 2024\n\nOui.".encode(encoding)
        assert read(content).info.title == "L’été à Noël"


def made() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Réunion"
    return message


def test_of_the_same_text_in_two_forms_the_plain_one_is_read():
    message = made()
    message.set_content("L’ordre du jour.")
    message.add_alternative("<p>L’ordre <b>du</b> jour.</p>", subtype="html")
    assert texts(message.as_bytes()) == [("L’ordre du jour.", False)]


def test_a_message_in_html_alone_is_read():
    message = made()
    message.set_content(
        "<html><body><p>L’ordre du jour&nbsp;:</p><ul><li>été</li></ul>"
        "<blockquote type='cite'><p>Quand&nbsp;?</p></blockquote></body></html>",
        subtype="html",
    )
    found = [text for text, _ in texts(message.as_bytes())]
    assert found == ["L’ordre du jour\u00a0:", "été", "Quand\u00a0?"]


def test_the_notes_of_a_message_come_last():
    plain_one, page = made(), made()
    plain_one.set_content(f"La crue[1] dure.\n\n[1] Celle de mars.\n[2] {FAR}\n\nElle baisse[2].")
    mark = '<sup><a href="#n1" role="doc-noteref">1</a></sup>'
    page.set_content(
        f"<p>La crue{mark} dure.</p><div role='doc-endnotes'><p>Celle de mars.</p></div>"
        "<p>Elle baisse.</p>",
        subtype="html",
    )
    assert [text for text, _ in texts(page.as_bytes())] == [
        "La crue dure.",
        "Elle baisse.",
        "Celle de mars.",
    ]
    assert [text for text, _ in texts(plain_one.as_bytes())] == [
        "La crue dure.",
        "Elle baisse.",
        "Celle de mars.",
        FAR,
    ]


def test_short_lines_are_the_headings_of_a_message_but_greet_nobody():
    body = (
        "Bonjour à tous\n\nVoici la lettre du mois.\n\nAu port\n\nLe quai est refait.\n\n"
        "Zoé Roy\n\n"
        "> Au large\n>\n> Les bouées sont posées.\n>\n> Luc\n\nÀ mardi, donc.\n"
    )
    found = [(one.heading, one.text, one.quoted) for one in read(plain(body)).paragraphs]
    assert found == [
        ("", "Bonjour à tous", False),
        ("", "Voici la lettre du mois.", False),
        ("Au port", "Le quai est refait.", False),
        ("Au port", "Zoé Roy", False),
        ("Au large", "Les bouées sont posées.", True),
        ("Au large", "Luc", True),
        ("", "À mardi, donc.", False),
    ]


def test_items_of_a_list_in_a_message_that_flows_are_paragraphs_without_their_marks():
    body = "Il faut :\n1. ouvrir \nla porte ;\n2. entrer.\nEt la refermer.\n"
    assert [text for text, _ in texts(plain(body, kind="; format=flowed"))] == [
        "Il faut :",
        "ouvrir la porte ;",
        "entrer.",
        "Et la refermer.",
    ]


def test_a_no_break_space_of_the_subject_is_one():
    message = EmailMessage()
    message["Subject"] = "Le phare\u00a0: onze mois"
    message.set_content("Oui.")
    assert read(message.as_bytes()).info.title == "Le phare\u00a0: onze mois"


def test_what_is_attached_is_named_and_not_read():
    message = made()
    message.set_content("Voir la pièce jointe.")
    message.add_attachment("Un secret.", filename="note d’été.txt")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    found = read(message.as_bytes())
    assert [one.text for one in found.paragraphs] == ["Voir la pièce jointe."]
    assert found.info.metadata["attachments"] == "note d’été.txt, plan.pdf"


def test_parts_within_parts_are_read():
    inner, outer = made(), made()
    inner.set_content("Le texte.")
    inner.add_alternative("<p>Le texte.</p>", subtype="html")
    outer.make_mixed()
    outer.attach(inner)
    outer.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="a.gif")
    assert texts(outer.as_bytes()) == [("Le texte.", False)]


def test_a_forwarded_message_is_quoted():
    inner, outer = made(), made()
    inner.set_content("Le premier message.")
    outer.set_content("Pour information.")
    outer.add_attachment(inner)
    assert texts(outer.as_bytes()) == [("Pour information.", False), ("Le premier message.", True)]


def test_parts_nested_beyond_reason_end():
    content = b"Subject: a\nFrom: b\nDate: c\n"
    for n in range(3000):
        content += b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n)
    content += b"Content-Type: text/plain\n\nFond."
    with pytest.raises(DocumentError, match="damaged"):
        read(content)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_make_a_message_or_a_document_error(head, body):
    try:
        found = read(b"Subject: " + head + b"\nContent-Type: text/plain; " + head + b"\n\n" + body)
    except DocumentError:
        return
    assert found.info.title


def test_a_header_without_end_is_read_as_it_is_written():
    words = " ".join(["Relance"] * 10_000)
    info = read(f"From: a@example.org\nSubject: {words}\n\nBonjour.".encode()).info
    assert info.title.startswith("Relance Relance")
    kind = "text/plain; " + "x=a; " * 10_000
    assert texts(f"To: a\nContent-Type: {kind}\n\nBonjour.".encode()) == [("Bonjour.", False)]


def test_a_date_of_too_many_figures_is_none():
    date = "Mon, 4 Mar " + "9" * 40 + " 10:00:00 +0100"
    assert read(f"To: a\nDate: {date}\n\nBonjour.".encode()).info.date is None
