"""What the command line prints of an answer: hits, a document, an analysis."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..model import (
    Change,
    DocumentInfo,
    Hit,
    LitDocument,
    Paragraph,
    Results,
    Similar,
    Snippet,
    Without,
)
from ..wording.messages import mark, number, translate, translate_plural
from ..wording.names import language_name, metadata_name
from ..wording.places import also_in_words, repeated_in_words
from ..wording.printable import printable, printable_line
from ..wording.totals import totals_in_words
from .console import console, decimal
from .output import Output, Piece

#: Columns before what is said of a hit.
_INDENT = 3


def print_results(results: Results) -> None:
    out = console()
    for rank, hit in enumerate(results.hits, start=(results.page - 1) * results.size + 1):
        _print_hit(out, rank, hit)
    if results.suggestion:
        out.print(
            translate("Did you mean: {query}").format(query=printable_line(results.suggestion))
        )
    if results.related:
        near = ", ".join(map(printable_line, results.related))
        out.print(translate("Near in meaning: {words}").format(words=near))
    for notice in results.notices:
        said = translate("{name}: {value}").format(name=notice.parameter, value=notice.detail)
        out.print(printable_line(said), style="dim")
    _print_without(out, results.without)
    if results.ignored:
        words = ", ".join(results.ignored)
        out.print(
            translate("Too common to be searched for: {words}").format(words=words), style="dim"
        )
    if results.dropped:
        words = ", ".join(results.dropped)
        out.print(
            translate("Left out, having nothing to join: {words}").format(words=words), style="dim"
        )
    found = totals_in_words(*results.totals)
    milliseconds = translate("in {ms} ms").format(ms=decimal(results.took_ms))
    if results.repeated:
        found += f", {repeated_in_words(results.repeated)}"
    out.print(f"{found}, {milliseconds}", style="dim")


#: What is said of each query that asks for less.
_CHANGES: dict[Change, str] = {
    "word_alone": mark("alone: {query}"),
    "phrase_loosened": mark("words anywhere: {query}"),
    "filter_dropped": mark("without {part}: {query}"),
    "filters_dropped": mark("without {part}: {query}"),
    "exclusion_dropped": mark("without {part}: {query}"),
}


def _print_without(out: Output, others: Sequence[Without]) -> None:
    """What was in the way: like queries, with what each finds."""
    for other in others:
        said = translate(_CHANGES[other.change]).format(query=other.query, part=other.part)
        total = translate_plural("{total} hit", "{total} hits", other.total)
        out.print(f"  {printable_line(said)} – {total.format(total=number(other.total))}")


def print_similar(similar: Similar) -> None:
    """What is like a document or a passage, with the cosine in place of the score."""
    out = console()
    for rank, hit in enumerate(similar.hits, start=1):
        _print_hit(out, rank, hit)
    if not similar.is_known:
        out.print(translate("No word of it is known, so that nothing can be compared with it."))
    elif not similar.hits:
        out.print(translate("Nothing else in the index is like it."))


def print_document(parts: Iterable[LitDocument]) -> None:
    """What the parts have of a document, one behind the other, with its headings."""
    out = console()
    heading = None
    for part in parts:
        if heading is None:
            _print_head(out, part)
            heading = ""
        for lit in part.paragraphs:
            if lit.paragraph.heading != heading:
                heading = lit.paragraph.heading
                out.print()
                out.print(*_line(lit.heading, "italic"))
            out.print()
            place = f"¶{lit.paragraph.ordinal}{''.join(_place(lit.paragraph))} "
            out.print(Piece(place, "dim red"), *_quoted(lit.paragraph, _pieces(lit.text)))


def _print_head(out: Output, document: LitDocument) -> None:
    """What there is to say of the document."""
    info = document.info
    out.print(*_line(document.title, "bold"))
    about = [str(info.date or ""), language_name(info.language), printable_line(info.id)]
    out.print(" · ".join(filter(None, about)), style="dim")
    for name, value in info.metadata.items():
        said = translate("{name}: {value}").format(name=metadata_name(name), value=value)
        out.print(printable_line(said), style="dim")
    _print_copies(out, document.copies)


def _print_hit(out: Output, rank: int, hit: Hit) -> None:
    info, paragraph = hit.document, hit.paragraph
    out.print(Piece(f"{rank}. ", "dim"), *_line(hit.title, "bold"))
    date = f" · {info.date}" if info.date else ""
    place = "".join((*_place(paragraph), date, *_language(info)))
    about = f"{printable_line(paragraph.address)}{place} · {_score(hit)}"
    out.print(about, style="dim", indent=_INDENT)
    if info.metadata:
        out.print(_metadata(info), style="dim", indent=_INDENT, cut=True)
    if hit.heading.text:
        out.print(*_line(hit.heading, "italic"), indent=_INDENT)
    out.print(*_quoted(paragraph, _pieces(hit.snippet)), indent=_INDENT)
    if hit.more:
        more = translate_plural("{n} other passage", "{n} other passages", hit.more)
        out.print(more.format(n=number(hit.more)), style="dim", indent=_INDENT)
    _print_also(out, hit)
    _print_copies(out, hit.copies, _INDENT)
    out.print()


def _print_also(out: Output, hit: Hit) -> None:
    """Where else the paragraph stands."""
    if hit.also.total:
        said = also_in_words(hit.also.total, hit.also.documents)
        places = [printable_line(one.paragraph.address) for one in hit.also.places]
        more = ["…"] if hit.also.total > len(places) else []
        text = translate("{name}: {value}").format(name=said, value=", ".join([*places, *more]))
        out.print(text, style="dim", indent=_INDENT)


def _score(hit: Hit) -> str:
    """The score, and its parts where it has two: words, and what they mean."""
    if not hit.meaning:
        return f"{hit.score:.2f}"
    whole, words = round(hit.score, 2), round(hit.score - hit.meaning, 2)
    return f"{whole:.2f} ({words:.2f} + {whole - words:.2f})"


def _place(paragraph: Paragraph) -> Iterator[str]:
    """Where it stands, beside its number."""
    if paragraph.page:
        page = translate("p. {page}").format(page=paragraph.page)
        yield f" · {page}"


def _language(info: DocumentInfo) -> Iterator[str]:
    if info.language:
        yield f" · {language_name(info.language)}"


def _metadata(info: DocumentInfo) -> str:
    """What else its file says of it; as much as fits on a line is printed."""
    said = translate("{name}: {value}")
    pairs = ((metadata_name(name), value) for name, value in info.metadata.items())
    return printable_line(" · ".join(said.format(name=name, value=value) for name, value in pairs))


def _quoted(paragraph: Paragraph, pieces: list[Piece]) -> list[Piece]:
    """What a message repeats from another is marked as messages mark it."""
    return [Piece("> ", "dim"), *pieces] if paragraph.quoted else pieces


def _print_copies(out: Output, copies: Sequence[str], indent: int = 0) -> None:
    if copies:
        also = translate("The same text in: {places}").format(places=", ".join(copies))
        out.print(printable_line(also), style="dim", indent=indent)


def _pieces(snippet: Snippet) -> list[Piece]:
    """A text with its matches in colour."""
    return _coloured(snippet, "", printable)


def _line(snippet: Snippet, style: str) -> list[Piece]:
    """The same of a title or a heading, which is one line."""
    return _coloured(snippet, style, printable_line)


def _coloured(snippet: Snippet, style: str, shown: Callable[[str], str]) -> list[Piece]:
    return [
        Piece(shown(text), f"{style} bold yellow".strip() if matched else style)
        for text, matched in snippet.pieces()
    ]
