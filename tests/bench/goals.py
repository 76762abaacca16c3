"""What is aimed at, as ratios to others in the same run, beside what was measured."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

#: Ours, the one for large collections first.
OURS = ("Alinéa, tantivy", "Alinéa, Whoosh")
TANTIVY, WHOOSH = OURS


class Row(NamedTuple):
    """A goal, what has to be reached at least, and what was; a figure of each in words."""

    what: str
    goal: str
    least: str
    measured: str


def rows(results: Mapping[str, Any]) -> Iterator[Row]:
    """Those of which both sides could be measured."""
    peers = results["peers"]
    yield from _builds(peers)
    yield from _searches(peers)
    yield from _servers(results.get("http", {}))
    yield from _memory(peers, results.get("http", {}))
    if growth := results.get("growth"):
        ratios = (
            (name, one["p95_ms"] / peers[name]["p95_ms"]) for name, one in growth["peers"].items()
        )
        told = _told((name, f"{ratio:.2f} ×") for name, ratio in ratios)
        yield Row(f"{growth['times']} times the paragraphs: p95", "3 ×", "4 ×", told)
    yield from _commands(results.get("commands", {}))


def _builds(peers: Mapping[str, Any]) -> Iterator[Row]:
    rate = "paragraphs_per_second"
    lucenes = (("Lucene", "1.3 ×", "1 ×"), ("Lucene, two fields", "", ""))
    for name, goal, least in (*lucenes, ("tantivy", "0.7 ×", "0.5 ×")):
        if told := _ratios(peers, name, lambda ours, theirs: ours[rate] / theirs[rate]):
            yield Row(f"build, of the rate of {name}", goal, least, told)


def _searches(peers: Mapping[str, Any]) -> Iterator[Row]:
    for name, goal, least in (("Lucene", "1 ×", "1.3 ×"), ("Lucene, two fields", "", "")):
        for cut in ("p50", "p95"):
            key = f"{cut}_ms"
            told = _ratios(peers, name, lambda ours, theirs, key=key: ours[key] / theirs[key])
            if told:
                yield Row(f"search, {cut}, of the time of {name}", goal, least, told)
    if WHOOSH in peers and "Whoosh" in peers:
        faster = peers["Whoosh"]["p95_ms"] / peers[WHOOSH]["p95_ms"]
        told = f"{faster:.0f} ×"
        yield Row("search with Whoosh, p95: faster than Whoosh", "60 ×", "40 ×", told)


def _servers(loads: Mapping[str, Any]) -> Iterator[Row]:
    rate = "requests_per_second"
    if told := _ratios(loads, "Typesense", lambda ours, theirs: ours[rate] / theirs[rate]):
        yield Row("HTTP, of the requests/s of Typesense", "2 ×", "1.3 ×", told)
    if told := _ratios(loads, "Typesense", lambda ours, theirs: ours["p99_ms"] / theirs["p99_ms"]):
        yield Row("HTTP, of its p99", "", "0.5 ×", told)
    for key, who in (
        ("typing_p95_ms", "while eight people type"),
        ("suggest_p95_ms", "to eight connections that never stop"),
    ):
        if told := _each(loads, key, "ms"):
            yield Row(f"suggestions over HTTP {who}, p95", "5 ms", "15 ms", told)
    for key, part in (("page_p50_ms", "p50"), ("page_p95_ms", "p95")):
        if told := _each(loads, key, "ms"):
            yield Row(f"a page of results over HTTP, {part}", "", "", told)


def _memory(peers: Mapping[str, Any], loads: Mapping[str, Any]) -> Iterator[Row]:
    if told := _each(peers, "build_memory_mb", "MB"):
        yield Row("memory, build", "700 MB", "1,000 MB", told)
    if told := _each(loads, "process_memory_mb", "MB"):
        yield Row("memory, a server process", "250 MB", "300 MB", told)
    if told := _each(loads, "process_own_mb", "MB"):
        yield Row("…of it not mapped from files", "", "", told)


def _commands(commands: Mapping[str, Any]) -> Iterator[Row]:
    """commands: milliseconds of each command, by engine"""
    asked = (
        ("search_seed", "`alinea search`, cold, one document", "250 ms", "400 ms"),
        ("search", "`alinea search`, cold, the corpus", "350 ms", "500 ms"),
        (
            "update_records",
            "`alinea update`, one document of a file of records",
            "400 ms",
            "600 ms",
        ),
        ("update_files", "`alinea update`, one document of a folder", "400 ms", "600 ms"),
    )
    for key, what, goal, least in asked:
        found = {name: {"ms": one[key]["ms"]} for name, one in commands.items()}
        if told := _each(found, "ms", "ms"):
            yield Row(what, goal, least, told)


def _ratios(figures: Mapping[str, Any], peer: str, ratio: Any) -> str:
    """Of each of ours to a peer; nothing where one side is missing."""
    if peer not in figures:
        return ""
    ours = ((name, figures[name]) for name in OURS if name in figures)
    return _told((name, f"{ratio(one, figures[peer]):.2f} ×") for name, one in ours)


def _each(figures: Mapping[str, Any], key: str, unit: str) -> str:
    ours = ((name, figures[name]) for name in OURS if name in figures)
    return _told((name, f"{_written(one[key])} {unit}") for name, one in ours if key in one)


def _written(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _told(found: Iterator[tuple[str, str]]) -> str:
    return "; ".join(f"{name.partition(', ')[2]} {told}" for name, told in found)
