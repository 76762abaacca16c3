"""A match is a match: by a text, by a heading, by a title, each counted once, on every engine.

The judge knows nothing of clauses: it has the words of each text, heading and title, in sets.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conformance.engines import EVERY, settings_for
from conformance.shelf import Shelf

from search import open_indexer, open_searcher
from search.documents import read_document
from search.model import Document, Kind, Paragraph, Totals
from search.searching import Searcher

#: Words that share no stem, and of which none is a stop word.
WORDS = ("chat", "pont", "lune", "sable", "nuage", "cheval", "forêt")
QUERIES = 200
#: A cluster is asked over a network, several times a query.
IN_CLUSTER = 60
Hits = dict[str, tuple[Kind, ...]]


def written(chance: random.Random) -> str:
    """A document whose headings stand under one another; its title has a word or none."""
    lines = [f"title: {chance.choice([*WORDS, 'Carnet'])}", ""]
    for _ in range(chance.randint(1, 5)):
        level = "#" * chance.randint(1, 3)
        lines += [f"{level} {some(chance, 2)} {chance.randint(10, 99)}", ""]
        for _ in range(chance.randint(0, 3)):
            lines += [f"Voici {some(chance, 3)}, écrit-il.", ""]
    return "\n".join([*lines, "Voilà."])


def some(chance: random.Random, most: int) -> str:
    return " ".join(chance.sample(WORDS, chance.randint(0, most)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    chance = random.Random(1945)
    folder = tmp_path_factory.mktemp("carnets")
    for number in range(40):
        (folder / f"{number:02}.md").write_text(written(chance), "utf-8")
    return folder


@pytest.fixture(scope="module")
def documents(folder) -> list[Document]:
    return [read_document(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]


@pytest.fixture(scope="module", params=[*EVERY, "reference"])
def searcher(request, folder, documents, tmp_path_factory) -> Searcher:
    if request.param == "reference":
        shelf = Shelf(documents)
        return Searcher(lambda: shelf)
    settings = settings_for(request, request.param, tmp_path_factory.mktemp("index"))
    open_indexer(settings).rebuild(folder)
    return open_searcher(settings)


@dataclass(frozen=True)
class Query:
    should: frozenset[str]
    must: frozenset[str]
    must_not: frozenset[str]

    def __str__(self) -> str:
        signs = (("", self.should), ("+", self.must), ("-", self.must_not))
        return " ".join(sign + word for sign, words in signs for word in sorted(words))

    def finds(self, words: set[str]) -> bool:
        return self.must <= words if self.must else bool(self.should & words)


def queries() -> Iterator[Query]:
    chance = random.Random(1515)
    while True:
        words = chance.sample(WORDS, 4)
        cuts = sorted(chance.randint(0, 4) for _ in range(2))
        should, must, rest = words[: cuts[0]], words[cuts[0] : cuts[1]], words[cuts[1] :]
        if should or must:
            yield Query(*map(frozenset, (should, must, rest[: chance.randint(0, 1)])))


def judged(query: Query, documents: list[Document]) -> Hits:
    return {
        paragraph.address: kinds
        for document in documents
        for paragraph in document.paragraphs
        if (kinds := tuple(kinds_of(query, document, paragraph)))
    }


def kinds_of(query: Query, document: Document, paragraph: Paragraph) -> Iterator[Kind]:
    before = document.paragraphs[paragraph.ordinal - 2].headings if paragraph.ordinal > 1 else ()
    title, text = words_of(document.info.title), words_of(paragraph.text)
    above = words_of(" ".join(paragraph.headings))
    wanted = query.should | query.must
    if query.must_not & (text | above | title):
        return
    if query.finds(text | above | title) and wanted & text:
        yield "text"
    if query.finds(above | title) and wanted & words_of(" ".join(begun(paragraph, before))):
        yield "heading"
    if query.finds(title) and paragraph.ordinal == 1:
        yield "title"


def begun(paragraph: Paragraph, before: tuple[str, ...]) -> tuple[str, ...]:
    """The headings that the paragraph before isn't under, however deep."""
    depth = next(
        (n for n, head in enumerate(paragraph.headings) if before[n : n + 1] != (head,)),
        len(paragraph.headings),
    )
    return paragraph.headings[depth:]


def words_of(text: str) -> set[str]:
    return set(WORDS) & set(text.replace(",", " ").split())


