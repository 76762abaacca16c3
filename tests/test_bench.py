"""The measurements measure what they say."""

import ast
import gzip
import importlib
import json
import re
import struct
import subprocess
import sys
from collections import Counter
from functools import partial
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


@pytest.fixture
def corpora(monkeypatch, tmp_path):
    """The module that makes a corpus, on a machine without Littré where nothing is installed."""
    monkeypatch.syspath_prepend(BENCH)
    module = importlib.import_module("corpus")
    monkeypatch.setattr(module, "DICTIONARY", tmp_path / "nothing")
    monkeypatch.setattr(module, "install", lambda _: None)
    monkeypatch.setattr(module, "invented", partial(module.invented, 400))
    return module


def test_a_machine_that_can_get_nothing_invents_a_corpus_always_the_same(corpora, tmp_path):
    one, other = (corpora.make_corpus(tmp_path / name) for name in ("one", "other"))
    lines = gzip.decompress(one.path.read_bytes()).decode().splitlines()
    assert gzip.decompress(other.path.read_bytes()).decode().splitlines() == lines
    records = [json.loads(line) for line in lines]
    assert "drawn by chance" in one.source
    assert len({record["doc"] for record in records}) == 50
    assert all(len(record["text"]) >= 80 for record in records)
    words = Counter(word for record in records for word in record["text"].lower().split())
    assert words["la"] > words["bibliothèque"] > 0
    assert "title:" not in words


def test_queries_are_words_of_the_corpus_as_they_follow_one_another(corpora, tmp_path):
    corpus = corpora.make_corpus(tmp_path)
    queries = json.loads(corpora.draw_queries(corpus.path, tmp_path).read_text("utf-8"))
    lines = gzip.decompress(corpus.path.read_bytes()).decode().splitlines()
    texts = [" ".join(re.findall(r"[^\W\d_]{4,}", json.loads(line)["text"])) for line in lines]
    assert len(queries) == 300
    assert {len(query.split()) for query in queries} == {1, 2, 3, 4}
    for query in queries:
        assert any(query in text for text in texts), query


def test_a_dictionary_in_the_format_of_stardict_is_read(corpora, tmp_path):
    entry = "<b>(é-cho) s. m.</b>\n    Répétition d’un son.\n"
    (tmp_path / "d.dict.dz").write_bytes(gzip.compress(b"xx" + entry.encode()))
    place = struct.pack(">II", 2, len(entry.encode()))
    index = b"".join(name.encode() + b"\0" + place for name in ("ECHO", "ÉCHO"))
    (tmp_path / "d.idx").write_bytes(index)
    (found,) = corpora.littre(tmp_path / "d")
    assert found == ("littre/2", "écho", ["(é-cho) s. m.", "Répétition d’un son.", ""])


#: Programs of peers: what each does when it is told to build, or to search.
PEERS = {
    "fine": "print(json.dumps({'paragraphs': 3, 'seconds': 0.5, 'latencies_ms': [1, 2, 4]}))",
    "missing": "sys.exit(3)",
    "crashes": "os.abort()",
    "hangs": "time.sleep(600)",
    "says nothing": "",
    "says no figures": "print('{}')",
    "fails later": (
        "there = pathlib.Path(sys.argv[3]).parent / 'again'\n"
        "if there.exists() and sys.argv[1] == 'search': sys.exit(1)\n"
        "sys.argv[1] == 'search' and there.touch()\n"
        "print(json.dumps({'paragraphs': 3, 'seconds': 0.5, 'latencies_ms': [1, 2, 4]}))"
    ),
}


def test_a_peer_that_fails_is_named_and_the_others_go_on(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(BENCH)
    rounds, measure = map(importlib.import_module, ("rounds", "measure"))
    monkeypatch.setattr(measure, "resident", lambda _: [1.0])
    contenders = []
    for name, program in PEERS.items():
        path = tmp_path / f"{name}.py"
        path.write_text(f"import json, os, pathlib, sys, time\n{program}\n", "utf-8")
        contenders.append(measure.Contender(name, str(path), "", "", ""))
    contenders.insert(0, measure.Contender("no Python", "", "", "", "", python="/nowhere/python"))
    found, left_out = rounds.measured(
        contenders, tmp_path, tmp_path, tmp_path / "work", rounds=2, limit=2.0
    )
    assert list(found) == ["fine", "fails later"]
    assert found["fine"].p50_ms == 2
    assert list(left_out) == ["no Python", *(name for name in PEERS if name != "fine")]
    assert "exit status" in left_out["crashes"]
    assert "longer than 2 s" in left_out["hangs"]


def test_goals_are_told_where_both_sides_were_measured(monkeypatch):
    monkeypatch.syspath_prepend(BENCH)
    goals = importlib.import_module("goals")
    figures = {"paragraphs_per_second": 100, "build_memory_mb": 600, "p50_ms": 2.0, "p95_ms": 3.0}
    lucene = {"paragraphs_per_second": 80, "p50_ms": 1.0, "p95_ms": 2.0}
    peers = {"Alinéa, tantivy": figures, "Lucene": lucene}
    told = {row.what: row.measured for row in goals.rows({"peers": peers})}
    assert told == {
        "build, of the rate of Lucene": "tantivy 1.25 ×",
        "search, p50, of the time of Lucene": "tantivy 2.00 ×",
        "search, p95, of the time of Lucene": "tantivy 1.50 ×",
        "memory, build": "tantivy 600 MB",
    }
