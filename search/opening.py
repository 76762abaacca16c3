"""Putting the parts together: settings → a searcher, an indexer."""

import os
import re
from contextlib import nullcontext
from importlib import import_module
from typing import TYPE_CHECKING

from .analysis import FRENCH
from .errors import SettingsError
from .indexing.generations import Generations
from .indexing.permissions import user_number
from .indexing.snapshots import Snapshots
from .meaning import FRENCH_VECTORS
from .settings import Settings
from .wording.messages import translate

if TYPE_CHECKING:  # building needs none of what searching does, nor searching what building does
    from .documents import Originals, Sources
    from .engines.base import Engine
    from .engines.opensearch import ClusterOptions
    from .indexing.indexer import Indexer
    from .query.budget import Admission
    from .query.rewrite import Weights
    from .query.synonyms import SynonymFile
    from .searching import Searcher

#: Engines by name: where each is defined, as "module:class". Those in this process, and all.
EMBEDDED = {
    "whoosh": "search.engines.whoosh:WhooshEngine",
    "tantivy": "search.engines.tantivy:TantivyEngine",
}
ENGINES = EMBEDDED | {"opensearch": "search.engines.opensearch:OpenSearchEngine"}


def open_searcher(
    settings: Settings, admission: "Admission" = nullcontext, *, lasting: bool = False
) -> "Searcher":
    """A searcher of the settings' index, or of the last good generation; opens it when it is first
    asked.

    admission: who decides when a costly search may go on
    lasting: whether many will ask (see `LastGood`)
    """
    from .indexing.last_good import LastGood
    from .searching import Searcher

    index = LastGood(open_snapshots(settings), lasting=lasting)
    return Searcher(
        index.current,
        weights=weights(settings),
        page_size=settings.page_size,
        snippet_size=settings.snippet_size,
        synonyms=synonyms(settings),
        facets=settings.facets,
        seconds=settings.search_seconds,
        admission=admission,
        recovery=index,
    )


def open_indexer(settings: Settings) -> "Indexer":
    """An indexer of the settings' index."""
    from .indexing.indexer import Indexer
    from .indexing.workers import Limits

    limits = Limits(
        settings.limit_seconds,
        settings.limit_memory,
        settings.limit_text,
        settings.limit_records,
    )
    return Indexer(open_snapshots(settings), FRENCH, settings.readers, limits)


def sources(settings: Settings) -> "Sources":
    """Where the settings' documents are. Raises SettingsError for a pattern that can't be."""
    from .documents import Columns, Patterns, Sources

    for name, patterns in (("include", settings.include), ("exclude", settings.exclude)):
        try:
            Patterns(patterns)
        except ValueError as error:
            raise SettingsError(name=name, origin=", ".join(patterns), reason=error) from error
    columns = Columns(
        settings.column_id, settings.column_title, settings.column_text, settings.column_date
    )
    return Sources(settings.source, settings.include, settings.exclude, columns)


def open_originals(settings: Settings) -> "Originals":
    """The files of the settings' documents."""
    from .documents import Originals

    return Originals(sources(settings))


def open_snapshots(settings: Settings) -> Snapshots:
    """The settings' index, to be read."""
    analysis = f"{FRENCH.fingerprint}-{FRENCH_VECTORS.fingerprint}"
    generations = Generations(settings.index, _trusted(settings.trusted_owner))
    used = engine(settings.engine, settings)
    return Snapshots(generations, used, analysis, getattr(used, "store", None))


def _trusted(name: str) -> int | None:
    """The number of the user whose index may be served. Raises SettingsError if there is none."""
    try:
        return user_number(name)
    except KeyError as error:
        reason = translate("there is no user “{name}” on this system.").format(name=name)
        raise SettingsError(name="trusted_owner", origin=name, reason=reason) from error


def engine(name: str, settings: Settings | None = None) -> "Engine":
    """The engine of that name. Raises SettingsError if there is none.

    settings: say where it is, if it isn't in this process
    """
    if name not in ENGINES:
        reason = translate("there is no engine “{name}”. There are: {names}.")
        reason = reason.format(name=name, names=", ".join(ENGINES))
        raise SettingsError(name="engine", origin=name, reason=reason)
    module, _, cls = ENGINES[name].partition(":")
    try:
        made = getattr(import_module(module), cls)
    except ModuleNotFoundError as error:
        reason = translate("it isn't installed. To install it: {command}")
        reason = reason.format(command=f"pip install 'alinea[{name}]'")
        raise SettingsError(name="engine", origin=name, reason=reason) from error
    loaded: Engine = made(_cluster(settings or Settings())) if name == "opensearch" else made()
    return loaded


def _cluster(settings: Settings) -> "ClusterOptions":
    """What the settings say of the cluster. Raises SettingsError."""
    from .engines.opensearch import ClusterOptions

    prefix = settings.opensearch_prefix
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", prefix):
        reason = translate("it is made of small letters, digits, “.”, “_” and “-”.")
        raise SettingsError(name="opensearch_prefix", origin=prefix, reason=reason)
    if any("@" in host for host in settings.opensearch_hosts):
        reason = translate("who asks, and the password, have settings of their own.")
        raise SettingsError(name="opensearch_hosts", origin="@", reason=reason)
    for name in ("opensearch_authority", "opensearch_certificate", "opensearch_key"):
        if (path := getattr(settings, name)) and not os.access(path, os.R_OK):
            reason = translate("there is no such file, or it can't be read here.")
            raise SettingsError(name=name, origin=path, reason=reason)
    return ClusterOptions(
        hosts=settings.opensearch_hosts,
        user=settings.opensearch_user,
        password=settings.opensearch_password,
        authority=settings.opensearch_authority,
        certificate=settings.opensearch_certificate,
        key=settings.opensearch_key,
        prefix=prefix,
        shards=settings.opensearch_shards,
        replicas=settings.opensearch_replicas,
        seconds=settings.opensearch_seconds,
    )


def synonyms(settings: Settings) -> "SynonymFile":
    """The settings' file of words, read when it is first asked."""
    from .query.synonyms import SynonymFile

    named = settings.words.absolute() != Settings().words.absolute()
    return SynonymFile(settings.words, expected=named)


def write_words(settings: Settings) -> bool:
    """Write the file of words that comes along, to be changed, unless there is one. Whether
    it was written; raises WordsError.
    """
    from .query.synonyms.file import write_words_file

    return write_words_file(settings.words)


def weights(settings: Settings) -> "Weights":
    """The weights of the fields."""
    from .query.rewrite import Weights

    return Weights(
        stem=settings.weight_stem,
        form=settings.weight_form,
        heading_stem=settings.weight_heading_stem,
        heading_form=settings.weight_heading_form,
        title_stem=settings.weight_title_stem,
        title_form=settings.weight_title_form,
        synonym=settings.weight_synonym,
        family=settings.weight_family,
        meaning=settings.weight_meaning,
    )
