"""Who is compared, and what each does in the time that is measured."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
#: Debian's packages are for Debian's Python.
SYSTEM = "/usr/bin/python3"


@dataclass(frozen=True)
class Contender:
    """program: a file in peers/
    once: measured in the first round alone, being so slow that no noise decides anything

    The rest is what the table says that it does in the time that is measured.
    """

    name: str
    program: str
    french: str
    highlights: str
    typos: str
    python: str = sys.executable
    settings: dict[str, str] = field(default_factory=dict)
    once: bool = False

    @property
    def command(self) -> list[str]:
        return [self.python, str(PEERS / self.program)]


CONTENDERS = (
    Contender(
        "Alinéa, tantivy",
        "alinea.py",
        "forms and stems, numbers, elision, compounds",
        "yes, phrases too",
        "word~, suggestions",
        settings={"ALINEA_ENGINE": "tantivy"},
    ),
    Contender(
        "Alinéa, Whoosh",
        "alinea.py",
        "forms and stems, numbers, elision, compounds",
        "yes, phrases too",
        "word~, suggestions",
        settings={"ALINEA_ENGINE": "whoosh"},
    ),
    Contender("tantivy", "tantivy_french.py", "stems, stop words", "yes", "no"),
    Contender("Lucene", "lucene.py", "light stems, stop words, elision", "yes", "no"),
    Contender(
        "Lucene, two fields",
        "lucene.py",
        "light stems, and forms with elision; exact totals",
        "yes",
        "no",
        settings={"LUCENE_FIELDS": "both"},
    ),
    Contender("SQLite FTS5", "sqlite_fts5.py", "folded letters, no stems", "yes", "no"),
    Contender(
        "Xapian", "xapian_french.py", "stems and forms", "yes", "no", python=SYSTEM, once=True
    ),
    Contender("Typesense", "typesense.py", "folded letters, no stems", "yes", "always"),
    Contender("bm25s", "bm25s_french.py", "stems, stop words", "no, nor phrases", "no"),
    Contender("Whoosh", "stock_whoosh.py", "stems, stop words", "yes", "no", once=True),
)
