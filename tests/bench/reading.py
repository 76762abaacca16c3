"""What a part of a book of 10,000 paragraphs costs: its weight on the wire, its nodes, the time of
the processor that it takes to make it, with each engine.

Of the book that the tests read, made of the words of the library. Time of the processor, not of
the clock, so that it may be measured while the machine does something else; the first of each
address is not counted.
"""

import gzip
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from flask.testing import FlaskClient
from long_document import WORD, book, words_of_the_library

from search import Settings, open_indexer
from search.opening import EMBEDDED
from web import create_app

_PARAGRAPHS, _ROUNDS = 10_000, 21
_ASKED = {
    "the first part": "",
    "the first part, searched": f"?q={WORD}",
    "around a passage": f"?q={WORD}&at=8414",
    "the passages alone": f"?q={WORD}&only=matches",
}


def main() -> None:
    print("| engine | | kB on the wire | nodes | ms of processor, median | most |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "documents"
        folder.mkdir()
        text = book(_PARAGRAPHS, words_of_the_library())
        (folder / "livre.md").write_text(text, "utf-8")
        for engine in sorted(EMBEDDED):
            settings = Settings(index=Path(place) / engine, engine=engine)
            open_indexer(settings).rebuild(folder)
            client = create_app(settings).test_client()
            for name, asked in _ASKED.items():
                print(f"| {engine} | {name} | {_measured(client, f'/documents/livre.md{asked}')} |")


def _measured(client: FlaskClient, path: str) -> str:
    sent, times = b"", []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        sent = client.get(path, headers={"Accept-Encoding": "gzip"}).data
        times.append((time.process_time() - begun) * 1000)
    page = gzip.decompress(sent).decode()
    nodes = len(re.findall(r"<[a-z]|(?<=>)[^<]", page))
    median, most = statistics.median(times[1:]), max(times[1:])
    return f"{len(sent) / 1000:.1f} | {nodes:,} | {median:.1f} | {most:.1f}"


if __name__ == "__main__":
    main()
