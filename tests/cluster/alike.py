"""Whether servers of one index answer alike, letter by letter, whichever is asked.

    python tests/cluster/alike.py [--servers 3]

builds an index in a node of its own, from the tests' library, serves it from so many processes,
each with a port and an index folder of its own, and asks all of them the same addresses in two
languages.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from cluster.node import Node, free_port, running

LIBRARY = Path(__file__).parents[1] / "library"
LANGUAGES = ("fr", "en")
QUERIES = (
    "pont",
    "crue",
    "abeilles+ruche",
    "la",
    "%22l%E2%80%99eau%22",
    "po*",
    "ponts~",
    "xyzzy",
    "%2B(",
)
ORDERS = ("relevance", "date", "oldest", "added")
#: Asked as they are; the others have a query, or the document and the paragraph that one finds.
PLAIN = (
    *("/", "/documents", "/documents?sort=date", "/skipped", "/status", "/help", "/opensearch.xml"),
    *("/api/documents", "/api/skipped", "/api/stats", "/openapi.json", "/readyz", "/healthz"),
    *("/nowhere", "/documents/nowhere.txt", "/api/documents/nowhere.txt", "/api/search"),
)
OF_A_QUERY = (
    *("/?q={}", "/?q={}&group=document", "/feed?q={}", "/api/suggest?q={}"),
    *("/api/search?q={}&facets=year,folder,format", "/api/search?q={}&size=2&page=2"),
    *("/api/search?q={}&duplicates=all&explain=true", "/opensearch/suggestions?q={}"),
    *(f"/api/export?q={{}}&format={form}" for form in ("csv", "jsonl", "atom")),
)
OF_A_DOCUMENT = (
    *("/documents/{}", "/documents/{}?q=pont", "/similar/{}", "/api/documents/{}"),
    "/api/documents/{}/similar",
)
OF_A_PARAGRAPH = ("/p/{}", "/p/{}/cite", "/api/paragraphs/{}")
#: How long a search took, as JSON and as the page say it.
_TOOK = re.compile(rb'"took_ms":[0-9.e-]+|<p>[^<]* \xc2\xb7 (?:en|in) [0-9.,]+ s</p>')
_STARTING = 300.0
#: How often what is refused for now is asked again.
_TRIES = 5


class Answered(NamedTuple):
    """headers: without how long it is, which depends on how long it took"""

    status: int
    headers: Mapping[str, str]
    body: bytes


#: Asks one server an address in a language.
Ask = Callable[[str, str], Answered]


def answered(status: int, headers: Mapping[str, str], body: bytes) -> Answered:
    kept = {
        name.lower(): value
        for name, value in headers.items()
        if name.lower() not in ("content-length", "date")
    }
    return Answered(status, kept, _TOOK.sub(b"", body))


def addresses(ask: Ask) -> list[str]:
    """Of every kind that there is."""
    found = ask("/api/search?q=pont", "fr").body.decode()
    documents = sorted(map(urllib.parse.quote, set(re.findall(r'"id":"([^"]+)"', found))))
    digests = sorted(set(re.findall(r'"digest":"([^"]+)"', found)))
    return [
        *PLAIN,
        *(form.format(query) for form, query in product(OF_A_QUERY, QUERIES)),
        *(f"/api/search?q=la&sort={order}" for order in ORDERS),
        *(form.format(one) for form, one in product(OF_A_DOCUMENT, documents)),
        *(form.format(one) for form, one in product(OF_A_PARAGRAPH, digests)),
    ]


def differences(servers: Sequence[Ask], asked: Sequence[str]) -> list[str]:
    """Addresses that they answer otherwise than the first of them does."""
    different = []
    for address, language in product(asked, LANGUAGES):
        first, *others = [ask(address, language) for ask in servers]
        if any(other != first for other in others):
            different.append(f"{address} ({language})")
    return different


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--servers", type=int, default=3)
    count = options.parse_args().servers
    with tempfile.TemporaryDirectory() as name, running(Path(name), 1) as nodes:
        folder = Path(name)
        shutil.copytree(LIBRARY, folder / "library")
        machines = [surroundings(folder, nodes[0], number) for number in range(count)]
        subprocess.run([*ALINEA, "rebuild"], env=machines[0], check=False)
        with serving(machines) as servers:
            asked = addresses(servers[0])
            different = differences(servers, asked)
    total = len(asked) * len(LANGUAGES)
    print(f"{count} servers, {total} answers each, {len(different)} different")
    print(*different, sep="\n")


ALINEA = (sys.executable, "-m", "search")


def surroundings(folder: Path, node: Node, number: int) -> dict[str, str]:
    """The variables of a machine."""
    return os.environ | {
        "ALINEA_ENGINE": "opensearch",
        "ALINEA_OPENSEARCH_HOSTS": f'["{node.url}"]',
        "ALINEA_SOURCE": str(folder / "library"),
        "ALINEA_INDEX": str(folder / f"machine{number}"),
        "ALINEA_PORT": str(free_port()),
        "ALINEA_SEARCH_SECONDS": "60",
    }


@contextmanager
def serving(machines: Sequence[dict[str, str]]) -> Iterator[list[Ask]]:
    """A server on each."""
    servers = [subprocess.Popen([*ALINEA, "serve"], env=machine) for machine in machines]
    try:
        asks = [over_http(machine["ALINEA_PORT"]) for machine in machines]
        for ask in asks:
            wait_until_ready(ask)
        yield asks
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()


def over_http(port: str) -> Ask:
    def ask(address: str, language: str) -> Answered:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{address}")
        request.add_header("Accept-Language", language)
        request.add_header("Host", "localhost")  # as a balancer passes on what it was asked by
        answer = sent(request)
        for _ in range(_TRIES):
            if answer.status != 503:  # one export at a time is written, and ends a little later
                break
            time.sleep(1)
            answer = sent(request)
        return answer

    return ask


def sent(request: urllib.request.Request) -> Answered:
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answered(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as refused:
        return answered(refused.code, refused.headers, refused.read())


def wait_until_ready(ask: Ask) -> None:
    until = time.monotonic() + _STARTING
    while time.monotonic() < until:
        try:
            if ask("/readyz", "en").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError("a server hasn't begun to answer")


if __name__ == "__main__":
    main()
