"""The web: a page for people, JSON for programs. Knows the searcher, and no engine.

api.py        the JSON endpoints, described by openapi.py, answered by answers.py
export.py     all hits in one answer
pages/        the pages, in templates/ and static/, and how they write what they show: presentation/
addresses/    what may be asked in a URL, and the URLs of pages
edge/         what every request passes before it is answered, and every answer afterwards
feed.py       what is new of a search
opensearch.py what browsers ask for
static_files.py  the files of the page
bundles.py    all style sheets in one file, and all scripts
originals.py  the files that documents were read from
problems.py   errors, for programs and people
languages.py  the language of an answer
typeface.py   makes the letters of the page anew
"""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from flask import Flask
from werkzeug.routing import PathConverter

from search import EMBEDDED, open_searcher
from search.searching import Searcher
from search.serving.log import Log
from search.serving.metrics import request_metrics
from search.settings import Settings, load_settings

from . import api, feed, languages, opensearch, originals, pages, problems, static_files
from .edge import access, caching, compression, cross_origin, monitoring, rate_limits, security
from .edge import requests as edge
from .edge.admission import Admission
from .edge.proxies import Proxies
from .edge.responses import WholeResponse
from .edge.turns import Turns
from .presentation import filters, first_screen, messages, moments


class Application(Flask):
    """Flask, for functions of which none is asynchronous: it would ask each, at each request."""

    response_class = WholeResponse

    def make_default_options_response(self) -> WholeResponse:
        """What may be done at an address is a header (RFC 9110, 9.3.7): nothing else is said."""
        answer = self.response_class(
            status=204, headers=super().make_default_options_response().headers
        )
        del answer.headers["Content-Type"]
        return answer

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


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
    app = Application(__name__, static_folder=None)
    app.url_map.converters["document"] = DocumentConverter
    app.url_map.strict_slashes = False
    settings = settings or load_settings()
    turns = Turns()
    app.extensions["alinea"] = searcher or open_searcher(settings, Admission(turns), lasting=True)
    monitoring.register(app, Log(settings.log), request_metrics())
    compression.register(app)  # what is registered first looks at an answer last
    cross_origin.register(app, settings.cors_origins)
    languages.register(app)
    # Who asks a cluster waits for the network, and the others needn't wait for that.
    edge.register(app, settings, turns if settings.engine in EMBEDDED else nullcontext())
    access.register(app, settings)
    rate_limits.register(app)
    for part in (caching, security, filters, first_screen, messages, moments, problems):
        part.register(app)
    originals.register(app, settings)
    app.register_blueprint(api.blueprint())
    for pages_of in (pages, feed, opensearch, static_files):
        app.register_blueprint(pages_of.blueprint())
    return app
