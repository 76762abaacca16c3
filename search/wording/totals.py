"""How much a search has found, in words: « 1 passage et 1 intertitre, dans 1 document »."""

from .messages import number, translate, translate_plural


def totals_in_words(total: int, paragraphs: int, headings: int, documents: int | None) -> str:
    """total: of all hits, copies among them: those that are no passages are titles, unless there
    are headings, of which some are passages too;
    documents: that they are in, None where these weren't counted
    """
    titles = 0 if headings else total - paragraphs
    if titles and not paragraphs:
        return _titles(titles)
    found = _found(paragraphs, headings, titles)
    if not (total and documents):
        return found
    within = translate_plural("{found}, in {n} document", "{found}, in {n} documents", documents)
    return within.format(found=found, n=number(documents))


def _found(paragraphs: int, headings: int, titles: int) -> str:
    passages = translate_plural("{total} passage", "{total} passages", paragraphs)
    passages = passages.format(total=number(paragraphs))
    if not (headings or titles):
        return passages
    above = translate_plural("{n} heading", "{n} headings", headings).format(n=number(headings))
    others = above if headings else _titles(titles)
    if not paragraphs:
        return others
    return translate("{passages} and {headings}").format(passages=passages, headings=others)


def _titles(titles: int) -> str:
    return translate_plural("{n} title", "{n} titles", titles).format(n=number(titles))
