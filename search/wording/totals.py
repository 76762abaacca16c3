"""How much a search has found, in words: « 1 passage et 1 intertitre, dans 1 document »."""

from .messages import number, translate, translate_plural


def totals_in_words(total: int, paragraphs: int, headings: int, documents: int | None) -> str:
    """total: of all hits, which are all titles where none is a passage or a heading;
    documents: that they are in, None where these weren't counted
    """
    if total and not (paragraphs or headings):
        return translate_plural("{n} title", "{n} titles", total).format(n=number(total))
    found = _passages_and_headings(paragraphs, headings)
    if not (total and documents):
        return found
    within = translate_plural("{found}, in {n} document", "{found}, in {n} documents", documents)
    return within.format(found=found, n=number(documents))


def _passages_and_headings(paragraphs: int, headings: int) -> str:
    passages = translate_plural("{total} passage", "{total} passages", paragraphs)
    passages = passages.format(total=number(paragraphs))
    above = translate_plural("{n} heading", "{n} headings", headings).format(n=number(headings))
    if not headings:
        return passages
    return (
        translate("{passages} and {headings}").format(passages=passages, headings=above)
        if paragraphs
        else above
    )
