"""Whether two versions of Alinéa give the same: hits, order, scores, totals, snippets, spans,
suggestions and the analysis of texts.

    python tests/bench/same_results.py dump OUT.jsonl.gz [--queries Q.json --index DIR
        [--engine E]] [--corpus C.jsonl.gz] [--texts N] [--judged DIR …] [--times N]
    python tests/bench/same_results.py compare BEFORE.jsonl.gz AFTER.jsonl.gz

Q.json is a list of queries, which are asked as they are and, with signs, filters, facets, orders
and groups, N times each (30) as their words and a seed make them. The index is one of C.jsonl.gz,
of which N texts (10,000) are analysed. A folder DIR has a judged set (corpus.jsonl and
queries_dev.jsonl), which is indexed for it. Only the doors of the engine room are used and nothing
else of tests/bench, so that this file can be copied to an older version and run there.
"""

import argparse
import gzip
import json
import math
import random
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from search.analysis import FRENCH
from search.errors import AlineaError
from search.opening import open_indexer, open_searcher, sources
from search.searching import Searcher
from search.settings import load_settings

#: A door by its name, what it is given, and how that is named.
Question = tuple[str, tuple[Any, ...], dict[str, Any]]
#: What is another for each index and each time: not compared.
VOLATILE = frozenset(("took_ms", "generation", "after"))
#: Scores may differ by so much of themselves (tantivy's have 32 bits: two engines by more).
TOLERANCE = 1e-9
SEED = 20161
SHOWN = 30

#: Queries of words that follow one another in the corpus, {a} and {b}, and of another one, {c}.
SIGNS = (
    '"{a} {b}"', "« {a} {b} {c} »", '"{a} {c}"~8', '"{b} {a}"~2', '"{a} {b3}*"', '"{a} {c}"',
    "+{a} {c}", "{a} -{c}", "+{a} +{b}", "+{a} {b} -{c}", '{a} {c} -"{a} {b}"',
    "{a} ET {c}", "{a} OU {b} OU {c}", "{a} SAUF {b}", "({a} OU {b}) ET {c}",
    "{a} OU ({b} ET -{c})",
    "{a3}*", "{c} {a3}*", "*{end}", "{a3}*{end}", "{hole}", "{a}~", "{slip}~", "{slip}~2 {b}",
    "={a}", "={a} {b}", "titre:{a}", "titre:{a} {c}", 'titre:"{a} {b}"', "+titre:{c} {a}",
    "{a} langue:fr", "{a} -langue:fr", "{a} format:jsonl", "{a} -format:jsonl", "fichier:{c} {a}",
    "{a} fichier:*.gz", "{a} dossier:littre", "{a} date:1800..1900", "{a}-{b}", "l’{a} d'{b}",
    "{bare}", "{slip}", "{slip} {b}", "quel est le {a} de la {b} ?", "{a} {b} {c} {slip}",
    "le {a} du", "{a} {a} {b}", "{a}, {b} ; {c} ! 12 1°", "«{a}» ({b})", "auteur:{a}", "{a} ET",
    "-{a}", "{upper}",
)  # fmt: skip
#: The same beside a query.
PARAMETERS: tuple[dict[str, Any], ...] = (
    {"page": 2}, {"page": 7, "size": 3}, {"size": 50}, {"size": 100, "duplicates": "all"},
    {"sort": "date"}, {"group": "document"}, {"group": "document", "page": 2, "size": 5},
    {"group": "document", "duplicates": "once"}, {"duplicates": "all"}, {"facets": ("all",)},
    {"facets": ("folder", "format"), "group": "document"}, {"language": "fr"}, {"language": "en"},
    {"first": "1800"}, {"last": "1900", "sort": "date"}, {"filters": (("format", "jsonl"),)},
    {"filters": (("file", "*.gz"),)}, {"filters": (("format", "pdf"),)},
)  # fmt: skip


def main() -> None:
    asked = arguments()
    if asked.what == "compare":
        sys.exit(1 if compare(asked.before, asked.after, asked.tolerance) else 0)
    count = 0
    with gzip.open(asked.out, "wt", 1, encoding="utf-8") as file:
        for question, answer in answers(asked):
            file.write(json.dumps([question, answer], ensure_ascii=False) + "\n")
            count += 1
    print(f"{count:,} answers")


