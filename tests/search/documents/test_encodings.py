"""Texts in any encoding: recognised, and never turned into other letters."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search.documents import read_document
from search.documents.encodings import decode

#: What people write that isn't ASCII, by the encodings that have it.
LATIN = "àâçéèêëîïôùûüÀÂÇÉÈÊËÎÏÔÙÛ«»°"
WINDOWS = LATIN + "œŒŸ’“”–—…€"
LATIN9 = LATIN + "œŒ€"
MAC = LATIN + "œŒŸ’“”–—…"
SENTENCES = [
    "L'été dernier, la rivière était à sec : on n'avait jamais vu ça.",
    "Où êtes-vous allés ? À Noël, nous étions chez ma sœur, près de Besançon.",
    "Le maïs a gelé ; le curé, lui, a fêté ses quatre-vingts ans.",
    "« Ç'est fini », dit-il. Elle reçut la lettre le 1er août.",
    "Prix : 12 € le kilo, soit 25 % de plus qu'à l'œil nu.",
]
ENCODINGS = {
    "utf-8": WINDOWS,
    "utf-8-sig": WINDOWS,
    "utf-16": WINDOWS,
    "utf-16-le": WINDOWS,
    "utf-16-be": WINDOWS,
    "utf-32": WINDOWS,
    "windows-1252": WINDOWS,
    "iso-8859-1": LATIN,
    "iso-8859-15": LATIN9,
    "mac_roman": MAC,
    "cp850": LATIN,
}


def can(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def read(content: bytes, declared: str = "") -> str:
    found = decode(content, declared)
    assert found is not None
    return found.text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_one_french_sentence_is_enough(sentence, encoding):
    if not can(sentence, encoding):
        sentence = sentence.replace("€", "F").replace("œ", "oe")
    assert read(sentence.encode(encoding)) == sentence


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(ENCODINGS)), st.lists(st.sampled_from(SENTENCES), min_size=1))
def test_french_text_in_any_encoding_is_itself(encoding, sentences):
    text = "\r\n".join(sentences)
    assume(can(text, encoding))
    assert read(text.encode(encoding)) == text


WORDS = st.text("abcdeilmnoprstuv" + LATIN[:13], min_size=2, max_size=9)
UNMARKED = ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(UNMARKED), st.lists(WORDS, min_size=3, max_size=30))
def test_words_of_any_french_letters_are_themselves(encoding, words):
    text = "Le mot : " + " ".join(words) + "."
    assert read(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("content", "guessed"),
    [
        (SENTENCES[0].encode(), ""),
        (SENTENCES[0].encode("utf-8-sig"), ""),
        (SENTENCES[0].encode("utf-16"), ""),
        (SENTENCES[0].encode("utf-16-le"), "utf-16-le"),
        (SENTENCES[0].encode("iso-8859-1"), "windows-1252"),
        (SENTENCES[4].encode("windows-1252"), "windows-1252"),
        (SENTENCES[4].encode("iso-8859-15"), "iso-8859-15"),
        (SENTENCES[0].encode("mac_roman"), "mac_roman"),
        (SENTENCES[0].encode("cp850"), "cp850"),
        (f"{SENTENCES[0]}\n".encode() + SENTENCES[1].encode("cp1252"), "utf-8, windows-1252"),
        (b"Que des lettres sans accent.", ""),
    ],
)
def test_what_was_guessed_is_shown(content, guessed):
    assert read_document("a.txt", content).info.metadata.get("encoding", "") == guessed


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("ISO-8859-2", "iso-8859-2"),
        ("koi8-r", "koi8-r"),
        ("shift_jis", "shift_jis"),
        ("macintosh", "mac_roman"),
    ],
)
def test_what_is_declared_is_believed_where_it_can_be(declared, encoding):
    text = {"koi8-r": "Привет, мир", "shift_jis": "日本語"}.get(encoding, "Ça gêne à côté")
    text = text if encoding != "iso-8859-2" else "Łódź"
    assert read(text.encode(encoding), declared) == text


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "latin1", "utf-8", "nonsense", ""])
def test_what_is_declared_wrongly_is_not(declared):
    text = "L’été, à l’œil : 3 €…"
    assert read(text.encode("windows-1252"), declared) == text
    assert read(text.encode(), declared) == text


def test_a_few_wrong_bytes_do_not_make_other_letters_of_all():
    text = " ".join(SENTENCES)
    content = text.encode()
    damaged = content[:50] + b"\xff" + content[50:]
    assert read(damaged).replace("\ufffd", "") == text
    assert read(content[: content.rfind("œ".encode()) + 1]).startswith(SENTENCES[0])


HALVES = ["windows-1252", "iso-8859-15", "mac_roman", "cp850"]


@pytest.mark.parametrize("encoding", HALVES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_that_is_utf_8_in_one_half_and_not_in_the_other_is_read_piece_by_piece(
    encoding, end
):
    can_be = [one for one in SENTENCES if can(one, encoding)]
    half = end.join(can_be) + end
    assert read(half.encode() + half.encode(encoding)) == half * 2
    assert read(half.encode(encoding) + half.encode()) == half * 2


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(HALVES), st.lists(st.sampled_from(SENTENCES[:4]) | st.none(), min_size=1))
def test_each_line_is_read_as_what_it_is(encoding, lines):
    """None is a line in UTF-8, between others that aren't."""
    content, text = [], []
    for number, line in enumerate(lines):
        said = line or SENTENCES[number % 4]
        how = encoding if line and can(line, encoding) else "utf-8"
        content.append(said.encode(how))
        text.append(said)
    assert read(b"\n".join(content)) == "\n".join(text)


def test_a_line_that_is_both_is_read_letter_by_letter():
    text = "Déjà été : l’œuf, l’été."
    content = b"".join(
        one.encode("cp1252" if place % 2 else "utf-8") for place, one in enumerate(text)
    )
    assert read(content) == text


def test_capitals_before_a_quotation_mark_are_no_utf_8():
    """« É» » in Windows-1252 has the bytes of another letter in UTF-8."""
    text = "« C'est déjà\nLE CAFÉ» »\noù elle était."
    assert read(text.encode("cp1252")) == text


def test_a_table_drawn_by_dos_is_text():
    row = "─" * 40
    text = f"┌{row}┐\r\n│ Où est passé l'été ? Il a été gelé. │\r\n└{row}┘"
    assert read(text.encode("cp850")) == text


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_none(content):
    found = decode(content)
    assert found is None or isinstance(found.text, str)
