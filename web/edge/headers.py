"""What every answer tells besides its own headers, whatever it is: how a browser is to guard it,
its language, and what of a request it depends on.

It is added to the list that the server is handed. In Flask's own headers each would be looked for
among all others, which took a quarter of the time of a small answer.
"""

from typing import Any, Protocol

from search.wording.messages import language

from .security import HEADERS

Headers = list[tuple[str, str]]

_VARY = "Vary"
#: Of the request: what an answer depends on, whichever it is (RFC 9110, 12.5.5).
_DEPENDS_ON = "Accept-Language, Accept-Encoding"
_EVERYWHERE = tuple(HEADERS.items())
_NOT_MODIFIED = "304"


class Respond(Protocol):
    """What a WSGI server hands to an application (PEP 3333, `start_response`)."""

    def __call__(self, status: str, headers: Headers, exc_info: Any = None, /) -> Any: ...


def completing(respond: Respond) -> Respond:
    """Tells the server of an answer with these headers, but for those that it has itself."""

    def complete(status: str, headers: Headers, exc_info: Any = None, /) -> Any:
        own = dict(headers)
        if _VARY in own:
            headers = [one for one in headers if one[0] != _VARY]
        depends_on = f"{_DEPENDS_ON}, {own[_VARY]}" if _VARY in own else _DEPENDS_ON
        more = [one for one in _EVERYWHERE if one[0] not in own]
        if not status.startswith(_NOT_MODIFIED):  # that tells nothing of a text (RFC 9110, 15.4.5)
            more.append(("Content-Language", language()))
        return respond(status, [*headers, *more, (_VARY, depends_on)], exc_info)

    return complete
