"""What a search takes once those who are asked have settled, by the clock and by the processor.

Java compiles what it runs while it runs it, and what is read for the first time isn't in memory:
so each is asked in rounds until two that follow one another take the same, and then all of them in
turn, so that what slows the machine slows all.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from typing import NamedTuple

from cluster.node import Node

#: Rounds that are measured, and before them at the most.
ROUNDS, WARMING = 9, 20
#: Part by which the medians of two rounds may differ, and what the processors work in them.
SETTLED = 0.05

Ask = Callable[[], object]


class Spent(NamedTuple):
    """Seconds: of the clock, of the processor here, and in the nodes."""

    clock: float
    here: float
    nodes: float

    @property
    def worked(self) -> float:
        return self.here + self.nodes

    def __sub__(self, other: "Spent") -> "Spent":  # type: ignore[override]
        return Spent(*(mine - its for mine, its in zip(self, other, strict=True)))


class Meter:
    """Reads clocks: of this process and its workers, and of some nodes.

    A worker is a child of a server of forks and never waited for, so what it has used is read while
    it is there, at each call, and kept.
    """

    def __init__(self, nodes: Sequence[Node] = ()) -> None:
        self._nodes = nodes
        self._workers: dict[int, float] = {}

    def __call__(self) -> Spent:
        self._workers |= workers()
        told = os.times()
        here = told.user + told.system + sum(self._workers.values())
        there = sum(node.processor_seconds() for node in self._nodes)
        return Spent(time.perf_counter(), here, there)


def workers() -> dict[int, float]:
    """Seconds of the processor that each process has used which this one has begun, however far
    down, but for the nodes.
    """
    used: dict[int, float] = {}
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it may have ended
            command, _, fields = path.read_text("utf-8", "replace").rpartition(")")
            parent, *times = (int(fields.split()[place]) for place in (1, 11, 12))
            if not command.endswith("(java"):
                used[number := int(path.parent.name)] = sum(times) / os.sysconf("SC_CLK_TCK")
                children.setdefault(parent, []).append(number)
    found, left = {}, children.get(os.getpid(), [])
    while left:
        number = left.pop()
        found[number] = used[number]
        left += children.get(number, [])
    return found


class Asked(NamedTuple):
    """One who is asked."""

    name: str
    queries: Sequence[Ask]
    meter: Meter


class Round(NamedTuple):
    """times: milliseconds that each query took, by the clock"""

    times: Sequence[float]
    spent: Spent

    def is_like(self, other: "Round") -> bool:
        pairs = (
            (median(self.times), median(other.times)),
            (self.spent.worked, other.spent.worked),
        )
        return all(abs(one - another) <= SETTLED * another for one, another in pairs)


def tell(every: Sequence[Asked]) -> None:
    """Print what a query takes of each."""
    for one in every:
        settle(one)
    rounds: Mapping[str, list[Round]] = {one.name: [] for one in every}
    for _ in range(ROUNDS):
        for one in every:
            rounds[one.name].append(run(one))
    for name, found in rounds.items():
        print(f"{name}: {of_quietest(found)}; {of_processors(found)}", flush=True)


def of_quietest(rounds: Sequence[Round]) -> str:
    """What the clock says where others disturb it least."""
    quietest = min(rounds, key=lambda round_: median(round_.times))
    cuts = quantiles(quietest.times, n=100)
    of_each = ", ".join(f"{median(round_.times):.1f}" for round_ in rounds)
    return (
        f"p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f}, p99 {cuts[98]:.1f} in the quietest of"
        f" {len(rounds)} rounds (p50 of each {of_each})"
    )


def of_processors(rounds: Sequence[Round]) -> str:
    """The mean of all rounds."""
    count = sum(len(round_.times) for round_ in rounds)
    here = 1000 * sum(round_.spent.here for round_ in rounds) / count
    there = 1000 * sum(round_.spent.nodes for round_ in rounds) / count
    return f"of the processor {here:.2f} ms here and {there:.2f} ms in the nodes"


def settle(one: Asked) -> None:
    """Ask until two rounds are alike, and print how they went."""
    rounds = [run(one)]
    while len(rounds) < WARMING:
        rounds.append(run(one))
        if rounds[-1].is_like(rounds[-2]):
            break
    alike = any(later.is_like(earlier) for earlier, later in pairwise(rounds))
    went = ", ".join(
        f"{median(found.times):.1f} ({1000 * found.spent.worked / len(found.times):.1f})"
        for found in rounds
    )
    print(
        f"{one.name} has {'' if alike else 'not '}settled; p50 of each round, ms by the clock (mean"
        f" of the processors): {went}",
        flush=True,
    )


def run(one: Asked) -> Round:
    began = one.meter()
    times = [milliseconds(ask) for ask in one.queries]
    return Round(times, one.meter() - began)


def milliseconds(ask: Ask) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)


class Memory:
    """Looks at this process's memory while it works: what isn't mapped from files, since the system
    takes that back where it needs it (RssAnon, as Linux tells it).
    """

    def __init__(self) -> None:
        self._most = 0
        Thread(target=self._look_on, daemon=True).start()

    def megabytes(self) -> tuple[int, int]:
        """At most so far, and now."""
        now = self._look()
        return self._most, now

    def _look_on(self) -> None:
        while True:
            self._look()
            time.sleep(0.1)

    def _look(self) -> int:
        with open("/proc/self/status", encoding="ascii") as told:
            found = dict(line.split(":", 1) for line in told)
        now = int(found["RssAnon"].split()[0]) // 1024
        self._most = max(self._most, now)
        return now