def answers(asked: argparse.Namespace) -> Iterator[tuple[Any, Any]]:
    if asked.queries and asked.index:
        flags = {"index": asked.index, "engine": asked.engine, "search_seconds": 3600}
        searcher = open_searcher(load_settings(flags))
        for question in questions(json.loads(asked.queries.read_text("utf-8")), asked.times):
            yield question, answer(searcher, question)
        yield from passages(searcher)
    for folder in asked.judged:
        yield from of_judged_set(folder, asked.engine)
    if asked.corpus:
        yield from streams(asked.corpus, asked.texts)


def questions(queries: Sequence[str], times: int) -> Iterator[Question]:
    """All queries as they are, then what their words make, always the same."""
    for query in queries:
        yield "search", (query,), {}
        yield "search", (query,), {"group": "document", "size": 5}
    chance = random.Random(SEED)
    pairs = [query.split() for query in queries if " " in query]
    single = sorted({word for query in queries for word in query.split()})
    for _ in range(times):
        for sign in SIGNS:
            words = spelled(chance.choice(pairs), chance)
            yield "search", (sign.format(c=chance.choice(single), **words),), {}
        for parameters in PARAMETERS:
            words = [*chance.choice(pairs), chance.choice(single)]
            yield "search", (" ".join(words),), parameters
        a, b = chance.choice(pairs)[:2]
        yield from (("suggest", (start,), {}) for start in (a[:2], a[:4], a, f"{a} {b[:2]}"))
        yield "export", (f"{a} {b}",), {"sort": chance.choice(("relevance", "date"))}
        yield "export", (f'"{a} {b}"',), {"snippets": True}


def spelled(words: Sequence[str], chance: random.Random) -> dict[str, str]:
    """Two words that follow one another, and the first one in other spellings."""
    a, b = words[:2]
    hole = chance.randrange(len(a))
    decomposed = unicodedata.normalize("NFD", a)
    return {
        "a": a,
        "b": b,
        "a3": a[:3],
        "b3": b[:3],
        "end": a[-4:],
        "hole": f"{a[:hole]}?{a[hole + 1 :]}",
        "slip": f"{a[:hole]}{chance.choice('aeinrst')}{a[hole + 1 :]}",
        "upper": a.upper(),
        "bare": "".join(c for c in decomposed if not unicodedata.combining(c)),
    }


def passages(searcher: Searcher) -> Iterator[tuple[Question, Any]]:
    """Some documents with what a query lights in them, and what is like them."""
    for info, paragraphs in searcher.documents(size=1000).documents[::50]:
        part = slice(0, 20)
        for question in (
            ("document", (info.id, info.title), {}),
            ("similar", (info.id,), {}),
            ("similar", (info.id, paragraphs), {}),
        ):
            yield question, answer(searcher, question, part)


def answer(searcher: Searcher, question: Question, part: slice = slice(300)) -> Any:
    """What a door gives, as JSON has it: of an export the first hits, or an error's class."""
    door, given, named = question
    try:
        found = getattr(searcher, door)(
            *given, **named, **({"part": part} if door == "document" else {})
        )
        if door == "export":
            found = [found.total, *islice(found.hits, part.stop)]
    except AlineaError as error:
        return {"error": type(error).__name__, "reason": str(error)}
    return plain(found)


def plain(value: Any) -> Any:
    """A result as JSON has it, without what is another each time."""
    if is_dataclass(value):
        named = ((one.name, getattr(value, one.name)) for one in fields(value))
    elif hasattr(value, "__struct_fields__"):
        named = ((name, getattr(value, name)) for name in value.__struct_fields__)
    elif hasattr(value, "_asdict"):
        named = value._asdict().items()
    elif isinstance(value, dict):
        named = value.items()
    elif isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    else:
        return value if isinstance(value, (str, int, float, type(None))) else str(value)
    return {name: plain(one) for name, one in named if name not in VOLATILE}


