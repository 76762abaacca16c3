"""How an answer is handed to the server: whole, where it is."""

from collections.abc import Iterable
from typing import Any

from flask import Response
from werkzeug.datastructures import Headers


class WholeResponse(Response):
    """Gives what is there already as a list, which granian sends at once; an iterator, which
    Flask makes of everything, it asks for one piece after the other in another thread.
    """

    def get_wsgi_headers(self, environ: dict[str, Any]) -> Headers:
        """Those of a text that is there are copied and looked through for nothing: it has no
        Location, and its length is known.
        """
        if self.status_code != 200 or not self.is_sequence:
            return super().get_wsgi_headers(environ)
        self.headers["Content-Length"] = str(sum(map(len, self.iter_encoded())))
        return self.headers

    def get_app_iter(self, environ: dict[str, Any]) -> Iterable[bytes]:
        pieces = super().get_app_iter(environ)
        if self.is_streamed or self.direct_passthrough:
            return pieces
        try:
            return list(pieces)
        finally:
            self.close()
