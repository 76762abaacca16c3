"""What is kept of a document that was read and analysed."""

import pytest
from msgspec import structs

from search.analysis import FRENCH
from search.analysis.sentences import sentence_starts
from search.duplicates.digest import shown_digest
from search.engines.payload import from_payload, text_of_payload, to_payload
from search.indexing.prepared import Prepared, prepare
from search.model import Document, DocumentInfo, Paragraph

TEXTS = (
    "M. Dupont arrive. Il repart ! Et après ?",
    "Une seule phrase",
    "Trois points… Puis « rien. » Fin.",
)


def document(name: str) -> Document:
    paragraphs = (Paragraph(name, number, text) for number, text in enumerate(TEXTS, start=1))
    return Document(DocumentInfo(name, "Arrivées"), tuple(paragraphs))


def kept_starts(prepared: Prepared) -> list[tuple[int, ...] | None]:
    return [from_payload(payload)[1].sentences for payload in prepared.payloads]


def test_it_is_kept_where_the_sentences_of_a_paragraph_begin():
    prepared = prepare(document("un.txt"), FRENCH)
    assert kept_starts(prepared) == [tuple(sentence_starts(text)[1:]) for text in TEXTS]
    assert kept_starts(prepared)[0] == (18, 30)


def test_it_is_still_kept_under_another_name():
    prepared = prepare(document("un.txt"), FRENCH)
    assert kept_starts(prepared.renamed("deux.txt")) == kept_starts(prepared)


def test_the_digest_of_a_paragraph_is_kept_with_it_under_any_name():
    prepared = prepare(document("un.txt"), FRENCH)
    for kept in (prepared, prepared.renamed("deux.txt")):
        found = [from_payload(payload)[1].digest for payload in kept.payloads]
        assert found == list(map(shown_digest, TEXTS))


def test_the_text_alone_is_read_as_with_all_else():
    for payload in prepare(document("un.txt"), FRENCH).payloads:
        assert text_of_payload(payload) == from_payload(payload)[1].text


@pytest.mark.parametrize(
    "digest", ["../../etc/passwd0", "a" * 15, "a" * 16 + "\n", "A" * 16, "x\r\ny: z"]
)
def test_what_is_no_digest_is_no_payload(digest):
    """It would be part of addresses, headers and names of files."""
    info, paragraph = from_payload(prepare(document("un.txt"), FRENCH).payloads[0])
    planted = to_payload(info, structs.replace(paragraph, digest=digest))
    with pytest.raises(ValueError, match="regex"):
        from_payload(planted)
