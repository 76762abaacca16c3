"""Commands that ask for a document: show, similar."""

import re
import sys
from typing import Any

import click

from .. import errors
from ..settings import load_settings
from ..wording.messages import mark
from .group import FINE, NO_HIT, commands, with_index
from .searching import typed


def _complete_document(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    from ..opening import open_searcher

    flags = {name: ctx.params.get(name) for name in ("index", "engine")}
    try:
        listing = open_searcher(load_settings(flags)).documents(size=1000)
    except errors.AlineaError:
        return []
    return [info.id for info, _ in listing.documents if info.id.startswith(incomplete)]


@commands.command(help=mark("Print a document, or one paragraph of it: DOCUMENT#pN."))
@click.argument("document", metavar=mark("DOCUMENT"), type=typed, shell_complete=_complete_document)
@click.option(
    "--query",
    default="",
    metavar=mark("QUERY"),
    type=typed,
    help=mark("Light what this query matches."),
)
@with_index
def show(document: str, query: str, **flags: Any) -> None:
    from ..opening import open_searcher
    from ..terminal.hits import print_document

    searcher = open_searcher(load_settings(flags))
    name, ordinal = _address(document)
    if ordinal is None:
        print_document(searcher.document_in_parts(document, query))
        return
    try:
        found = searcher.document(name, query, slice(ordinal - 1, ordinal))
    except errors.DocumentNotFoundError:  # « chapitre#p3 », a file
        print_document(searcher.document_in_parts(document, query))
        return
    if not found.paragraphs:
        raise errors.DocumentNotFoundError(address=document)
    print_document([found])


@commands.command(
    help=mark("Find what means about the same as a document, or one paragraph of it: DOCUMENT#pN.")
)
@click.argument("document", metavar=mark("DOCUMENT"), type=typed, shell_complete=_complete_document)
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    metavar="N",
    default=10,
    help=mark("Passages or documents at the most."),
)
@click.option("--json", "as_json", is_flag=True, help=mark("The JSON of the endpoint."))
@with_index
def similar(document: str, limit: int, as_json: bool, **flags: Any) -> None:
    from ..opening import open_searcher
    from ..representation import similar_json, to_bytes
    from ..terminal.hits import print_similar

    searcher = open_searcher(load_settings(flags))
    name, ordinal = _address(document)
    try:
        found = searcher.similar(name, ordinal, limit=limit)
    except errors.DocumentNotFoundError:
        if ordinal is None:
            raise
        found = searcher.similar(document, limit=limit)  # « chapitre#p3 », a file
    if as_json:
        click.echo(to_bytes(similar_json(found), indent=2 if sys.stdout.isatty() else 0))
    else:
        print_similar(found)
    sys.exit(FINE if found.hits else NO_HIT)


def _address(address: str) -> tuple[str, int | None]:
    match = re.fullmatch(r"(?s:(.*))#p([1-9][0-9]{0,8})", address)
    return (match[1], int(match[2])) if match else (address, None)
