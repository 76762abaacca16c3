"""Asking one index of the cluster: what it has found, or an error, never a part of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import ClusterRefusedError, ClusterUnavailableError, IndexDamagedError
from ...query.budget import Budget
from ...wording.messages import translate
from .connection import Connection
from .errors import about
from .queries import Query

#: Seconds that a search may take which nobody has given a time.
_UNHURRIED = 3600.0
#: Seconds after which a search that should have been ended is given up.
_GRACE = 2.0


class Index:
    """The index of a generation; threads may share it.

    folder: of the generation, which errors are about
    """

    def __init__(self, connection: Connection, folder: Path, name: str) -> None:
        self._connection = connection
        self._folder = folder
        self._name = name

    def require_whole(self, paragraphs: int) -> None:
        """That the cluster has all of what the folder says. Raises IndexDamagedError, and
        ClusterUnavailableError where that can't be told for now.
        """
        count = self._connection.ask("GET", f"/{self._name}/_count", of_all=True)["count"]
        if count != paragraphs:
            reason = translate("the cluster has {found} of its {wanted} paragraphs")
            reason = reason.format(found=count, wanted=paragraphs)
            raise IndexDamagedError(path=self._folder, reason=reason, command="alinea rebuild")

    def search(self, body: Mapping[str, Any], budget: Budget) -> Mapping[str, Any]:
        """Of all shards. Raises what `translate_errors` names, and what the budget raises."""
        budget.check()
        seconds = min(budget.seconds_left, _UNHURRIED)
        try:
            with about(self._folder):
                answer: Mapping[str, Any] = self._connection.ask(
                    "POST",
                    f"/{self._name}/_search",
                    {"track_total_hits": True, **body},
                    seconds + _GRACE,
                    allow_partial_search_results=False,
                    cancel_after_time_interval=f"{max(1, int(seconds * 1000))}ms",
                )
        except ClusterUnavailableError:
            budget.check()  # it took too long
            raise
        self._require_answer(answer)
        if answer["timed_out"] or answer["_shards"]["failed"]:
            budget.check()
            reason = translate("some shards have not answered")
            raise ClusterUnavailableError(hosts=self._connection.where, reason=reason)
        return answer

    def count(self, query: Query, budget: Budget) -> int:
        return total(self.search({"size": 0, "query": query}, budget))

    def aggregate(
        self, query: Query, aggregations: Mapping[str, Any], budget: Budget
    ) -> Mapping[str, Any]:
        """What comes of them over all that a query finds."""
        body = {"size": 0, "query": query, "aggs": aggregations, "track_total_hits": False}
        found: Mapping[str, Any] = self.search(body, budget).get("aggregations", {})
        return found

    def _require_answer(self, answer: object) -> None:
        """What stands between may answer for the cluster."""
        if not (isinstance(answer, dict) and {"timed_out", "_shards", "hits"} <= answer.keys()):
            reason = translate("what answers is no search")
            raise ClusterRefusedError(hosts=self._connection.where, reason=reason)


def total(answer: Mapping[str, Any]) -> int:
    """How many a search has found."""
    return int(answer["hits"]["total"]["value"])
