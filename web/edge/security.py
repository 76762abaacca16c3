"""Headers that let a page load its own files and nothing else, and redirects that stay here."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

#: Nothing from elsewhere, nothing inline (Content Security Policy Level 3).
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: Of every answer that has none of that name (`headers.py`).
HEADERS = {
    "Server": "Alinea",  # nothing of what serves it
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: Statuses with a Location (RFC 9110, 15.4).
_REDIRECTS = (301, 302, 303, 307, 308)

#: Who leads to a page (Fetch Metadata, `Sec-Fetch-Site`) without a hold of its window: an address
#: that was typed or kept, and a page of ours.
_NOBODY_ELSE = ("none", "same-origin")


def register(app: Flask) -> None:
    @app.after_request
    def guard(response: Response) -> Response:
        if response.mimetype == "text/html":
            _let_go(response)
        if response.status_code in _REDIRECTS:
            _make_relative(response)
        return response


def _let_go(response: Response) -> None:
    """Have a site that has opened the page in a window lose hold of it. Where none can have it that
    isn't said: Chromium would begin another process for the page, some 60 ms before it is painted.
    """
    response.vary.add("Sec-Fetch-Site")
    if request.headers.get("Sec-Fetch-Site") not in _NOBODY_ELSE:
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"


def _make_relative(response: Response) -> None:
    """Make a redirect relative: whatever name the server was asked under, and whatever it knows
    of its own, it leads to itself. Two slashes at its beginning would name another host.
    """
    there = urlsplit(response.headers["Location"])
    relative = there._replace(scheme="", netloc="", path=f"/{there.path.lstrip('/')}")
    response.headers["Location"] = relative.geturl()
    response.set_data(b"")
