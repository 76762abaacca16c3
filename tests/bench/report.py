"""The figures as tables, for people."""

from pathlib import Path
from typing import Any

from contenders import CONTENDERS
from goals import rows

_HEAD = """# Alinéa beside its peers

One corpus, the same queries, one run on one machine: `make bench`. Each query asks for the ten
best paragraphs with highlighted snippets, in the process of its index (Typesense: over HTTP);
latencies are the medians of five rounds after one that warms up. All figures are the medians of
{} such runs of all contenders in turn; of {}, the slowest, they are those of one. Memory is the
peak of all processes of a contender, what they share counted once. The figures are in
[results.json](results.json); [profile.md](profile.md) says where the time goes and what would save
it; [costly.md](costly.md) what the costliest queries cost; [similar.md](similar.md) what finding
similar passages takes; [copies.md](copies.md) what telling copies does; [facets.md](facets.md) what
counting and narrowing do; [first_paint.md](first_paint.md) when a page is painted, and what a part
of a book costs.

Who isn't installed is left out, and so is who fails. Lucene needs a JDK and Maven, which fetches
the newest that runs there; Xapian Debian's `python3-xapian`; servers are asked by `wrk`.

![Paragraphs indexed in a second](build.svg)
![Milliseconds of a query](latency.svg)
![Memory and index size](size.svg)
![Requests a second over HTTP](http.svg)
"""
_MACHINE = "## The machine\n"
_CORPUS = """The corpus of these figures: {}.
Without `CORPUS=` and `QUERIES=` `make bench` makes both, of Littré's dictionary as Debian packages
it, or of words drawn by chance where that can't be had; `python tests/bench/corpus.py FOLDER`
makes them for the other measurements.
"""


def write_report(results: dict[str, Any], folder: Path) -> None:
    """Writes the table anew; what is written by hand after it stays."""
    path = folder / "README.md"
    by_hand = _by_hand(path.read_text("utf-8")) if path.exists() else ""
    once = " and ".join(one.name for one in CONTENDERS if one.once)
    parts = [_HEAD.format(results["rounds"], once), _CORPUS.format(results["corpus"])]
    parts += [_goals(results), _table(results), _http(results), _commands(results)]
    parts += [_growth(results), _left_out(results), _does(results), _machine(results), by_hand]
    path.write_text("\n".join(part for part in parts if part), "utf-8")


def _by_hand(written: str) -> str:
    """What stands after the section of the machine."""
    _, heading, text = written.partition(_MACHINE)[2].partition("\n## ")
    return heading.removeprefix("\n") + text


def _goals(results: dict[str, Any]) -> str:
    told = [f"| {' | '.join(row)} |" for row in rows(results)]
    head = ("| | goal | at least | measured |", "| --- | --- | --- | --- |")
    return "\n".join(("## What is aimed at\n", *head, *told, ""))


def _commands(results: dict[str, Any]) -> str:
    found = results["commands"]
    told = [
        f"| {name} | {' | '.join(_milliseconds(one[key]) for key in _COMMANDS)} |"
        for name, one in found.items()
    ]
    head = f"| | {' | '.join(_COMMANDS.values())} |", f"| --- |{' ---: |' * len(_COMMANDS)}"
    title = "## Commands, as whole processes: milliseconds (of the processor)\n"
    return "\n".join((title, *head, *told, "")) if told else ""


def _milliseconds(one: dict[str, float]) -> str:
    return f"{one['ms']:.0f} ({one['processor_ms']:.0f})"


_COMMANDS = {
    "search_seed": "search, one document",
    "search": "search, the corpus",
    "update_records": "update, one document of a file of records",
    "update_files": "update, one document of a folder",
}


def _left_out(results: dict[str, Any]) -> str:
    told = [f"- {name}: {reason}" for name, reason in results["left_out"].items()]
    return "\n".join(("## Left out\n", *told, "")) if told else ""


def _table(results: dict[str, Any]) -> str:
    rows = [
        f"| {name} | {one['paragraphs_per_second']:,.0f} | {one['p50_ms']:.2f} | "
        f"{one['p95_ms']:.2f} | {one['p99_ms']:.2f} | {one['index_mb']:.0f} | "
        f"{one['build_memory_mb']:.0f} | {one['search_memory_mb']:.0f} |"
        for name, one in results["peers"].items()
    ]
    counts = {one["paragraphs"] for one in results["peers"].values()}
    return "\n".join(
        (
            f"## Building and searching {max(counts):,.0f} paragraphs\n",
            "| | paragraphs/s | p50 (ms) | p95 | p99 | index (MB) | memory, build | search |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            *rows,
            "",
        )
    )


def _http(results: dict[str, Any]) -> str:
    rows = [
        f"| {name} | {one['requests_per_second']:,.0f} | {one['p99_ms']:.1f} | "
        f"{one['process_memory_mb']:.0f} | {one['process_own_mb']:.0f} |"
        for name, one in results["http"].items()
    ]
    head = (
        "## Over HTTP, 8 connections\n",
        "| | requests/s | p99 (ms) | memory of the largest process (MB) | without files |",
        "| --- | ---: | ---: | ---: | ---: |",
    )
    return "\n".join((*head, *rows, "")) if rows else ""


def _growth(results: dict[str, Any]) -> str:
    grown = results["growth"]
    if not grown:
        return ""
    rows = [
        f"| {name} | {one['paragraphs']:,.0f} | {one['paragraphs_per_second']:,.0f} "
        f"| {one['p50_ms']:.2f} | {one['p95_ms']:.2f} | {one['p99_ms']:.2f} "
        f"| {one['search_memory_mb']:.0f} |"
        for name, one in grown["peers"].items()
    ]
    head = (
        f"## {grown['times']} times the paragraphs\n",
        "| | paragraphs | paragraphs/s | p50 (ms) | p95 | p99 | memory, search (MB) |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    )
    return "\n".join((*head, *rows, ""))


def _does(results: dict[str, Any]) -> str:
    rows = [
        f"| {one.name} | {one.french} | {one.highlights} | {one.typos} |"
        for one in CONTENDERS
        if one.name in results["peers"]
    ]
    head = ("| | French | highlights | forgives typing errors |", "| --- | --- | --- | --- |")
    return "\n".join(("## What each does in that time\n", *head, *rows, ""))


def _machine(results: dict[str, Any]) -> str:
    said = "; ".join(f"{name} {value}" for name, value in results["machine"].items())
    return f"{_MACHINE}\n{said}\n"
