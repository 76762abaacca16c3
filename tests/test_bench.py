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