def test_hits_are_what_texts_headings_and_titles_say(request, searcher, documents):
    asked, count = set(), IN_CLUSTER if "opensearch" in request.node.name else QUERIES
    for _, query in zip(range(count), queries(), strict=False):
        results = searcher.search(str(query), size=1000, duplicates="all")
        expected = judged(query, documents)
        assert {hit.paragraph.address: hit.matched for hit in results.hits} == expected, query
        assert (results.total, results.totals) == (len(expected), counted(expected)), query
        for hit in results.hits:
            assert bool(hit.snippet.spans) == ("text" in hit.matched), (query, hit)
            assert hit.heading.spans or "heading" not in hit.matched
            assert hit.title.spans or "title" not in hit.matched
        asked |= set(expected.values())
    assert len(asked) == 7, "every kind has to be there, alone and with the others"


def counted(hits: Hits) -> Totals:
    kinds = [kind for found in hits.values() for kind in found]
    documents = {address.partition("#")[0] for address in hits}
    titles = sum(tuple(found) == ("title",) for found in hits.values())
    return Totals(kinds.count("text"), kinds.count("heading"), titles, len(documents))


def test_what_narrows_a_query_narrows_each_kind_of_match(searcher):
    """French documents are all there are, so that the same is found whichever way it's asked."""
    for _, query in zip(range(40), queries(), strict=False):
        plain = searcher.search(str(query), size=1000, duplicates="all")
        narrowed = searcher.search(f"langue:fr {query}", size=1000, duplicates="all")
        limited = searcher.search(str(query), language="fr", size=1000, duplicates="all")
        assert plain.totals == narrowed.totals == limited.totals
        assert [hit.matched for hit in plain.hits] == [hit.matched for hit in limited.hits]
        assert searcher.search(str(query), language="en").totals == Totals(0, 0, 0, 0)


def test_grouped_by_document_the_same_is_counted_and_shown(searcher):
    for _, query in zip(range(40), queries(), strict=False):
        plain = searcher.search(str(query), size=1000, duplicates="all")
        grouped = searcher.search(str(query), size=1000, group="document")
        assert (grouped.total, grouped.totals) == (plain.total, plain.totals)
        assert len(grouped.hits) == plain.totals.documents
        assert sum(1 + hit.more for hit in grouped.hits) == plain.total
        kinds = {hit.paragraph.address: hit.matched for hit in plain.hits}
        shown = [one for hit in grouped.hits for one in (hit, *hit.others)]
        assert all(kinds[one.paragraph.address] == one.matched for one in shown)


MANUAL = """title: Le manuel

# Installation du serveur

## Installer sous Debian

Ouvrez un terminal.

Tapez la commande.

## Installer ailleurs

Lisez la suite.

# Réglages

Voyez le serveur.
"""


@pytest.fixture(scope="module", params=EVERY)
def manual(request, tmp_path_factory) -> Searcher:
    folder = tmp_path_factory.mktemp("manuel")
    (folder / "manuel.md").write_text(MANUAL, "utf-8")
    settings = settings_for(request, request.param, tmp_path_factory.mktemp("index"))
    open_indexer(settings).rebuild(folder)
    return open_searcher(settings)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("serveur", {1: ("heading",), 4: ("text",)}),
        ('"installation du serveur"', {1: ("heading",)}),
        ('"serveur installation"~2', {1: ("heading",)}),
        ("=installation", {1: ("heading",)}),
        ("install*", {1: ("heading",), 3: ("heading",)}),
        ("debain~", {1: ("heading",)}),
        ("rég*", {4: ("heading",)}),
        ("manuel", {1: ("title",)}),
        ("titre:manuel", {1: ("title",)}),
        ("+serveur +manuel", {1: ("heading",), 4: ("text",)}),
        ("+ailleurs +serveur", {3: ("heading",)}),
        ("+serveur +commande", {2: ("text",)}),
        ("serveur -debian", {4: ("text",)}),
        ("titre:manuel serveur", {1: ("heading", "title"), 4: ("text",)}),
        ("-debian", {3: ("text",), 4: ("text",)}),
    ],
)
def test_a_heading_is_one_hit_however_it_is_asked_for(manual, query, found):
    hits = manual.search(query).hits
    assert {hit.paragraph.ordinal: hit.matched for hit in hits} == found
