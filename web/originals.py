"""The files that documents were read from, where the setting `originals` lets them be given."""

from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header, http_date
from werkzeug.wsgi import wrap_file

from search import Settings, open_originals
from search.errors import OriginalError
from search.model import DocumentInfo
from search.representation import document_url
from search.searching import Searcher
from search.wording.messages import translate

if TYPE_CHECKING:  # what reads files is loaded where they are given
    from search import Original, Originals

_EXTENSION = "alinea-originals"
#: Whatever is in it can't do anything, and isn't of this site (Content Security Policy Level 3);
#: a browser's own viewer shows a PDF all the same.
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
_PDF, _UNKNOWN = "application/pdf", "application/octet-stream"


def register(app: Flask, settings: Settings) -> None:
    app.extensions[_EXTENSION] = open_originals(settings) if settings.originals else None
    app.add_url_rule("/files/<document:document_id>", "file", original)


def original_url(info: DocumentInfo) -> str:
    """Where the file of a document is given; "" where it isn't, or there is none."""
    if current_app.extensions[_EXTENSION] is None or info.container:
        return ""
    return document_url(info.id).replace("/documents/", "/files/", 1)


def original(document_id: str) -> ResponseReturnValue:
    """The file of a document: to be kept, or, of a PDF, to be looked at."""
    originals: Originals | None = current_app.extensions[_EXTENSION]
    if originals is None:
        reason = translate("files aren't given here (setting originals).")
        raise OriginalError(document=document_id, reason=reason)
    searcher: Searcher = current_app.extensions["alinea"]
    info = searcher.info(document_id)
    if info.id != document_id:  # it has the same text as another one, in another place
        return Response(status=302, headers={"Location": original_url(info)})
    return _given(originals.open(info), is_pdf=info.format == "pdf")


def _given(found: "Original", *, is_pdf: bool) -> Response:
    is_pdf = is_pdf and found.file.read(5) == b"%PDF-"
    found.file.seek(0)
    response = Response(
        wrap_file(request.environ, found.file),
        mimetype=_PDF if is_pdf else _UNKNOWN,
        direct_passthrough=True,
    )
    response.call_on_close(found.file.close)
    name = {"filename": found.name.encode("utf-8", "replace").decode()}
    response.headers["Content-Disposition"] = dump_options_header(
        "inline" if is_pdf else "attachment", name
    )
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Last-Modified"] = http_date(found.modified / 1e9)
    response.content_length = found.size
    response.set_etag(f"{found.modified:x}-{found.size:x}")
    response.make_conditional(request.environ, accept_ranges=True, complete_length=found.size)
    return response
