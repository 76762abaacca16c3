"""The tables of the catalogue, and that a file has these and nothing else.

A database may bring triggers and views, which are programs, though only in SQL: what was made
by somebody else is read once it is known to have none.
"""

import sqlite3
from functools import cache

from ..wording.messages import translate

#: A document stands in a chunk, and a chunk in a file, each at its place from 0: where a chunk
#: moves, its documents move with it. What is no file of records is one chunk.
#: By its key a title is sorted and found, however it is written (`title_key`).
TABLES = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INT, modified INT, hash BLOB, is_link INT
) WITHOUT ROWID;
CREATE TABLE chunks (
    chunk INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT, place INT, digest BLOB
);
CREATE INDEX chunks_in_order ON chunks (file, place);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, chunk INT, place INT, title TEXT, date TEXT,
    title_is_lead INT, metadata TEXT, language TEXT, format TEXT, container TEXT,
    paragraphs INT, digest BLOB, stamp BLOB, title_key TEXT
);
CREATE INDEX documents_in_order ON documents (chunk, place);
CREATE INDEX documents_by_text ON documents (digest);
CREATE TABLE outlines (number INTEGER PRIMARY KEY, outline BLOB);
CREATE TABLE copies (number INT, id TEXT UNIQUE, chunk INT, place INT, digest BLOB);
CREATE INDEX copies_of_a_document ON copies (number);
CREATE INDEX copies_in_order ON copies (chunk, place);
CREATE TABLE columns (column TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE skipped (path TEXT, line INT, cause TEXT, details TEXT);
"""

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def check_schema(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError for tables, or anything else, that aren't those above."""
    if connection.execute(_SCHEMA).fetchmany(len(_ours()) + 1) != _ours():
        raise sqlite3.DatabaseError(translate("it has other tables than a catalogue"))


@cache
def _ours() -> list[tuple[str, str, str, str | None]]:
    """What SQLite keeps of the tables."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(TABLES)
        return connection.execute(_SCHEMA).fetchall()
    finally:
        connection.close()
