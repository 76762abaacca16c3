"""What the command line prints of an answer: hits, a document, an analysis."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

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
from ..wording.printable import printable
from ..wording.totals import totals_in_words
from .console import console, decimal


def print_results(results: Results) -> None:
    out = console()
    for rank, hit in enumerate(results.hits, start=(results.page - 1) * results.size + 1):
        _print_hit(out, rank, hit)
    if results.suggestion:
        out.print(translate("Did you mean: {query}").format(query=printable(results.suggestion)))
    if results.related:
        near = ", ".join(map(printable, results.related))
        out.print(translate("Near in meaning: {words}").format(words=near))
    for notice in results.notices:
        said = translate("{name}: {value}").format(name=notice.parameter, value=notice.detail)
        out.print(printable(said), style="dim")
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
    found = totals_in_words(results.total, *results.totals)
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


def _print_without(out: Console, others: Sequence[Without]) -> None:
    """What was in the way: like queries, with what each finds."""
    for other in others:
        said = translate(_CHANGES[other.change]).format(query=other.query, part=other.part)
        total = translate_plural("{total} hit", "{total} hits", other.total)
        out.print(f"  {printable(said)} – {total.format(total=number(other.total))}")


def print_similar(similar: Similar) -> None:
    """What is like a document or a passage, with the cosine in place of the score."""
    out = console()
    for rank, hit in enumerate(similar.hits, start=1):
        _print_hit(out, rank, hit)
    if not similar.is_known:
        out.print(translate("No word of it is known, so that nothing can be compared with it."))
    elif not similar.hits:
        out.print(translate("Nothing else in the index is like it."))


def print_document(document: LitDocument, ordinal: int | None) -> None:
    """The document, or one paragraph of it, with its heading."""
    out = console()
    info = document.info
    out.print(_text(document.title, "bold"))
    about = [str(info.date or ""), language_name(info.language), printable(info.id)]
    out.print(" · ".join(filter(None, about)), style="dim")
    for name, value in info.metadata.items():
        said = translate("{name}: {value}").format(name=metadata_name(name), value=value)
        out.print(printable(said), style="dim")
    _print_copies(out, document.copies)
    heading = ""
    for lit in document.paragraphs:
        if ordinal not in (None, lit.paragraph.ordinal):
            continue
        if lit.paragraph.heading != heading:
            heading = lit.paragraph.heading
            out.print()
            out.print(_text(lit.heading, "italic"))
        out.print()
        place = f"¶{lit.paragraph.ordinal}{''.join(_place(lit.paragraph))} "
        text = _quoted(lit.paragraph, _text(lit.text))
        out.print(Text.assemble((place, "dim red"), text))


def _print_hit(out: Console, rank: int, hit: Hit) -> None:
    info, paragraph = hit.document, hit.paragraph
    out.print(Text.assemble((f"{rank}. ", "dim"), _text(hit.title, "bold")))
    date = f" · {info.date}" if info.date else ""
    place = "".join((*_place(paragraph), date, *_language(info)))
    below = [Text(f"{printable(paragraph.address)}{place} · {_score(hit)}", "dim")]
    if info.metadata:
        below.append(Text(_metadata(info), "dim", overflow="ellipsis", no_wrap=True))
    if hit.heading.text:
        below.append(_text(hit.heading, "italic"))
    below.append(_quoted(paragraph, _text(hit.snippet)))
    if hit.more:
        more = translate_plural("{n} other passage", "{n} other passages", hit.more)
        below.append(Text(more.format(n=number(hit.more)), "dim"))
    for text in below:
        out.print(Padding(text, (0, 0, 0, 3), expand=False))
    _print_also(out, hit)
    _print_copies(out, hit.copies, 3)
    out.print()


def _print_also(out: Console, hit: Hit) -> None:
    """Where else the paragraph stands."""
    if hit.also.total:
        said = also_in_words(hit.also.total, hit.also.documents)
        places = [printable(one.paragraph.address) for one in hit.also.places]
        more = ["…"] if hit.also.total > len(places) else []
        text = translate("{name}: {value}").format(name=said, value=", ".join([*places, *more]))
        out.print(Padding(Text(text, "dim"), (0, 0, 0, 3), expand=False))


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
    return printable(" · ".join(said.format(name=name, value=value) for name, value in pairs))


def _quoted(paragraph: Paragraph, text: Text) -> Text:
    """What a message repeats from another is marked as messages mark it."""
    return Text.assemble(("> ", "dim"), text) if paragraph.quoted else text


def _print_copies(out: Console, copies: Sequence[str], indent: int = 0) -> None:
    if copies:
        also = translate("The same text in: {places}").format(places=", ".join(copies))
        out.print(Padding(Text(printable(also), "dim"), (0, 0, 0, indent), expand=False))


def _text(snippet: Snippet, style: str = "") -> Text:
    """The text with its matches in colour."""
    text = Text(style=style)
    for piece, matched in snippet.pieces():
        text.append(printable(piece), "bold yellow" if matched else None)
    return text
