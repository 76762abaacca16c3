"""The measurements measure what they say."""

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent / "bench"
CORPUS = [
    {"id": "chat", "title": "Le chat", "text": "Il dort sur le toit de la maison."},
    {"id": "chien", "title": "Le chien", "text": "Il veille devant la maison."},
    {"id": "lion", "title": "Le lion", "text": "Il chasse dans la savane."},
]
QUESTIONS = [
    {"id": "1", "text": "Qui dort sur un toit ?"},  # its document comes first
    {"id": "2", "text": "Devant quelle maison dort-on sur un toit ?"},  # comes second
    {"id": "3", "text": "baleine"},  # is not found
]


@pytest.fixture
def judged(tmp_path) -> list[str]:
    """The arguments that name a judged set."""
    corpus, queries, qrels = (tmp_path / name for name in ("c.jsonl", "q.jsonl", "r.tsv"))
    corpus.write_text("\n".join(map(json.dumps, CORPUS)), "utf-8")
    queries.write_text("\n".join(map(json.dumps, QUESTIONS)), "utf-8")
    qrels.write_text("1\tchat\t1\n2\tchien\t1\n3\tlion\t1\n", "utf-8")
    return ["--corpus", str(corpus), "--queries", str(queries), "--qrels", str(qrels)]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_relevance_is_measured_as_it_is_defined(judged, engine):
    command = [sys.executable, BENCH / "relevance.py", *judged]
    result = subprocess.run(
        [*command, "--task", "text", "--engine", engine, "--json"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    (measured,) = json.loads(result.stdout)
    assert measured["MRR@10"] == pytest.approx((1 + 1 / 2 + 0) / 3, abs=1e-4)
    assert measured["success@1"] == pytest.approx(1 / 3, abs=1e-4)
    assert measured["success@10"] == pytest.approx(2 / 3, abs=1e-4)
    # 1 for the first, 1 / log2(3) for the second
    assert measured["nDCG@10"] == pytest.approx((1 + 0.63093 + 0) / 3, abs=1e-4)


@pytest.mark.parametrize("script", sorted(BENCH.glob("*.py")), ids=lambda path: path.stem)
def test_what_a_measurement_takes_from_the_project_is_there(script):
    """Most take too long to be run here; what they import is told without."""
    imports = (node for node in ast.walk(ast.parse(script.read_text("utf-8"))) if of_ours(node))
    missing = [
        (node.module, name.name)
        for node in imports
        for name in node.names
        if not hasattr(importlib.import_module(node.module), name.name)
    ]
    assert missing == []


def of_ours(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module.split(".")[0] in ("search", "web")
