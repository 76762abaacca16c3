"""Files that are no text: what is said of them."""

import pytest

from search.documents import read_document
from search.errors import DocumentError
from search.messages import speaking


@pytest.mark.parametrize(
    ("content", "byte", "position"),
    [
        ("élu à Genève".encode("latin-1"), "0xE9", 0),
        ("Un vote : « élu »".encode("windows-1252"), "0xAB", 10),
        (b"\xef\xbb\xbfLe pr\xe9sident", "0xE9", 8),
        (b"Fin coup\xc3", "0xC3", 8),
        (b"Trop long : \xc0\xaf", "0xC0", 12),
        (b"Demi-caract\xed\xa0\x80", "0xED", 11),
        ("Un texte".encode("utf-16-be").replace(b"\0", b"\xff"), "0xFF", 0),
    ],
)
def test_a_wrong_encoding_is_told_with_its_first_wrong_byte(content, byte, position):
    with pytest.raises(DocumentError) as caught:
        read_document("presse/a.txt", content)
    assert caught.value.path == "presse/a.txt"
    assert str(caught.value).startswith(
        f"presse/a.txt: it is not in UTF-8 (byte {byte} at position {position})."
    )
    assert content[position] == int(byte, 16)


def test_it_is_told_how_to_mend_the_encoding():
    with pytest.raises(DocumentError, match="iconv -f windows-1252 -t utf-8"):
        read_document("a.txt", "élu".encode("latin-1"))


@pytest.mark.parametrize(
    "content",
    [b"\x7fELF\x02\x01\x01\0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Un texte".encode("utf-16")],
    ids=["program", "image", "utf-16"],
)
def test_a_binary_file_is_told_apart(content):
    with pytest.raises(DocumentError, match=r"a\.bin: it is not a text but a binary file\."):
        read_document("a.bin", content)


def test_reasons_are_told_in_french_too():
    with speaking("fr"), pytest.raises(DocumentError) as caught:
        read_document("a.txt", b"caf\xe9 ferm\xe9")
    assert caught.value.reason.startswith("ce n’est pas de l’UTF-8 (octet 0xE9 en position 3).")
