"""Every engine and the formula itself asked the same, thousands of times, over real text:
they answer alike.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conformance.engines import IN_A_CLUSTER, settings_for
from conformance.reference_reader import ReferenceReader, ReferenceSnapshot
from conformance.shelf import Shelf

from search import Settings, open_indexer, open_searcher
from search.documents import read_document
from search.errors import QueryError
from search.model import Results
from search.opening import EMBEDDED
from search.query.parser import parse
from search.query.synonyms import SynonymFile
from search.searching import Searcher

LIBRARY = Path(__file__).parents[1] / "library"
#: One in the last digit that counts: scores are summed in another order.
TOLERANCE = 1.01e-4
QUERIES = 2000
#: A cluster is asked over a network, several times a query.
IN_CLUSTER = 100


@pytest.fixture(scope="module")
def text(seed, tmp_path_factory) -> Path:
    """The real document, the small library and documents in other languages, in one folder,
    in several generations.
    """
    folder = tmp_path_factory.mktemp("text")
    for path in (seed, *LIBRARY.rglob("*.txt")):
        (folder / path.name).write_bytes(path.read_bytes())
    for name, written in FOREIGN.items():
        (folder / name).write_text(written, "utf-8")
    return folder


FOREIGN = {
    "guide.txt": """The valley has one road, one train and no camping site worth the name.

When the river rose in the night, the firemen closed the bridge and went from door to door.

The museum shows what was found in the mud: coins, a bell, and a letter that nobody sent.""",
    "führer.txt": """Das Tal hat eine Straße, einen Zug und keinen einzigen Campingplatz.

Als der Fluss in der Nacht stieg, schloss die Feuerwehr die Brücke und ging von Tür zu Tür.""",
}

Searchers = dict[str, Searcher]


@pytest.fixture(scope="module")
def built(text, tmp_path_factory) -> Searchers:
    """Each engine's, over an index built at once; and the reference's."""
    found = {engine: built_with(engine, text, tmp_path_factory) for engine in sorted(EMBEDDED)}
    paths = sorted(text.iterdir(), key=lambda path: path.name)
    documents = [read_document(path.name, path.read_bytes()) for path in paths]
    reader = ReferenceReader(documents)
    snapshot = ReferenceSnapshot(reader, reader.vectors)
    words = SynonymFile(text / "words.txt")  # none: the one that comes along
    return {"reference": Searcher(lambda: snapshot, synonyms=words)} | found


@pytest.fixture(scope="module")
def updated(text, tmp_path_factory) -> Searchers:
    """Each engine's, over an index of several segments with deleted paragraphs."""
    found = {}
    for engine in sorted(EMBEDDED):
        settings = Settings(index=tmp_path_factory.mktemp("index"), engine=engine)
        update_often(settings, text)
        found[engine] = open_searcher(settings)
    return found


def update_often(settings: Settings, text: Path) -> None:
    """Build without a document, which then comes, changes, and changes back."""
    train = text / "train.txt"
    content = train.read_bytes()
    train.unlink()
    open_indexer(settings).rebuild(text)
    for change in (content, content.replace(b"train", b"tram"), content):
        train.write_bytes(change)
        open_indexer(settings).update(text)


@pytest.fixture(scope="module")
def in_a_cluster(request, text, built, tmp_path_factory) -> Searchers:
    """The cluster's, of two shards, over an index built at once, beside the reference's."""
    settings = settings_for(request, "opensearch", tmp_path_factory.mktemp("index"))
    open_indexer(settings).rebuild(text)
    return {"reference": built["reference"], "opensearch": open_searcher(settings)}


@pytest.fixture(scope="module")
def updated_in_a_cluster(request, text, updated, tmp_path_factory) -> Searchers:
    """Likewise, after the same updates as another's."""
    settings = settings_for(request, "opensearch", tmp_path_factory.mktemp("index"))
    update_often(settings, text)
    return {"tantivy": updated["tantivy"], "opensearch": open_searcher(settings)}


def built_with(engine: str, text: Path, folders) -> Searcher:
    settings = Settings(index=folders.mktemp("index"), engine=engine)
    open_indexer(settings).rebuild(text)
    return open_searcher(settings)


def test_thousands_of_queries_have_the_same_hits_with_the_same_scores(text, built):
    asked = 0
    for query, reference, *others in answers(text, built):
        for other in others:
            assert_alike(reference, other, query)
        asked += reference.total > 0
    assert asked > QUERIES / 2, "most queries have to find something"


@IN_A_CLUSTER
def test_hundreds_of_queries_have_the_same_hits_in_a_cluster(text, in_a_cluster):
    for query, reference, other in answers(text, in_a_cluster, IN_CLUSTER):
        assert_alike(reference, other, query)


@IN_A_CLUSTER
def test_hundreds_of_queries_have_the_same_hits_in_a_cluster_after_updates(
    text, updated_in_a_cluster
):
    for query, one, other in answers(text, updated_in_a_cluster, IN_CLUSTER):
        assert (one.total, one.facets) == (other.total, other.facets), query
        assert addresses(one) == addresses(other), query


