"""All settings in one table, which feeds the file, the environment, the flags and the
documentation; a test holds them together.
"""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ..wording.messages import LANGUAGES, mark

FILE = Path("alinea.toml")
#: `opening.ENGINES` says where each is.
ENGINES = ("whoosh", "tantivy", "opensearch")


def _setting(
    default: Any,
    help_: str,
    least: float | None = None,
    most: float | None = None,
    choices: tuple[str, ...] = (),
    example: Any = None,
    *,
    secret: bool = False,
    needed: bool = False,
) -> Any:
    """least, most: of a number, both included
    example: what a new `alinea.toml` shows where the default says little
    secret: whether the value is shown nowhere
    needed: whether it may not be empty
    """
    metadata = {
        "help": help_,
        "least": least,
        "most": most,
        "choices": choices,
        "example": example,
        "needed": needed,
    }
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of each setting; the metadata of the fields is the table."""

    source: tuple[Path, ...] = _setting(
        (Path("seeds"),), mark("folders of the documents, or single files"), needed=True
    )
    include: tuple[str, ...] = _setting(
        (),
        mark("patterns, as in .gitignore, of the files that are read (all)"),
        example=("*.pdf", "presse/**"),
    )
    exclude: tuple[str, ...] = _setting(
        (), mark("patterns of files and folders that aren't"), example=("brouillons/", "*.tmp")
    )
    index: Path = _setting(Path("index"), mark("folder of the index"), needed=True)
    trusted_owner: str = _setting("", mark("another user whose index is opened, by name or number"))
    words: Path = _setting(
        Path("words.txt"), mark("file of words that stand for one another (one comes along)")
    )
    engine: str = _setting(
        "whoosh",
        mark("engine that keeps the index: whoosh, tantivy or opensearch"),
        choices=ENGINES,
        needed=True,
    )
    opensearch_hosts: tuple[str, ...] = _setting(
        ("http://127.0.0.1:9200",),
        mark("nodes of the OpenSearch cluster, as URLs"),
        example=("https://nœud1:9200", "https://nœud2:9200"),
        needed=True,
    )
    opensearch_user: str = _setting("", mark("who asks the cluster"))
    opensearch_password: str = _setting("", mark("and the password"), secret=True)
    opensearch_authority: str = _setting(
        "", mark("file with the certificates that nodes are known by (the system's)")
    )
    opensearch_certificate: str = _setting("", mark("file with the certificate of who asks"))
    opensearch_key: str = _setting("", mark("file with its private key"))
    opensearch_prefix: str = _setting(
        "alinea", mark("what the names of the indexes in the cluster begin with")
    )
    opensearch_shards: int = _setting(
        1, mark("shards of an index that is built from now on"), 1, 1024
    )
    opensearch_replicas: int = _setting(0, mark("copies of each shard on other nodes"), 0, 16)
    opensearch_seconds: float = _setting(
        60.0, mark("seconds that the cluster may take for what isn't a search"), 1, 3600
    )
    language: str = _setting(
        "", mark("language of the command line: fr or en (the system's)"), choices=LANGUAGES
    )
    page_size: int = _setting(10, mark("hits on a page"), 1, 100)
    snippet_size: int = _setting(300, mark("characters in a snippet"), 50, 5000)
    search_seconds: float = _setting(5.0, mark("seconds that a search may take"), 0.1, 3600)
    host: str = _setting("127.0.0.1", mark("address to serve at"), needed=True)
    port: int = _setting(8000, mark("port to serve at"), 1, 65535)
    hosts: tuple[str, ...] = _setting(
        (),
        mark(
            "names it is asked under, besides host and localhost; .exemple.fr is all below, * any"
        ),
        example=("recherche.exemple.fr",),
    )
    proxies: tuple[str, ...] = _setting(
        (),
        mark("addresses or networks of proxies that are believed whom they ask for"),
        example=("127.0.0.1", "10.0.0.0/8"),
    )
    cors_origins: tuple[str, ...] = _setting(
        (),
        mark("sites whose pages may read the JSON; * is all of them"),
        example=("https://exemple.fr",),
    )
    originals: bool = _setting(
        False, mark("whether the page gives the files that documents were read from")
    )
    log: str = _setting(
        "",
        mark("lines of JSON on standard error: events, also requests, or these with their queries"),
        choices=("events", "requests", "queries"),
    )
    metrics_port: int = _setting(0, mark("port of the metrics for Prometheus (0: none)"), 0, 65535)
    metrics_host: str = _setting("127.0.0.1", mark("address of the metrics"), needed=True)
    access: str = _setting(
        "open",
        mark("who may ask: anybody (open), or whoever has a key (keys)"),
        choices=("open", "keys"),
        needed=True,
    )
    keys: str = _setting("", mark("file of keys (alinea key NAME makes one)"))
    requests_per_minute: int = _setting(
        0, mark("requests a minute of each address or key (0: any)"), 0, 1_000_000
    )
    workers: int = _setting(0, mark("server processes (0: one a core)"), 0, 64)
    readers: int = _setting(0, mark("processes that read documents (0: one a core)"), 0, 64)
    limit_seconds: float = _setting(
        120.0, mark("seconds that the reading of a file may take"), 1, 86400
    )
    limit_memory: int = _setting(1024, mark("megabytes of memory that it may take"), 64, 1_000_000)
    limit_text: int = _setting(64, mark("megabytes of text that may come of it"), 1, 100_000)
    limit_records: int = _setting(
        10_000_000, mark("records that a file of them may have"), 1, 10_000_000_000
    )
    column_id: tuple[str, ...] = _setting(
        (), mark("columns with the id of a record (doc, id)"), example=("cote",)
    )
    column_title: tuple[str, ...] = _setting(
        (), mark("columns with its title (title, titre)"), example=("intitulé",)
    )
    column_text: tuple[str, ...] = _setting(
        (), mark("columns with its text (text, texte)"), example=("résumé", "corps")
    )
    column_date: tuple[str, ...] = _setting(
        (), mark("columns with its date (date)"), example=("parution",)
    )
    facets: tuple[str, ...] = _setting(
        (),
        mark("metadata that hits are counted by, besides year, month, folder, format and language"),
        example=("auteur", "rubrique"),
    )
    weight_stem: float = _setting(1.0, mark("what a stem in the text is worth"), 0, 100)
    weight_form: float = _setting(0.2, mark("what the same form adds to it"), 0, 100)
    weight_heading_stem: float = _setting(1.0, mark("what a stem in a heading is worth"), 0, 100)
    weight_heading_form: float = _setting(0.2, mark("what the same form adds to it"), 0, 100)
    weight_title_stem: float = _setting(1.0, mark("what a stem in a title is worth"), 0, 100)
    weight_title_form: float = _setting(0.7, mark("what the same form adds to it"), 0, 100)
    weight_synonym: float = _setting(0.3, mark("what a synonym is worth of the word"), 0, 100)
    weight_family: float = _setting(
        0.01, mark("what another stem of the word is worth, in those of its own; 0 is none"), 0, 100
    )
    weight_meaning: float = _setting(1.5, mark("what a hit gains by what it means"), 0, 100)


def names() -> list[str]:
    return [setting.name for setting in fields(Settings)]
