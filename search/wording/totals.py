"""How much a search has found, in words: « 1 passage et 2 titres, dans 3 documents »."""

from .messages import number, translate, translate_plural


def totals_in_words(paragraphs: int, headings: int, titles: int, documents: int | None) -> str:
    """paragraphs, headings, titles, documents: as in `Totals`"""
    found = _found(paragraphs, headings, titles)
    if not documents or not (paragraphs or headings):
        return found
    within = translate_plural("{found}, in {n} document", "{found}, in {n} documents", documents)
    return within.format(found=found, n=number(documents))


def _found(paragraphs: int, headings: int, titles: int) -> str:
    passages = translate_plural("{total} passage", "{total} passages", paragraphs)
    passages = passages.format(total=number(paragraphs))
    above = translate_plural("{n} heading", "{n} headings", headings).format(n=number(headings))
    called = translate_plural("{n} title", "{n} titles", titles).format(n=number(titles))
    told: dict[str, int] = {passages: paragraphs, above: headings, called: titles}
    *others, last = [text for text, count in told.items() if count] or [passages]
    if not others:
        return last
    together: str = translate("{passages} and {headings}")
    return together.format(passages=", ".join(others), headings=last)
