"""People who type at their own pace, each a letter every 100 to 200 milliseconds, and what the
suggestions take that they are shown after each.
"""

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from itertools import chain, repeat
from threading import Thread
from urllib.parse import quote, urlsplit

from wrk import Latencies

#: As the page asks (web/static/scripts/completions.js).
PATH = "/api/suggest?limit=8&q="
PEOPLE = 8
#: Seconds between two letters.
_FASTEST, _SLOWEST = 0.1, 0.2
_FEWEST_LETTERS = 2
_SEED = 20161


def typed(queries: Sequence[str]) -> Iterator[str]:
    """What stands in the field after each letter."""
    for query in queries:
        for length in range(_FEWEST_LETTERS, len(query) + 1):
            if query[length - 1] != " ":
                yield query[:length]


def while_people_type(address: str, queries: Sequence[str], seconds: float) -> Latencies:
    """What each of the suggestions took, in milliseconds. Raises ValueError if one is refused.

    queries: shared out among the people, each of whom types his own, again if he comes to the end
    """
    everybody = [_Typist(address, queries[place::PEOPLE], place) for place in range(PEOPLE)]
    end = time.monotonic() + seconds
    threads = [Thread(target=one.type_until, args=(end,)) for one in everybody]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused := {status for one in everybody for status in one.refused}:
        raise ValueError(f"refused: {refused}")
    took = statistics.quantiles(chain(*(one.took for one in everybody)), n=100)
    return Latencies(took[49], took[94], took[98])


class _Typist:
    """took: milliseconds of each answer; refused: the statuses of those that were none"""

    def __init__(self, address: str, queries: Sequence[str], place: int) -> None:
        self._host = urlsplit(address).netloc
        self._queries = queries
        self._pace = random.Random(_SEED + place)
        self.took: list[float] = []
        self.refused: list[int] = []

    def type_until(self, end: float) -> None:
        connection = HTTPConnection(self._host)
        for text in chain.from_iterable(typed(one) for one in repeat(self._queries)):
            time.sleep(self._pace.uniform(_FASTEST, _SLOWEST))
            if time.monotonic() > end:
                break
            began = time.perf_counter()
            connection.request("GET", PATH + quote(text))
            answer = connection.getresponse()
            answer.read()
            self.took.append(1000 * (time.perf_counter() - began))
            if answer.status != 200:
                self.refused.append(answer.status)
        connection.close()
