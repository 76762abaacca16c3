"""Mailboxes: a message is a document."""

import random
from email.message import EmailMessage
from pathlib import Path

import pytest
from records import documents

from search.documents.bulk import Chunk, Columns, chunks
from search.errors import DocumentError
from search.period import Period

LINE = "From roy@example.org Tue Nov  5 10:00:00 2024\n"


def message(number: int, text: str = "", *, named: bool = True) -> str:
    identity = f"Message-ID: <{number}@example.org>\n" if named else ""
    return (
        f"{LINE}From: Ann Roy <roy@example.org>\nSubject: Lettre {number}\n{identity}"
        f"Date: Tue, 5 Nov 2024 10:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n"
        f"Content-Transfer-Encoding: 8bit\n\n{text or f'Le message {number}.'}\n\n"
    )


@pytest.fixture
def cut(tmp_path):
    def cut(content: str | bytes) -> list[Chunk]:
        path: Path = tmp_path / "a.mbox"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(chunks("a.mbox", path, Columns()))

    return cut


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_message_is_a_document_called_by_its_own_id(cut, end):
    content = "".join(map(message, range(3))).replace("\n", end)
    found = documents(cut(content.encode()))
    assert [one.info.id for one in found] == [f"a.mbox/{n}@example.org" for n in range(3)]
    assert [one.info.title for one in found] == [f"Lettre {n}" for n in range(3)]
    assert [one.paragraphs[0].text for one in found] == [f"Le message {n}." for n in range(3)]
    assert {one.info.date for one in found} == {Period(2024, 11, 5)}


def test_a_message_without_an_id_is_called_by_its_number(cut):
    content = message(1) + message(2, named=False) + message(3)
    assert [one.info.id for one in documents(cut(content))] == [
        "a.mbox/1@example.org",
        "a.mbox/2",
        "a.mbox/3@example.org",
    ]


def test_lines_that_begin_as_a_message_does_are_text(cut):
    text = "Voici :\n\nFrom Paris to Rome, en 2024.\n\n>From moi.\n>>From lui."
    found = documents(cut(message(1, text) + message(2)))
    assert len(found) == 2
    said = " ".join(one.text for one in found[0].paragraphs)
    assert "From Paris to Rome, en 2024." in said
    assert "From moi." in said
    assert ">From moi" not in said


def test_mailboxes_are_cut_between_messages_and_changes_stay_where_they_are(cut):
    chance = random.Random(1)
    texts = ["mot " * chance.randint(10, 3000) for _ in range(200)]
    all_of_them = [message(n, text) for n, text in enumerate(texts)]
    before = cut("".join(all_of_them))
    assert len(before) > 15
    assert all(chunk.content.startswith(b"From roy@") for chunk in before)
    all_of_them[150] = message(150, "Autre chose.")
    all_of_them.insert(60, message(9999))
    after = cut("".join(all_of_them))
    known = {chunk.digest for chunk in before}
    assert sum(chunk.digest not in known for chunk in after) <= 4
    assert len(documents(after)) == 201


def test_a_message_beyond_all_limits_is_told_and_the_others_are_read(cut):
    found = documents(cut(message(1) + message(2, f"{'mot ' * 5000}\n" * 3600) + message(3)))
    error = next(one for one in found if isinstance(one, DocumentError))
    assert str(error).startswith("a.mbox: message 2 has more than 64")
    ids = [one.info.id for one in found if not isinstance(one, DocumentError)]
    assert ids == ["a.mbox/1@example.org", "a.mbox/3@example.org"]


def test_messages_with_parts_and_attachments_are_read(cut):
    made = EmailMessage()
    made["Subject"] = "Réunion"
    made["Message-ID"] = "<r@example.org>"
    made.set_content("L’ordre du jour est joint.")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="ordre.pdf")
    (found,) = documents(cut(LINE.encode() + made.as_bytes() + b"\n"))
    assert (found.info.id, found.info.title) == ("a.mbox/r@example.org", "Réunion")
    assert [one.text for one in found.paragraphs] == ["L’ordre du jour est joint."]
