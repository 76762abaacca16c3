"""Putting the parts together: settings → a searcher, an indexer."""

from importlib import import_module

from .analysis import FRENCH
from .engines.base import Engine
from .errors import SettingsError
from .indexing.generations import Generations
from .indexing.indexer import Indexer
from .indexing.snapshots import Snapshots
from .messages import translate
from .query.rewrite import Weights
from .searcher import Searcher
from .settings import Settings

#: Engines by name: where each is defined, as "module:class".
ENGINES = {
    "whoosh": "search.engines.whoosh:WhooshEngine",
    "tantivy": "search.engines.tantivy:TantivyEngine",
}


def open_searcher(settings: Settings) -> Searcher:
    """A searcher of the settings' index; opens it when it is first asked."""
    return Searcher(
        open_snapshots(settings).current,
        weights=weights(settings),
        page_size=settings.page_size,
        snippet_size=settings.snippet_size,
    )


def open_indexer(settings: Settings) -> Indexer:
    """An indexer of the settings' index."""
    return Indexer(open_snapshots(settings), FRENCH, settings.readers)


def open_snapshots(settings: Settings) -> Snapshots:
    """The settings' index, to be read."""
    return Snapshots(Generations(settings.index), engine(settings.engine), FRENCH.fingerprint)


def engine(name: str) -> Engine:
    """The engine of that name. Raises SettingsError if there is none."""
    if name not in ENGINES:
        reason = translate("there is no engine “{name}”. There are: {names}.")
        reason = reason.format(name=name, names=", ".join(ENGINES))
        raise SettingsError(name="engine", origin=name, reason=reason)
    module, _, cls = ENGINES[name].partition(":")
    try:
        loaded: Engine = getattr(import_module(module), cls)()
    except ModuleNotFoundError as error:
        reason = translate("it isn't installed. To install it: {command}")
        reason = reason.format(command=f"pip install 'alinea[{name}]'")
        raise SettingsError(name="engine", origin=name, reason=reason) from error
    return loaded


def weights(settings: Settings) -> Weights:
    """The weights of the fields."""
    return Weights(
        stem=settings.weight_stem,
        form=settings.weight_form,
        heading_stem=settings.weight_heading_stem,
        heading_form=settings.weight_heading_form,
        title_stem=settings.weight_title_stem,
        title_form=settings.weight_title_form,
    )