def of_judged_set(folder: Path, engine: str | None) -> Iterator[tuple[Question, Any]]:
    """All its questions, of an index made for them: paragraphs, and documents."""
    with tempfile.TemporaryDirectory() as work:
        flags = {"source": folder / "corpus.jsonl", "index": Path(work, "index"), "engine": engine}
        settings = load_settings(flags | {"search_seconds": 3600})
        with open_indexer(settings) as indexer:
            indexer.rebuild(sources(settings))
        searcher = open_searcher(settings)
        with (folder / "queries_dev.jsonl").open(encoding="utf-8") as lines:
            asked = [json.loads(line)["text"] for line in lines]
        for query in asked:
            for group in ("paragraph", "document"):
                question: Question = ("search", (query,), {"group": group})
                yield [folder.name, question], answer(searcher, question)


def streams(corpus: Path, count: int) -> Iterator[tuple[Any, Any]]:
    """The tokens and the terms of texts that stand evenly in the corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    texts = texts[:: max(1, len(texts) // count)]
    for text in texts:
        tokens = [[*token[1:]] for token in FRENCH.tokens(text)]
        yield ["analysis", text], {"tokens": tokens, "terms": [*FRENCH.terms(text)]}


def compare(before: Path, after: Path, tolerance: float) -> int:
    """How many answers differ; says which, and in what.

    tolerance: what scores may differ by, of themselves
    """
    differing, kinds = 0, Counter[str]()
    with gzip.open(before, "rt", encoding="utf-8") as old, gzip.open(after, "rt") as new:
        count = 0
        for count, (was, now) in enumerate(zip_longest(old, new), start=1):  # noqa: B007
            if was == now:
                continue
            if was is None or now is None:
                sys.exit("One of them has more answers.")
            (question, one), (other_question, other) = json.loads(was), json.loads(now)
            if question != other_question:
                sys.exit(f"Other questions: {question} and {other_question}")
            if found := list(differences(one, other, tolerance)):
                differing += 1
                kinds.update({_kind(place) for place, _, _ in found})
                if differing <= SHOWN:
                    tell(question, found)
    print(
        f"{differing:,} of {count:,} answers differ",
        *(f"{n} in {k}" for k, n in kinds.items()),
        sep="; ",
    )
    return differing


def differences(
    one: Any, other: Any, tolerance: float, place: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """(place, before, after) of what isn't the same; scores that are nearly the same are."""
    if isinstance(one, dict) and isinstance(other, dict):
        refused = [found.get("error", "none") for found in (one, other)]
        if refused[0] != refused[1]:
            yield f"{place}.error", *refused
            return
        for name in one.keys() | other.keys():
            yield from differences(one.get(name), other.get(name), tolerance, f"{place}.{name}")
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            yield f"{place}.length", len(one), len(other)
        for number, (left, right) in enumerate(zip(one, other, strict=False)):
            yield from differences(left, right, tolerance, f"{place}[{number}]")
    elif isinstance(one, float) and isinstance(other, float):
        if not math.isclose(one, other, rel_tol=tolerance, abs_tol=1e-12):
            yield place, one, other
    elif one != other:
        yield place, one, other


def tell(question: Any, found: Sequence[tuple[str, Any, Any]]) -> None:
    print(json.dumps(question, ensure_ascii=False)[:200])
    for place, one, other in found[:4]:
        print(f"    {place.lstrip('.')}: {one!r:.100} → {other!r:.100}")
    if len(found) > 4:
        print(f"    and {len(found) - 4} more")


def _kind(place: str) -> str:
    return place.rpartition(".")[2].partition("[")[0]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    what = parser.add_subparsers(dest="what", required=True)
    dump = what.add_parser("dump")
    dump.add_argument("out", type=Path)
    dump.add_argument("--queries", type=Path)
    dump.add_argument("--index", type=Path)
    dump.add_argument("--engine")
    dump.add_argument("--corpus", type=Path)
    dump.add_argument("--texts", type=int, default=10_000)
    dump.add_argument("--judged", type=Path, nargs="*", default=[])
    dump.add_argument("--times", type=int, default=30)
    two = what.add_parser("compare")
    two.add_argument("before", type=Path)
    two.add_argument("after", type=Path)
    two.add_argument("--tolerance", type=float, default=TOLERANCE, help="1e-4 for two engines")
    return parser.parse_args()


if __name__ == "__main__":
    main()
