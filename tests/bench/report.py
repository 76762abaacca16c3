"""The figures as tables, for people."""

from pathlib import Path
from typing import Any

from contenders import CONTENDERS

_HEAD = """# Alinéa beside its peers

One corpus, the same queries, one run on one machine: `make bench`. Each query asks for the ten
best paragraphs with highlighted snippets, in the process of its index (Typesense: over HTTP);
latencies are the medians of five rounds after one that warms up. Memory is the peak of all
processes of a contender, what they share counted once. The figures are in
[results.json](results.json); [profile.md](profile.md) says where the time goes and what would
save it.

![Paragraphs indexed in a second](build.svg)
![Milliseconds of a query](latency.svg)
![Memory and index size](size.svg)
![Requests a second over HTTP](http.svg)
"""


def write_report(results: dict[str, Any], folder: Path) -> None:
    parts = [_HEAD, _table(results), _http(results), _growth(results), _does(results)]
    parts.append(_machine(results))
    (folder / "README.md").write_text("\n".join(part for part in parts if part), "utf-8")


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
            f"## Building and searching {max(counts):,} paragraphs\n",
            "| | paragraphs/s | p50 (ms) | p95 | p99 | index (MB) | memory, build | search |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            *rows,
            "",
        )
    )


def _http(results: dict[str, Any]) -> str:
    rows = [
        f"| {name} | {one['requests_per_second']:,.0f} | {one['p99_ms']:.1f} |"
        for name, one in results["http"].items()
    ]
    head = ("## Over HTTP, 8 connections\n", "| | requests/s | p99 (ms) |", "| --- | ---: | ---: |")
    return "\n".join((*head, *rows, "")) if rows else ""


def _growth(results: dict[str, Any]) -> str:
    grown = results["growth"]
    if not grown:
        return ""
    before = results["peers"]["Alinéa, tantivy"]["p95_ms"]
    return (
        f"## Growth\n\nWith the corpus repeated {grown['times']} times "
        f"({grown['paragraphs']:,} paragraphs) the p95 of Alinéa with tantivy is "
        f"{grown['p95_ms']:.2f} ms, {grown['p95_ms'] / before:.1f} times that of the corpus.\n"
    )


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
    return f"## The machine\n\n{said}\n"
