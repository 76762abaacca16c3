"""Documents as readers of several formats give them: pages, quotations, languages, copies."""

from conformance.shelf import Shelf

from search.documents import causes
from search.errors import DocumentError
from search.model import Document, DocumentInfo, Paragraph
from search.period import Period

STUDY, LETTER, GUIDE, LEAFLET = "étude.pdf", "lettre.eml", "guide.html", "prospekt.odt"


def document(info: DocumentInfo, *paragraphs: tuple[str, int, bool]) -> Document:
    numbered = enumerate(paragraphs, 1)
    return Document(
        info,
        tuple(
            Paragraph(info.id, n, text, (), page, quoted) for n, (text, page, quoted) in numbered
        ),
    )


def shelf(errors: tuple[DocumentError, ...] = ()) -> Shelf:
    study = DocumentInfo(
        STUDY,
        "Étude du barrage",
        Period.parse("2024-03"),
        metadata={"author": "Mireille Fontanel <b>", "tags": "eau, digue", "source": "archives"},
    )
    guide = DocumentInfo(GUIDE, "The old dam", language="en")
    return Shelf(
        [
            document(
                study,
                ("Le barrage retient le lac depuis un siècle.", 11, False),
                ("Le barrage fuit par le milieu.", 12, False),
                ("Il faudra vider le lac.", 12, False),
            ),
            document(
                DocumentInfo(LETTER, "Réponse"),
                ("Je viendrai voir le barrage lundi.", 0, False),
                ("Le barrage tient-il encore ?", 0, True),
            ),
            document(guide, ("People here say barrage for dam.", 0, False)),
            document(
                DocumentInfo(LEAFLET, "Der Stausee", language="de"),
                ("Am barrage beginnt der Wanderweg.", 0, False),
            ),
        ],
        {STUDY: ["copies/<i>étude</i>.pdf", "envois/a.pdf", "envois/b.pdf"]},
        errors,
    )


ERRORS = (
    DocumentError(path="a/<b>plan</b>.pdf", cause=causes.DAMAGED, reason="no /Root"),
    DocumentError(path="a/\u202egpj.pdf", cause=causes.DAMAGED, reason="cut"),
    DocumentError(path="notes.jsonl", cause=causes.NO_RECORD, line=1204, reason="cut"),
    DocumentError(path="secret.pdf", cause=causes.ENCRYPTED),
)
