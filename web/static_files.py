"""The files of the page, in memory: read once, compressed once, kept by browsers under their hash.

Flask opens a file each time, compresses it each time, and hands it over in pieces, which the server
asks for one after the other; somebody who comes for the first time asks for six at once.
"""

import hashlib
import mimetypes
from functools import cache

from flask import Blueprint, Response, abort, request, url_for

from . import bundles
from .edge.caching import FOR_EVER
from .edge.compression import LEAST, THOROUGH, accepted, compressed, is_text

_SCRIPT = "text/javascript"  # RFC 9239, whatever a system's table says
_MADE = {"styles/all.css": bundles.style_sheet, "scripts/all.js": bundles.script}


def blueprint() -> Blueprint:
    files = Blueprint("static_files", __name__)
    files.add_app_template_global(address, "static_url")
    files.add_url_rule("/static/<path:name>", "file", answer)
    # Where browsers look for an icon that no page names.
    files.add_url_rule("/favicon.ico", "icon", lambda: answer("favicon.ico"))
    return files


def address(name: str) -> str:
    return _address(name, request.script_root)


@cache
def _address(name: str, root: str) -> str:  # noqa: ARG001
    """root: what is before every path of the site; a page names some ten files"""
    return url_for("static_files.file", name=name, v=content_hash(name))


def answer(name: str) -> Response:
    """The file of that name, or 404."""
    if name not in _names():
        abort(404)
    response = Response(mimetype=_type(name))
    response.set_etag(content_hash(name))
    if request.args.get("v") == content_hash(name):
        response.headers["Cache-Control"] = FOR_EVER
    if encoding := accepted() if _is_worth_it(name) else None:
        response.headers["Content-Encoding"] = encoding
        response.set_etag(content_hash(name), weak=True)  # it stands for other bytes
    response.set_data(_compressed(name, encoding) if encoding else _content(name))
    response.make_conditional(
        request, accept_ranges=not encoding, complete_length=response.content_length
    )
    return response


def _is_worth_it(name: str) -> bool:
    return is_text(_type(name)) and len(_content(name)) >= LEAST


@cache
def content_hash(name: str) -> str:
    """What stands for a file's content in its address."""
    return hashlib.sha256(_content(name)).hexdigest()[:16]


@cache
def _names() -> frozenset[str]:
    paths = (path for path in bundles.FOLDER.rglob("*") if path.is_file())
    return frozenset({path.relative_to(bundles.FOLDER).as_posix() for path in paths} | {*_MADE})


@cache
def _type(name: str) -> str:
    if name.endswith(".js"):
        return _SCRIPT
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


@cache
def _content(name: str) -> bytes:
    made = _MADE.get(name)
    return made().encode() if made else (bundles.FOLDER / name).read_bytes()


@cache
def _compressed(name: str, encoding: str) -> bytes:
    return compressed(_content(name), THOROUGH[encoding])
