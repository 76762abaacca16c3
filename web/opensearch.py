"""What browsers ask of a search engine that they may be told to add (OpenSearch 1.1).

The description names the page, the feed and the completions, which browsers read in a form of
their own (OpenSearch Suggestions 1.1).
"""

from xml.sax.saxutils import escape, quoteattr

import msgspec
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from search.wording.messages import language, translate

from .addresses.params import SuggestParameters, read
from .edge.caching import conditional
from .pages.current import current_searcher

_DESCRIPTION = "/opensearch.xml"
_SUGGESTIONS = "/opensearch/suggestions"
#: What stands for the words in an address.
_TERMS = "{searchTerms}"


def blueprint() -> Blueprint:
    parts = Blueprint("opensearch", __name__)
    parts.add_url_rule(_DESCRIPTION, "description", _description)
    parts.add_url_rule(_SUGGESTIONS, "suggestions", _suggestions)
    return parts


def _description() -> ResponseReturnValue:
    def answer() -> Response:
        mimetype = "application/opensearchdescription+xml"
        return Response(_document(request.host_url.rstrip("/")), mimetype=mimetype)

    return conditional(request, None, answer)


def _document(host: str) -> str:
    urls = (
        ("text/html", f"{host}/?q={_TERMS}", "results"),
        ("application/atom+xml", f"{host}/feed?q={_TERMS}", "results"),
        ("application/x-suggestions+json", f"{host}{_SUGGESTIONS}?q={_TERMS}", "suggestions"),
        ("application/opensearchdescription+xml", f"{host}{_DESCRIPTION}", "self"),
    )
    elements = (
        "<ShortName>Alinéa</ShortName>",
        f"<Description>{escape(translate('The paragraph that answers.'))}</Description>",
        f"<Language>{language()}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Image width="16" height="16" type="image/x-icon">{escape(host)}/favicon.ico</Image>',
        *(
            f"<Url type={quoteattr(kind)} template={quoteattr(template)} rel={quoteattr(rel)}/>"
            for kind, template, rel in urls
        ),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n  '
        + "\n  ".join(elements)
        + "\n</OpenSearchDescription>\n"
    )


def _suggestions() -> ResponseReturnValue:
    asked = read(SuggestParameters, request.args)
    searcher = current_searcher()

    def answer() -> Response:
        found = [asked.q, searcher.suggest(asked.q, asked.limit)]
        return Response(msgspec.json.encode(found), mimetype="application/x-suggestions+json")

    return conditional(request, searcher, answer)
