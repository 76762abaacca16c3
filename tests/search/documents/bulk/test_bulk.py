"""Files of many documents: how they are cut, and what their parts know of themselves."""

import gzip
import json
import pickle
import random
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from records import documents

from search.documents.bulk import Chunk, Columns, chunks, is_bulk
from search.errors import DocumentError

WORDS = "la rivière est montée pendant la nuit et le pont a tenu malgré le courant".split()


def cut(path: Path, file: str = "a") -> list[Chunk]:
    return list(chunks(file, path, Columns()))


def record(number: int, seed: int = 0) -> dict[str, str]:
    chance = random.Random(number * 1000 + seed)
    return {"doc": f"d{number}", "text": " ".join(chance.choices(WORDS, k=chance.randint(5, 120)))}


def lines(records: list[dict[str, str]]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


@pytest.mark.parametrize("kind", [".jsonl", ".ndjson", ".csv", ".tsv", ".mbox"])
@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_files_of_many_documents_are_told_by_their_names(kind, packed):
    assert is_bulk(Path(f"dossier/Fichier{kind}{packed}"))
    assert is_bulk(Path(f"dossier/FICHIER{kind.upper()}{packed.upper()}"))
    assert not is_bulk(Path(f"dossier/fichier{kind}.txt{packed}"))


def test_chunks_are_of_a_good_size_and_hold_everything_in_its_order(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines([record(number) for number in range(4000)]))
    found = cut(path)
    assert b"".join(chunk.content for chunk in found) == path.read_bytes()
    assert 8 << 10 < path.stat().st_size / len(found) < 64 << 10
    assert max(chunk.size for chunk in found) < 256 << 10
    assert [one.info.id for one in documents(found)] == [f"a/d{n}" for n in range(4000)]


@pytest.mark.parametrize("length", [1, 40, 3000])
def test_chunks_are_of_a_good_size_whatever_the_length_of_the_records(tmp_path, length):
    path = tmp_path / "a.jsonl"
    chance = random.Random(1)
    made = [
        {"id": f"{number}", "text": " ".join(chance.choices(WORDS, k=length)), "lang": "fr"}
        for number in range(200_000 // (length + 10))
    ]
    path.write_bytes(lines(made))
    found = cut(path)
    assert 8 << 10 < path.stat().st_size / len(found) < 64 << 10


def test_after_a_change_only_the_chunks_around_it_are_new(tmp_path):
    path = tmp_path / "a.jsonl"
    records = [record(number) for number in range(6000)]
    path.write_bytes(lines(records))
    before = {chunk.digest for chunk in cut(path)}
    for number in (5, 1500, 3000, 4500, 5999):
        records[number] = record(number, seed=1)
    del records[2000]
    records.insert(2500, record(7000))
    path.write_bytes(lines(records))
    after = [chunk.digest for chunk in cut(path)]
    assert len(after) > 50
    assert 5 <= sum(one not in before for one in after) <= 14


def test_where_a_chunk_stands_counts_only_for_documents_called_by_it(tmp_path):
    path = tmp_path / "a.jsonl"
    named = [record(number) for number in range(2000)]
    nameless = [{"text": one["text"]} for one in named]
    for records, most in ((named, 2), (nameless, 10_000)):
        path.write_bytes(lines(records))
        before = {chunk.digest for chunk in cut(path)}
        path.write_bytes(lines([{"text": "Un.", "doc": "avant"}, *records]))
        changed = [chunk for chunk in cut(path) if chunk.digest not in before]
        assert len(changed) <= most
    assert len(changed) == len(cut(path))


def test_the_digest_depends_on_the_file_the_columns_and_the_text(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "a", "text": "Un.", "corps": "Deux."}\n')
    (one,) = cut(path)
    assert (one.digest, len(one.digest)) == (cut(path)[0].digest, 16)
    (other,) = chunks("b", path, Columns())
    (mapped,) = chunks("a", path, Columns(text=("corps",)))
    path.write_bytes(b'{"id": "a", "text": "Un!", "corps": "Deux."}\n')
    assert len({one.digest, other.digest, mapped.digest, cut(path)[0].digest}) == 4


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_packed_files_hold_the_same_documents(tmp_path, pack):
    path = tmp_path / "a.jsonl"
    content = lines([record(number) for number in range(3000)])
    path.write_bytes(content)
    plain = cut(path)
    half = len(content) // 2
    (tmp_path / "b.jsonl.gz").write_bytes(pack(content))
    (tmp_path / "c.jsonl.zst").write_bytes(pack(content[:half]) + pack(content[half:]))
    for name in ("b.jsonl.gz", "c.jsonl.zst"):
        packed = cut(tmp_path / name)
        assert [one.digest for one in packed] == [one.digest for one in plain]
        positions = [one.position for one in packed]
        assert positions == sorted(positions)
        assert positions[-1] == (tmp_path / name).stat().st_size


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("without_isal", [False, True])
def test_what_comes_before_a_damage_is_read_and_the_damage_reported(
    tmp_path, pack, without_isal, monkeypatch
):
    if without_isal:
        monkeypatch.setitem(__import__("sys").modules, "isal", None)
    path = tmp_path / "a.jsonl.gz"
    records = [record(number) for number in range(2000)]
    whole = pack(lines(records))
    path.write_bytes(whole[: len(whole) // 2])
    found: list[Chunk] = []
    with pytest.raises(DocumentError, match=r"a: it is damaged \(.*\)\."):
        found.extend(chunks("a", path, Columns()))
    read = documents(found)
    assert 500 < len(read) < 1500
    assert [one.info.id for one in read] == [f"a/d{n}" for n in range(len(read))]


@pytest.mark.parametrize(
    "content",
    [gzip.compress(b"")[:5], b"\x1f\x8bnonsense", gzip.compress(b'{"text": "Un."}\n') + b"Un."],
    ids=["cut", "nonsense", "more"],
)
def test_a_damaged_archive_is_a_document_error(content, tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match="damaged"):
        cut(path)


def test_an_archive_without_the_library_for_it_says_what_it_needs(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    path = tmp_path / "a.csv.zst"
    path.write_bytes(zstandard.compress(b"texte\nUn.\n"))
    with pytest.raises(DocumentError, match=r"alinea\[formats\]"):
        cut(path)


def test_a_line_without_end_is_left_out_and_the_rest_is_read(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    endless = b'{"text": "' + b"a" * (40 << 20) + b'"}\n'
    path.write_bytes(gzip.compress(b'{"text": "Un."}\n' + endless + b'{"text": "Deux."}\n', 1))
    one, error, two = documents(cut(path))
    assert (one.info.id, two.info.id) == ("a/1", "a/3")
    assert str(error) == "a, line 2: it has more than 16 MB, which no record may have."


def test_a_document_of_endless_lines_is_cut_rather_than_held(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    line = b'{"doc": "a", "text": "' + b"mot " * 50_000 + b'"}\n'
    path.write_bytes(gzip.compress(line * 200, 1))
    assert max(chunk.size for chunk in cut(path)) < 20 << 20


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 9000), min_size=1, max_size=40), st.booleans())
def test_no_document_is_cut_between_chunks_and_nothing_is_lost(tmp_path_factory, sizes, first):
    path: Path = tmp_path_factory.mktemp("records") / "a.jsonl"
    written = [
        json.dumps({**({} if first else {"x": 1}), "doc": str(n // 3), "text": "mot " * size})
        for n, size in enumerate(sizes)
    ]
    path.write_text("\n\n".join(written), "utf-8")
    found = cut(path)
    assert b"".join(chunk.content for chunk in found) == path.read_bytes()
    starts = [1 + sum(one.content.count(b"\n") for one in found[:n]) for n in range(len(found))]
    assert [chunk.first for chunk in found] == starts
    names = [document.info.id for document in documents(found)]
    assert len(names) == len(set(names)) == (len(sizes) + 2) // 3


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_halves_hold_the_same_documents_down_to_one_each(tmp_path_factory, data):
    sizes = data.draw(st.lists(st.integers(0, 5), min_size=1, max_size=12))
    path: Path = tmp_path_factory.mktemp("halves") / "a.jsonl"
    rows = [{"doc": f"{n}", "text": "Un."} for n, size in enumerate(sizes) for _ in range(size)]
    path.write_bytes(lines(rows or [{"text": "Un."}]))
    (whole,) = cut(path)
    left, alone = [whole], []
    while left:
        chunk = left.pop(0)
        parts = pickle.loads(pickle.dumps(chunk)).halves()
        left = parts + left
        alone += [] if parts else [chunk]
    assert all(len(documents([chunk])) == 1 for chunk in alone)
    assert documents(alone) == documents([whole])
