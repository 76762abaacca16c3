"""Why nothing is answered: others are searching, or whoever asks may not ask so."""

from typing import ClassVar

from ..wording.messages import mark
from .base import AlineaError


class BusyError(AlineaError):
    """A search that can't be made now, but may be after `retry_after` seconds."""

    message = mark("Many costly searches are under way. Try again in a few seconds.")
    retry_after: ClassVar[int] = 2


class ExportBusyError(BusyError):
    message = mark("Another export is under way. Try again in half a minute.")
    retry_after = 30


class SearchTimeoutError(BusyError):
    message = mark(
        "The search took longer than {limit} seconds and was ended. Ask for less, or try again"
        " in a few seconds."
    )


class ClusterUnavailableError(BusyError):
    """A part of the cluster doesn't answer: no answer is better than one with fewer hits."""

    message = mark(
        "The search cluster ({hosts}) can't answer now: {reason}. Try again in a few seconds."
    )
    for_strangers = mark("The search can't answer now. Try again in a few seconds.")
    retry_after = 5


class IndexOpeningError(BusyError):
    message = mark("The index is being opened. Try again in a few seconds.")
    retry_after = 2


class SystemLimitError(BusyError):
    """What Alinéa needs of the system, it doesn't get now; nothing is wrong with the index."""

    message = mark(
        "The system gives Alinéa no more of what it needs: {reason}. The limits of the process "
        "(ulimit) may be too low. Otherwise try again in a few seconds."
    )
    for_strangers = mark("The search can't answer now. Try again in a few seconds.")
    retry_after = 5


class RequestRefusedError(AlineaError):
    """A request that isn't answered, whatever it asks for."""


class HostError(RequestRefusedError):
    message = mark(
        "Nothing is served here under the name “{host}”. If it is meant to be, the setting hosts "
        "has to name it."
    )


class BodyTooLargeError(RequestRefusedError):
    message = mark("A request brings {limit} kB at the most. Nothing here is sent: it is asked.")


class AddressTooLongError(RequestRefusedError):
    message = mark("An address is of {limit} kB at the most.")


class TooManyParametersError(RequestRefusedError):
    message = mark("An address has {limit} parameters at the most.")


class HeadTooLargeError(RequestRefusedError):
    message = mark("The headers of a request, cookies among them, are {limit} kB at the most.")


class NoKeyError(RequestRefusedError):
    message = mark(
        "A key is needed here: Authorization: Bearer KEY, or X-API-Key: KEY. Whoever runs this "
        "server gives them out."
    )


class TooManyRequestsError(RequestRefusedError):
    """limit: requests a minute; retry_after: seconds"""

    message = mark("More than {limit} requests within a minute. Try again in {retry_after} s.")

    @property
    def retry_after(self) -> int:
        return int(str(self.details["retry_after"]))
