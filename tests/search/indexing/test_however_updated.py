"""However it came about, an index is what a rebuild of the same folder would make of it."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search import Searcher, open_searcher

TEXTS = st.sampled_from(
    ["Le chat dort.", "Le chien veille.", "Le lièvre court.\n\nLe chat aussi.", "", "\0"]
)
RECORDS = st.lists(
    st.tuples(st.sampled_from(["un", "deux", "trois"]), TEXTS) | st.just("{"), max_size=4
).map(
    lambda records: "\n".join(
        one if isinstance(one, str) else json.dumps({"doc": one[0], "text": one[1].strip("\0")})
        for one in records
    )
)
PLAIN = st.sampled_from(["a.txt", "b.txt", "c/d.txt", "c/e.txt"])
OF_RECORDS = st.sampled_from(["r.jsonl", "c/s.jsonl"])
EDITS = st.one_of(
    st.tuples(st.just("write"), PLAIN, TEXTS),
    st.tuples(st.just("write"), OF_RECORDS, RECORDS),
    st.tuples(st.just("delete"), PLAIN | OF_RECORDS, st.just("")),
    st.tuples(st.just("rename"), PLAIN, PLAIN),
    st.tuples(st.just("rename"), st.just("c"), st.sampled_from(["f", "c/g", "c"])),
    st.tuples(st.just("rename"), st.just("f"), st.just("c")),
    st.tuples(st.just("link"), PLAIN, st.sampled_from(["a.txt", "../..", "nulle part"])),
)
ROUNDS = st.lists(
    st.tuples(st.lists(EDITS, min_size=1, max_size=4), st.booleans()), min_size=1, max_size=5
)


@settings(deadline=None, max_examples=15)
@given(st.sampled_from(["whoosh", "tantivy"]), ROUNDS)
def test_an_updated_index_is_the_rebuilt_one(new_library, engine, rounds):
    library = new_library()
    library.engine = engine
    for number, (edits, told) in enumerate(rounds):
        changed: set[Path] = set()
        for edit in edits:
            changed |= apply(library, *edit, age=1000.0 - 10 * number)
        library.update(changed=changed if told else None, allow_empty=True)
        if told:
            assert library.update(allow_empty=True).paragraphs_read == 0
    library.snapshots().verify()
    updated = state(library)
    library.rebuild(allow_empty=True)
    assert updated == state(library)


def apply(library, kind: str, name: str, value: str, age: float) -> set[Path]:
    """Change something, and say where."""
    path = library.source / name
    other = library.source / value
    if path.is_dir() != (kind == "rename" and name in ("c", "f")):
        return set()
    match kind:
        case "write":
            path.unlink(missing_ok=True)
            library.write(name, value, age=age)
        case "delete":
            path.unlink(missing_ok=True)
        case "link":
            path.unlink(missing_ok=True)
            path.parent.mkdir(exist_ok=True)
            path.symlink_to(value)
        case "rename":
            if path.exists() and not other.is_dir() and not other.is_relative_to(path):
                other.parent.mkdir(exist_ok=True)
                path.rename(other)
            return {path, other}
    return {path}


def state(library) -> dict[str, object]:
    """What can be seen of an index. Which of equal documents is named first, the order of
    changes may tell; and what is gone counts in the scores until an engine merges it away.
    """
    catalog = library.snapshots().current().catalog
    searcher = open_searcher(library.settings)
    same = []
    for listed in catalog.documents():
        paragraphs = [one.text for one in searcher.document(listed.info.id).paragraphs]
        same.append((sorted([listed.info.id, *catalog.copies(listed.number)]), paragraphs))
    queries = ["chat", "chien", "lièvre OU veille", '"chat aussi"', "-chat"]
    return {
        "documents": sorted(same),
        "counts": (catalog.document_count, catalog.paragraph_count, catalog.copy_count),
        "skipped": sorted(map(str, library.skipped())),
        "hits": {query: hits(searcher, query) for query in queries},
    }


def hits(searcher: Searcher, query: str) -> dict[str, object]:
    """The hits, each with how many places it has besides; and all of those places."""
    found = searcher.search(query, size=100)
    each = searcher.search(query, size=100, duplicates="all")
    return {
        "totals": (found.total, found.repeated, each.total),
        "once": sorted((hit.paragraph.text, hit.also.total) for hit in found.hits),
        "each": sorted(hit.paragraph.text for hit in each.hits),
    }
