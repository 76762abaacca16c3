"""The web: a page for people, JSON for programs. Knows the searcher, and no engine.

api.py        the JSON endpoints, described by openapi.py
export.py     all hits in one answer
pages/        the pages, in templates/ and static/
facets.py, timeline.py, chips.py  what results may be narrowed to, and what they are
hits.py, marks.py, dates.py  how a hit is told
feed.py       what is new of a search
opensearch.py, favicon.py  what browsers ask for
unknown_parameters.py  what may not, and what was meant
params.py     what may be asked in a URL
results_address.py, document_address.py  the addresses of results and documents
reading_parameters.py, contents.py, ticks.py  how a document is read
citations.py  how a passage is cited
originals.py  the files that documents were read from
catalogue_params.py  …of the list of all documents
filters.py, moments.py  how templates write what they show
typeface.py   makes the letters of the page anew
problems.py   errors, for programs and people
caching.py    what may be kept, and how long
responses.py  how they are handed to the server
compression.py, cross_origin.py, security.py  headers of every answer
monitoring.py  what whoever runs it is told of each request
access.py     who may ask, and how often: rate_limits.py, counters.py
edge.py       what a request passes before: proxies.py, hosts.py
admission.py  how many costly searches go on at once
"""

from flask import Flask
from werkzeug.routing import PathConverter

from search import open_searcher
from search.searching import Searcher
from search.serving.log import Log
from search.serving.metrics import request_metrics
from search.settings import Settings, load_settings

from . import (
    access,
    api,
    caching,
    compression,
    cross_origin,
    edge,
    favicon,
    feed,
    filters,
    languages,
    moments,
    monitoring,
    opensearch,
    originals,
    pages,
    problems,
    rate_limits,
    security,
)
from .admission import Admission
from .proxies import Proxies
from .responses import WholeResponse


class DocumentConverter(PathConverter):
    """A document id in a path: anything, line ends included."""

    regex = r"(?s:[^/].*)"


def check(settings: Settings) -> None:
    """Raises SettingsError for what would keep the application from being made."""
    Proxies(settings.proxies)
    access.check(settings)


def create_app(settings: Settings | None = None, searcher: Searcher | None = None) -> Flask:
    """The application.

    settings: where the index is; those in force if left out
    searcher: what answers; one of the settings' index if left out
    """
    app = Flask(__name__)
    app.response_class = WholeResponse
    app.url_map.converters["document"] = DocumentConverter
    app.url_map.strict_slashes = False
    settings = settings or load_settings()
    app.extensions["alinea"] = searcher or open_searcher(settings, Admission(), lasting=True)
    monitoring.register(app, Log(settings.log), request_metrics())
    compression.register(app)  # what is registered first looks at an answer last
    cross_origin.register(app, settings.cors_origins)
    languages.register(app)
    edge.register(app, settings)
    access.register(app, settings)
    rate_limits.register(app)
    for part in (caching, security, filters, moments, problems):
        part.register(app)
    originals.register(app, settings)
    app.register_blueprint(api.blueprint())
    for pages_of in (pages, feed, opensearch, favicon):
        app.register_blueprint(pages_of.blueprint())
    return app
