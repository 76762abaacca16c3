"""Commands that ask a query or look at a text: search, analyze."""

import sys
from typing import Any

import click

from ..settings import load_settings
from ..wording.messages import mark, translate
from .exporting import refuse_with_format, write_pieces
from .group import FINE, NO_HIT, commands, with_index


def typed(text: str) -> str:
    """Text that was typed, with U+FFFD for bytes that aren't UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


offsets_option = click.option(
    "--offsets",
    type=click.Choice(["codepoints", "utf16"]),
    default="codepoints",
    help=mark("How --json counts places in a text; JavaScript counts as utf16."),
)


@commands.command(
    help=mark("Search for QUERY; the query language is that of the page."),
    # A query may begin with a minus; what looks like an option and is none is told apart.
    # -h would be found in « -Chine ».
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("query", metavar=mark("QUERY…"), nargs=-1, required=True, type=typed)
@click.option("--limit", type=click.IntRange(1, 100), metavar="N", help=mark("Hits on a page."))
@click.option(
    "--page", type=click.IntRange(1, 10_000), metavar="N", default=1, help=mark("Page, from 1.")
)
@click.option("--json", "as_json", is_flag=True, help=mark("The JSON of the endpoint."))
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "jsonl", "atom"]),
    help=mark("All hits, not a page: CSV for spreadsheets, JSON Lines, or an Atom feed."),
)
@click.option(
    "--snippets", is_flag=True, help=mark("With --format: snippets too, which takes longer.")
)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date", "oldest", "added"]),
    default="relevance",
    help=mark("First the best, the latest, the earliest, or what was indexed last."),
)
@click.option(
    "--group",
    type=click.Choice(["paragraph", "document"]),
    default="paragraph",
    help=mark("One hit a paragraph, or one a document."),
)
@click.option(
    "--from", "first", metavar=mark("DATE"), type=typed, help=mark("Documents from this date on.")
)
@click.option(
    "--to", "last", metavar=mark("DATE"), type=typed, help=mark("Documents up to this date.")
)
@click.option(
    "--language",
    metavar=mark("CODE"),
    default="",
    type=typed,
    help=mark("Documents in this language: fr, en, de…"),
)
@click.option(
    "--folder",
    metavar=mark("FOLDER"),
    type=typed,
    help=mark("Documents in this folder, or below it."),
)
@click.option(
    "--file",
    metavar=mark("NAME"),
    type=typed,
    help=mark("Files of this name; *.pdf is all that end so."),
)
@click.option(
    "--filter",
    "filters",
    metavar=mark("NAME:VALUE"),
    multiple=True,
    type=typed,
    help=mark(
        "Documents of which that is so: format:pdf, auteur:Zola. May be given several times."
    ),
)
@click.option(
    "--facets",
    metavar=mark("LIST"),
    default="",
    type=typed,
    help=mark("Count the hits by year, month, folder, format, language or metadata; or by all."),
)
@click.option(
    "--duplicates",
    type=click.Choice(["once", "all"]),
    help=mark("A paragraph that stands in several places as one hit, or each as one."),
)
@offsets_option
@with_index
def search(
    query: tuple[str, ...],
    limit: int | None,
    page: int,
    as_json: bool,
    file_format: str | None,
    snippets: bool,
    sort: str,
    group: str,
    first: str | None,
    last: str | None,
    language: str,
    folder: str | None,
    file: str | None,
    filters: tuple[str, ...],
    facets: str,
    offsets: str,
    duplicates: str | None,
    **flags: Any,
) -> None:
    from ..opening import open_searcher
    from ..terminal.console import print_hints

    for word in query:
        if word.startswith("--") and word != "--":
            raise click.NoSuchOption(word)
    narrowing = _narrowing(folder, file, filters)
    searcher = open_searcher(load_settings(flags))
    words = " ".join(query)
    if file_format:
        from ..representation import EXPORT_FORMATS

        pages = {"limit": limit, "page": page > 1, "json": as_json, "group": group == "document"}
        pages["facets"] = bool(facets)
        refuse_with_format(pages)
        found = searcher.export(
            words,
            sort=sort,
            first=first,
            last=last,
            language=language,
            filters=narrowing,
            snippets=snippets,
        )
        print_hints(searcher.word_errors)
        write_pieces(EXPORT_FORMATS[file_format].write(found))
        sys.exit(FINE if found.total else NO_HIT)
    results = searcher.search(
        words,
        page=page,
        size=limit,
        sort=sort,
        group=group,
        first=first,
        last=last,
        language=language,
        filters=narrowing,
        facets=[name.strip() for name in facets.split(",") if name.strip()],
        duplicates=duplicates,
    )
    print_hints(searcher.word_errors)
    if as_json:
        from ..representation import results_json, to_bytes

        json = results_json(results, first=first, last=last, filters=narrowing, offsets=offsets)
        click.echo(to_bytes(json, indent=2 if sys.stdout.isatty() else 0))
    else:
        from ..terminal.facets import print_facets
        from ..terminal.hits import print_results

        print_results(results)
        print_facets(results.facets)
    sys.exit(FINE if results.hits else NO_HIT)


def _narrowing(
    folder: str | None, file: str | None, filters: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Names and values of filters. Raises click.BadParameter for one without a colon."""
    own = (("folder", folder), ("file", file))
    found = [(name, value) for name, value in own if value]
    for given in filters:
        name, colon, value = given.partition(":")
        if not (name and colon and value):
            reason = translate("“{given}” is not NAME:VALUE, as in auteur:Zola.")
            raise click.BadParameter(reason.format(given=given), param_hint="--filter")
        found.append((name, value))
    return found


@commands.command(
    help=mark("Print how TEXT is analysed: its words, their forms, stems and families.")
)
@click.argument("text", metavar=mark("TEXT"), type=typed)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help=mark("The same as JSON, with the whole family of each word."),
)
@offsets_option
@with_index
def analyze(text: str, as_json: bool, offsets: str, **flags: Any) -> None:
    from ..analysis import FRENCH
    from ..opening import synonyms
    from ..representation import to_bytes, tokens_json
    from ..terminal.console import print_hints
    from ..terminal.tokens import print_synonyms, print_tokens

    words = synonyms(load_settings(flags))
    tokens = FRENCH.tokens(text)
    if as_json:
        click.echo(
            to_bytes(tokens_json(tokens, text, offsets), indent=2 if sys.stdout.isatty() else 0)
        )
    else:
        print_tokens(tokens)
        print_synonyms(words.current().among(tokens))
    print_hints(words.errors)
