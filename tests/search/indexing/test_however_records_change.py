"""However a file of records is changed, its update is what a rebuild would make of it."""

import csv
import hashlib
import io
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search import open_searcher

#: No record, in whatever kind of file.
FAULTY = ("", "")
TEXTS = st.sampled_from(["Le chat dort.", "Le chien veille.", "Le lièvre court."])
#: A name and a text; names may come again, and so may texts.
RECORDS = st.tuples(st.integers(0, 60).map(str), TEXTS) | st.just(FAULTY)
PLACES = st.integers(0, 40)
EDITS = st.one_of(
    st.tuples(st.just("put"), PLACES, st.lists(RECORDS, max_size=3)),
    st.tuples(st.just("take"), PLACES, st.integers(1, 8)),
    st.tuples(st.just("move"), PLACES, PLACES, st.integers(1, 12)),
    st.tuples(st.just("say"), PLACES, TEXTS),
)


def long(name: str) -> str:
    """Much that is cheap to analyse: a few records make a chunk."""
    return hashlib.sha512(name.encode()).hexdigest() * 16


def lines(records: list[tuple[str, str]]) -> str:
    return "\n".join(
        json.dumps({"doc": name, "text": f"{text} {long(name)}"}) if name else "{"
        for name, text in records
    )


def lines_without_names(records: list[tuple[str, str]]) -> str:
    return "\n".join(
        json.dumps({"text": f"{text} {long(name)}"}) if name else '{"text": ""}'
        for name, text in records
    )


def rows(records: list[tuple[str, str]]) -> str:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(["id", "texte"])
    for name, text in records:
        table.writerow([name, f"{text}\n{long(name)}"] if name else ["un", "deux", "trois"])
    return written.getvalue()


def messages(records: list[tuple[str, str]]) -> str:
    return "".join(
        "From a@example.org Mon Jan  1 10:00:00 2024\n"
        + (f"Message-ID: <{name}@x>\n\n{text} {long(name)}\n\n" if name else NO_MESSAGE)
        for name, text in records
    )


NO_MESSAGE = "Message-ID: <wrong@x>\n" + "Content-Type: message/rfc822\n\n" * 2000 + "\n\n"
KINDS = {"r.jsonl": lines, "n.jsonl": lines_without_names, "t.csv": rows, "m.mbox": messages}


@pytest.mark.parametrize("name", KINDS)
@example("whoosh", [[("put", 0, [("0", "Le chat dort.")])]])
@example(
    "whoosh",
    [
        [("put", 2, [("0", "Le chat dort.")])],
        [("put", 4, [("0", "Le chien veille.")]), ("move", 0, 2, 2)],
    ],
)
@settings(deadline=None, max_examples=10)
@given(
    st.sampled_from(["whoosh", "tantivy"]),
    st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=4),
)
def test_an_updated_file_of_records_is_the_rebuilt_one(new_library, name, engine, rounds):
    library = new_library()
    library.engine = engine
    records = [(f"{number}", "Le chat veille.") for number in range(30)]
    library.write(name, KINDS[name](records), age=2000)
    library.rebuild()
    for number, edits in enumerate(rounds):
        for edit in edits:
            change(records, *edit)
        library.write(name, KINDS[name](records), age=1000.0 - 10 * number)
        library.update()
        assert library.update().paragraphs_read == 0
    library.snapshots().verify()
    updated = state(library)
    library.rebuild()
    assert updated == state(library)


def change(records: list[tuple[str, str]], kind: str, place: int, *values) -> None:
    place = min(place, len(records))
    match kind:
        case "put":
            records[place:place] = values[0]
        case "take":
            del records[place : place + values[0]]
        case "move":
            to, count = values
            moved = records[place : place + count]
            del records[place : place + count]
            records[to:to] = moved
        case "say" if place < len(records) and records[place] != FAULTY:
            records[place] = (records[place][0], values[0])


def state(library) -> dict[str, object]:
    """What can be seen, but for which of two records of one name is called « ~2 »."""
    catalog = library.snapshots().current().catalog
    searcher = open_searcher(library.settings)
    found = []
    for listed in catalog.documents():
        ids = sorted(
            one.partition("~")[0] for one in [listed.info.id, *catalog.copies(listed.number)]
        )
        texts = [one.text.text for one in searcher.document(listed.info.id).paragraphs]
        found.append((ids, texts))
    queries = ["chat", "chien", "lièvre OU veille", "-chat"]
    return {
        "documents": sorted(found),
        "counts": (catalog.document_count, catalog.paragraph_count, catalog.copy_count),
        "skipped": sorted(map(str, library.skipped())),
        "hits": {one: sorted(hits(searcher, one)) for one in queries},
    }


def hits(searcher, query: str) -> list[str]:
    return [hit.paragraph.text for hit in searcher.search(query, size=200).hits]
