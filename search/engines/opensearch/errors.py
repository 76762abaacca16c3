"""What OpenSearch and the way to it raise, as errors of ours."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    NotFoundError,
    OpenSearchException,
    SerializationError,
    SSLError,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as NotReachedError

from ...errors import (
    ClusterRefusedError,
    ClusterUnavailableError,
    IndexDamagedError,
    QueryTooCostlyError,
)
from ...wording.messages import translate

#: What a query is refused for that has too many clauses, or too many inside one another.
_TOO_COSTLY = ("too_many_clauses", "too_many_nested_clauses", "max_nested_depth", "maxClauseCount")
#: The cluster has enough to do.
_TOO_MANY_REQUESTS = 429


@contextmanager
def translate_errors(where: str) -> Iterator[None]:
    """Raise ClusterUnavailableError for what may be otherwise a little later, QueryTooCostlyError
    for a query with more clauses than the cluster takes, IndexDamagedError for an index that isn't
    there, and ClusterRefusedError for all else that the cluster refuses.

    where: the hosts, to be read
    """
    try:
        yield
    except SSLError as error:
        cause = _of_openssl(error)
        if not isinstance(cause, ssl.SSLCertVerificationError):
            reason = f"{_plain(error)}: {cause.reason or cause.strerror}"
            raise ClusterUnavailableError(hosts=where, reason=reason) from error
        reason = f"{_plain(error)}: {cause.verify_message}"
        raise ClusterRefusedError(hosts=where, reason=reason) from error
    except NotReachedError as error:  # and that it took too long
        raise ClusterUnavailableError(hosts=where, reason=_plain(error)) from error
    except (AuthenticationException, AuthorizationException) as error:
        raise ClusterRefusedError(hosts=where, reason=said(error)) from error
    except NotFoundError as error:
        reason = said(error)
        raise IndexDamagedError(path=where, reason=reason, command="alinea rebuild") from error
    except TransportError as error:
        if any(word in str(error.info) for word in _TOO_COSTLY):
            raise QueryTooCostlyError() from error
        if _is_passing(error.status_code):
            raise ClusterUnavailableError(hosts=where, reason=said(error)) from error
        raise ClusterRefusedError(hosts=where, reason=said(error)) from error
    except SerializationError as error:
        reason = translate("what answers is no cluster of OpenSearch")
        raise ClusterRefusedError(hosts=where, reason=reason) from error
    except OpenSearchException as error:
        raise ClusterRefusedError(hosts=where, reason=_plain(error)) from error


@contextmanager
def about(folder: Path) -> Iterator[None]:
    """Raise IndexDamagedError about an index's folder for files that say nothing, or name what the
    cluster hasn't got.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        raise IndexDamagedError(path=folder, reason=str(error), command="alinea rebuild") from error
    except IndexDamagedError as error:
        if Path(str(error.details["path"])).is_relative_to(folder):
            raise
        raise IndexDamagedError(**{**error.details, "path": folder}) from error


def _is_passing(status: object) -> bool:
    """A node that dies while it's asked for its part is a 500; "N/A" is no status."""
    return isinstance(status, int) and (status == _TOO_MANY_REQUESTS or status >= 500)


def said(error: TransportError) -> str:
    """The cluster's own words, without what was asked of it."""
    found: Any = error.info.get("error", {}) if isinstance(error.info, dict) else {}
    if isinstance(found, dict):
        causes = found.get("root_cause") or [found]
        reason = causes[0].get("reason") or found.get("reason")
        return f"{error.status_code}, {reason or error.error}"
    return f"{error.status_code}, {found or error.error}"


def _of_openssl(error: SSLError) -> ssl.SSLError:
    """What OpenSSL has said, whatever it has been wrapped into."""
    causes: list[object] = [error.info]
    found = ssl.SSLError()
    while causes:
        cause = causes.pop()
        if isinstance(cause, ssl.SSLError) and (cause.reason or not found.reason):
            found = cause
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause
        causes += getattr(cause, "args", ())
    return found


def _plain(error: Exception) -> str:
    """What kind of failure it was; its words are urllib3's, with addresses of Python's objects."""
    cause = getattr(error, "info", None)
    return type(cause if isinstance(cause, Exception) else error).__name__
