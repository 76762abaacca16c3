"""What pages cost the deeper they are, and what it takes to export all hits of a query.

    python tests/bench/exports.py --index DIR [--engine E] QUERY...

Tables for docs/bench/exports.md: milliseconds of the processor for a page of ten, the median of
several; hits a second of the processor, milliseconds until the first piece, and the memory that an
export adds, in MB, without what is mapped from files (Linux). The index is one that `alinea
rebuild` has made.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from search.errors import AlineaError
from search.opening import open_searcher
from search.representation import EXPORT_FORMATS
from search.searching import Searcher
from search.searching.pages import Pages
from search.settings import load_settings

SIZE, TIMES = 10, 7
#: Between two looks at the memory, in hits.
EVERY = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--engine")
    parser.add_argument("queries", nargs="+")
    asked = parser.parse_args()
    settings = load_settings({"index": asked.index, "engine": asked.engine})
    searcher = open_searcher(settings)
    for query in asked.queries:
        print(f"| {settings.engine} | `{query}` | {' | '.join(pages(searcher, query))} |")
    for query in asked.queries:
        for name in EXPORT_FORMATS:
            for snippets in (False, True) if query == asked.queries[-1] else (False,):
                row = exported(searcher, query, name, snippets=snippets)
                print(f"| {settings.engine} | `{query}` | {' | '.join(row)} |", flush=True)


def pages(searcher: Searcher, query: str) -> list[str]:
    """The total; page 1, 100 and 1000, one in the middle, the last, one of documents beyond."""
    total = searcher.search(query, size=SIZE).total
    last = -(-total // SIZE)
    numbers = (1, 100, 1000, last // 2, last)
    cells = [milliseconds(lambda page=page: turned(searcher, query, page)) for page in numbers]
    grouped = milliseconds(lambda: turned(searcher, query, 1001, group="document"))
    return [f"{total:,}", *cells, grouped]


def turned(searcher: Searcher, query: str, page: int, group: str = "paragraph") -> None:
    """Ask for a page as a link does."""
    asked = (query, "relevance", group, None, None, "")
    link = Pages(SIZE, asked, lambda: searcher.revision).link(page)
    number = {} if link.after else {"page": page}
    searcher.search(query, size=SIZE, group=group, after=link.after, **number)  # type: ignore[arg-type]


def milliseconds(work: Callable[[], None]) -> str:
    times = []
    for _ in range(TIMES):
        began = time.process_time()
        try:
            work()
        except AlineaError as error:
            return type(error).__name__
        times.append(time.process_time() - began)
    return f"{statistics.median(times) * 1000:.1f}"


def exported(searcher: Searcher, query: str, name: str, *, snippets: bool) -> list[str]:
    before, most, size = anonymous_memory(), 0.0, 0
    began, at_clock = time.process_time(), time.perf_counter()
    export = searcher.export(query, snippets=snippets)
    first = 0.0
    for number, piece in enumerate(EXPORT_FORMATS[name].write(export)):
        first = first or time.perf_counter() - at_clock
        size += len(piece)
        if number % EVERY == 0:
            most = max(most, anonymous_memory())
    seconds = time.process_time() - began
    label = f"{name}, snippets" if snippets else name
    rate, memory = f"{export.total / seconds:,.0f}", f"{most - before:.0f}"
    megabytes = f"{size / 1e6:.0f}"
    return [label, f"{export.total:,}", megabytes, rate, f"{first * 1000:.0f}", memory]


def anonymous_memory() -> float:
    """MB of this process that no file has."""
    rollup = Path("/proc/self/smaps_rollup").read_text("ascii")
    line = next(line for line in rollup.splitlines() if line.startswith("Anonymous:"))
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    main()
