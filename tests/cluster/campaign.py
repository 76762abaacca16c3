"""What becomes of searches and updates while nodes die: of three, one is killed each minute.

    python tests/cluster/campaign.py [--minutes 10]

The next one is killed when what the last one had has its copies again, or else two would be gone.
All paragraphs of a generation share a word, so an answer that has fewer hits than there are
paragraphs, or two of these words, is wrong. Prints how many searches were sent, refused (503), when
and why, and wrong, how many updates were acknowledged, and how many of their paragraphs were lost;
then what is answered when both nodes are gone that have a shard, and after they have come back.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from cluster.node import Node, healthy, holders, running

from search import Settings, open_indexer, open_searcher
from search.errors import AlineaError, BusyError
from search.searching import Searcher

DOCUMENTS, NODES = 400, 3
#: Seconds between two deaths, until a dead node is started again, and that healing may take.
PERIOD, ABSENCE, HEALING = 60.0, 15.0, 300.0


class Tally:
    """What has been seen, by several threads."""

    def __init__(self) -> None:
        self.searches: Counter[str] = Counter()
        self.updates: Counter[str] = Counter()
        self.lost = 0
        self.refused: list[tuple[float, str]] = []  # seconds after a death, and why
        self.death = 0.0
        self.ended = threading.Event()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    minutes = options.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), NODES, heap=384) as nodes:
        campaign(Path(folder), nodes, minutes)


def campaign(folder: Path, nodes: Sequence[Node], minutes: float) -> None:
    source = folder / "documents"
    source.mkdir()
    settings = [on_machine(folder / f"machine{n}", nodes) for n in range(2)]
    write(source, 0)
    open_indexer(settings[0]).rebuild(source)
    searcher, tally = open_searcher(settings[1]), Tally()
    threads = [
        threading.Thread(target=search_on, args=(searcher, tally)),
        threading.Thread(target=update_on, args=(settings[0], source, tally)),
    ]
    for thread in threads:
        thread.start()
    try:
        deaths = kill_on(nodes, time.monotonic() + 60 * minutes, tally)
    finally:
        tally.ended.set()
        for thread in threads:
            thread.join()
    print(f"nodes killed: {deaths}")
    print(f"searches: {dict(tally.searches)}")
    for (after, reason), count in sorted(Counter(tally.refused).items()):
        print(f"  refused {count}, {after:.0f} s after a death: {reason}")
    print(f"updates: {dict(tally.updates)}, acknowledged paragraphs lost: {tally.lost}")
    two_gone(nodes, searcher)


def on_machine(folder: Path, nodes: Sequence[Node]) -> Settings:
    folder.mkdir()
    return Settings(
        index=folder / "index",
        engine="opensearch",
        opensearch_hosts=tuple(node.url for node in nodes),
        opensearch_shards=NODES,
        opensearch_replicas=1,
        opensearch_seconds=30.0,
        readers=1,
    )


def write(source: Path, generation: int) -> None:
    for number in range(DOCUMENTS):
        text = f"La génération tour{generation} compte {137 * number + 1000} membres.\n"
        (source / f"{number:04}.txt").write_text(text, "utf-8")


def search_on(searcher: Searcher, tally: Tally) -> None:
    while not tally.ended.is_set():
        tally.searches[searched(searcher, tally)] += 1


def searched(searcher: Searcher, tally: Tally) -> str:
    """What came of a search: "right", "wrong", or the kind of refusal."""
    try:
        found = searcher.search("génération", size=100, duplicates="all")
    except BusyError as error:
        after = 5 * ((time.monotonic() - tally.death) // 5)
        tally.refused.append((after, str(error.details.get("reason", ""))[:80]))
        return type(error).__name__
    words = {hit.paragraph.text.split()[2] for hit in found.hits}
    return "right" if (found.total, len(words)) == (DOCUMENTS, 1) else "wrong"


def update_on(settings: Settings, source: Path, tally: Tally) -> None:
    """One generation after the other, now and then all of it anew; what is acknowledged is looked
    for at once.
    """
    generation = 0
    while not tally.ended.is_set():
        generation += 1
        write(source, generation)
        indexer = open_indexer(settings)
        try:
            (indexer.rebuild if generation % 4 == 0 else indexer.update)(source)
        except AlineaError as error:
            tally.updates[type(error).__name__] += 1
            time.sleep(1)
            continue
        tally.updates["acknowledged"] += 1
        tally.lost += DOCUMENTS - present(settings, generation, tally)


def present(settings: Settings, generation: int, tally: Tally) -> int:
    """Paragraphs of a generation that are found, once anything can be."""
    while True:
        try:
            asked = f"+tour{generation}"
            return open_searcher(settings).search(asked, duplicates="all").total
        except BusyError:
            time.sleep(0.5)
            if tally.ended.is_set():
                return DOCUMENTS


def kill_on(nodes: Sequence[Node], until: float, tally: Tally) -> int:
    """Kill a node each minute, and start it again a little later; how many."""
    deaths = 0
    while time.monotonic() + PERIOD < until:
        time.sleep(PERIOD - ABSENCE)
        print(f"whole again after {healed(nodes):.0f} s more", flush=True)
        node = random.choice(nodes)
        node.kill()
        tally.death = time.monotonic()
        deaths += 1
        time.sleep(ABSENCE)
        node.start()
    time.sleep(max(0.0, until - time.monotonic()))
    return deaths


def healed(nodes: Sequence[Node]) -> float:
    """Wait until each shard has all its copies; how many seconds that took."""
    began = time.monotonic()
    while not healthy(nodes) and time.monotonic() < began + HEALING:
        time.sleep(0.5)
    return time.monotonic() - began


def two_gone(nodes: Sequence[Node], searcher: Searcher) -> None:
    healed(nodes)
    victims = [node for node in nodes if node.name in holders(nodes[0], "alinea")]
    for node in victims:
        node.kill()
    tally = Tally()
    gone = Counter(searched(searcher, tally) for _ in range(20))
    print(f"{len(victims)} nodes gone, all that have a shard: {dict(gone)}")
    for node in victims:
        node.start()
    began = time.monotonic()
    while searched(searcher, tally) != "right" and time.monotonic() < began + HEALING:
        time.sleep(1)
    print(f"back: {searched(searcher, tally)} after {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
