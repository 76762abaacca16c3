"""The figures as plots, for a glance."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt  # after the choice of what it draws with

_OURS, _THEIRS = "#9a2a17", "#8c877d"


def draw_all(results: dict[str, Any], folder: Path) -> None:
    mpl.rcParams["svg.hashsalt"] = "alinea"  # the same figures give the same file
    peers = results["peers"]
    rates = {name: one["paragraphs_per_second"] for name, one in peers.items()}
    _bars("Paragraphs indexed in a second", {"": rates}, folder / "build.svg")
    latencies = {cut: {name: one[f"{cut}_ms"] for name, one in peers.items()} for cut in _CUTS}
    _bars("Milliseconds of a query, with snippets", latencies, folder / "latency.svg", log=True)
    sizes = {
        label: {name: one[key] for name, one in peers.items()} for label, key in _SIZES.items()
    }
    _bars("Megabytes", sizes, folder / "size.svg")
    loads = {name: one["requests_per_second"] for name, one in results["http"].items()}
    if loads:
        _bars("Requests a second, 8 connections", {"": loads}, folder / "http.svg")


_CUTS = ("p50", "p95")
_SIZES = {
    "index": "index_mb",
    "memory, build": "build_memory_mb",
    "memory, search": "search_memory_mb",
}


def _bars(
    title: str, series: Mapping[str, Mapping[str, float]], path: Path, *, log: bool = False
) -> None:
    names = list(next(iter(series.values())))
    height = 0.8 / len(series)
    figure, axes = plt.subplots(figsize=(8, 0.6 + 0.28 * len(names) * (1 + len(series)) / 1.4))
    for number, (label, values) in enumerate(series.items()):
        places = [place + number * height for place in range(len(names))]
        shade = 1 - 0.35 * number
        bars = axes.barh(places, list(values.values()), height, label=label, color=_colours(names))
        for bar in bars:
            bar.set_alpha(shade)
        axes.bar_label(bars, [_written(value) for value in values.values()], padding=3, fontsize=8)
    _tidy(axes, title, names, height * (len(series) - 1) / 2, log=log)
    if len(series) > 1:
        axes.legend(frameon=False, fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def _tidy(axes: Any, title: str, names: Sequence[str], middle: float, *, log: bool) -> None:
    axes.set_title(title, loc="left", fontsize=10)
    axes.set_yticks([place + middle for place in range(len(names))], names)
    axes.invert_yaxis()
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(bottom=False, labelbottom=False, left=False)
    axes.margins(x=0.12)
    if log:
        axes.set_xscale("log")
        axes.minorticks_off()


def _colours(names: Sequence[str]) -> list[str]:
    return [_OURS if name.startswith("Alinéa") else _THEIRS for name in names]


def _written(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