def test_thousands_of_queries_have_the_same_hits_after_updates(text, updated):
    """Deleted paragraphs count in the scores until an engine merges them away, each when it
    sees fit, so the scores may differ a little.
    """
    for query, one, other in answers(text, updated):
        assert (one.total, one.facets) == (other.total, other.facets), query
        assert addresses(one) == addresses(other), query


def test_all_documents_and_paragraphs_have_the_same_that_are_like_them(text, built, updated):
    """Vectors are the same whatever the engine, and however an index has come about."""
    paths = sorted(text.iterdir(), key=lambda path: path.name)
    shelf = Shelf([read_document(path.name, path.read_bytes()) for path in paths])
    others = [built[engine] for engine in sorted(EMBEDDED)] + list(updated.values())
    for info, paragraphs in Searcher(lambda: shelf).documents().documents:
        for ordinal in (None, *range(1, paragraphs + 1)):
            wanted = neighbours(Searcher(lambda: shelf), info.id, ordinal)
            assert all(neighbours(other, info.id, ordinal) == wanted for other in others)


def neighbours(searcher: Searcher, document: str, ordinal: int | None) -> list[tuple[str, float]]:
    hits = searcher.similar(document, ordinal, limit=20).hits
    return [(hit.paragraph.address, hit.score) for hit in hits]


def answers(text: Path, searchers: Searchers, count: int = QUERIES) -> Iterator[tuple[Any, ...]]:
    words = re.findall(r"[\w’'-]+", " ".join(p.read_text("utf-8") for p in text.iterdir()))
    for query, options in generated(words, count):
        if not asks_for_something(query):
            continue
        yield (
            query,
            *(
                each.search(query, size=100, facets=["all"], **options)
                for each in searchers.values()
            ),
        )


def asks_for_something(query: str) -> bool:
    """« l’* » does not, and nor do two words of which one is empty, near one another."""
    try:
        parse(query)
    except QueryError:
        return False
    return True


def addresses(results: Results) -> set[str]:
    return {hit.paragraph.address for hit in results.hits}


def assert_alike(one: Results, other: Results, query: str) -> None:
    assert one.total == other.total, query
    assert one.totals == other.totals, query
    assert one.languages == other.languages, query
    matched = {hit.paragraph.address: hit.matched for hit in one.hits}
    assert {hit.paragraph.address: hit.matched for hit in other.hits} == matched, query
    assert one.facets == other.facets, query
    scores = {hit.paragraph.address: hit.score for hit in one.hits}
    assert addresses(other) == scores.keys(), query
    for ours, theirs in zip(one.hits, other.hits, strict=True):
        # in the same order, but where scores are the same up to the last digit
        assert theirs.score == pytest.approx(scores[theirs.paragraph.address], abs=TOLERANCE)
        assert theirs.score == pytest.approx(ours.score, abs=TOLERANCE), query


def generated(words: list[str], count: int) -> Iterator[tuple[str, dict[str, str]]]:
    chance = random.Random(20241105)
    for _ in range(count):
        parts = [part(words, chance) for _ in range(chance.randint(1, 4))]
        glue = chance.choice([" ", " ", " ", " OU ", " ET ", " SAUF "])
        options = {"sort": "date"} if chance.random() < 0.15 else {}
        if chance.random() < 0.1:
            options["first"] = chance.choice(["2019", "2023-05", "2024-11-01"])
        if chance.random() < 0.1:
            options["language"] = chance.choice(["fr", "en", "de", "it"])
        yield glue.join(parts), options


def part(words: list[str], chance: random.Random) -> str:
    place = chance.randrange(len(words) - 5)
    word = words[place]
    match chance.randrange(17):
        case 0:
            return '"' + " ".join(words[place : place + chance.randint(2, 4)]) + '"'
        case 1:
            return "+" + word
        case 2:
            return "-" + word
        case 3:
            return word[: chance.randint(1, len(word))] + "*"
        case 4:
            return mistyped(word, chance) + "~"
        case 5:
            return "=" + word
        case 6:
            return "titre:" + word
        case 7:
            return f"({word} OU {chance.choice(words)})"
        case 8:
            return "date:" + chance.choice(["2024", "2024-11", "2019..2023", "..2022"])
        case 10:
            other = words[place + chance.randint(1, 5)]
            return f'"{word} {other}"~{chance.choice([0, 1, 3, 8])}'
        case 11:
            return wild(word, chance)
        case 13:  # they have synonyms in the texts
            return chance.choice(["Corée du Nord", "nord-coréenne", "États-Unis", "+russes", "USA"])
        case 12:
            return '"' + " ".join(words[place : place + 2]) + f' {words[place + 2][:2]}*"'
        case 9:
            narrowing = ["langue:en", "langue:de", "langue:fr", "fichier:train", "fichier:*.txt"]
            return chance.choice(["", "-", "+"]) + chance.choice([*narrowing, "format:text"])
        case _:
            return word


def wild(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice("*?") + word[place + chance.randint(0, 2) :]


def mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice("aeinrst") + word[place + 1 :]
