"""SQLite's FTS5: letters folded, no French stems; bm25() and snippet()."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from peer import TOP, paragraphs, run

_TABLE = "CREATE VIRTUAL TABLE p USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')"
_SELECT = (
    "SELECT snippet(p, 0, '<mark>', '</mark>', '…', 40) FROM p WHERE p MATCH ? "
    f"ORDER BY rank LIMIT {TOP}"
)


def build(corpus: Path, folder: Path) -> int:
    connection = sqlite3.connect(folder / "fts5.sqlite")
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute(_TABLE)
    texts = ((paragraph.text,) for paragraph in paragraphs(corpus))
    connection.executemany("INSERT INTO p VALUES (?)", texts)
    connection.commit()
    connection.execute("INSERT INTO p(p) VALUES ('optimize')")
    connection.commit()
    [(count,)] = connection.execute("SELECT count(*) FROM p").fetchall()
    return int(count)


def open_index(folder: Path) -> Callable[[str], int]:
    connection = sqlite3.connect(folder / "fts5.sqlite")

    def search(query: str) -> int:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        return len(connection.execute(_SELECT, (words,)).fetchall())

    return search


if __name__ == "__main__":
    run(build, open_index)
