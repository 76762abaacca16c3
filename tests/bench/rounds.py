"""All contenders, several times in turn: who fails is named, and the others go on.

What one fails at may be anything: its program crashes or hangs, its library is another one, what
it says is no figure.
"""

from collections.abc import Sequence
from pathlib import Path

from contenders import Contender
from measure import TIME_LIMIT, Figures, PeerError, measure, medians

#: Why somebody has no figures, or those of fewer rounds, by name.
LeftOut = dict[str, str]


def measured(
    contenders: Sequence[Contender],
    corpus: Path,
    queries: Path,
    work: Path,
    rounds: int,
    limit: float = TIME_LIMIT,
) -> tuple[dict[str, Figures], LeftOut]:
    """The medians of whoever can be measured, and why others can't be.

    In turn, so that what slows the machine for a while slows all of them. Who has failed isn't
    asked again: what it gave before counts.

    limit: seconds that a build may take, and all queries
    """
    found: dict[str, list[Figures]] = {}
    left_out: LeftOut = {}
    for number in range(1, rounds + 1):
        for contender in contenders:
            if contender.name in left_out or (contender.once and number > 1):
                continue
            print(f"{contender.name}, round {number}…", flush=True)
            try:
                figures = measure(contender, corpus, queries, work, limit)
            except Exception as error:
                left_out[contender.name] = name_failure(contender.name, error)
                continue
            print(f"{contender.name}: {figures}", flush=True)
            found.setdefault(contender.name, []).append(figures)
    return {name: medians(figures) for name, figures in found.items()}, left_out


def name_failure(name: str, error: Exception) -> str:
    """Say who is left out, and why."""
    reason = str(error) if isinstance(error, PeerError) else f"{type(error).__name__}: {error}"
    print(f"{name}: left out, {reason}", flush=True)
    return reason
