"""How a passage is cited in a text, in the language of the page."""

from search.model import DocumentInfo, Paragraph
from search.wording.messages import translate
from search.wording.printable import printable

from .dates import in_words


def citation(info: DocumentInfo, paragraph: Paragraph, url: str) -> str:
    """« texte » — Titre, 5 novembre 2024, p. 44, ¶ 520, adresse."""
    quoted = translate("“{text}”").format(text=printable(paragraph.text))
    parts = [printable(info.title)]
    if info.date:
        parts.append(in_words(info.date))
    if paragraph.page:
        parts.append(translate("p. {page}").format(page=paragraph.page))
    parts += [f"¶\u00a0{paragraph.ordinal}", url]
    return f"{quoted} — {', '.join(parts)}"
