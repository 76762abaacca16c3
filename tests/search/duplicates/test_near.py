"""What a paragraph is a near copy of depends neither on how many come at once nor on memory."""

import resource
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from search.duplicates import digests, near, slots
from search.duplicates.near import NearCopies
from search.duplicates.originals import Originals
from search.duplicates.registry import Budget, Registry, SeenParagraphs, parts
from search.duplicates.signature import HASHES, ROW

PLENTY = 1 << 30


def rows_like_one_another(seed: int, count: int) -> np.ndarray:
    """Signatures, of each of which a part is that of one of a few others."""
    chance = default_rng(seed)
    moulds = chance.integers(0, 256, (3, ROW), np.uint8)
    rows = moulds[chance.integers(0, 3, count)]
    changed = chance.random((count, ROW)) < chance.choice([0.02, 0.2, 0.5], count)[:, None]
    rows[changed] = chance.integers(0, 256, int(changed.sum()), np.uint8)
    rows[:, HASHES:] = moulds[0, HASHES:]
    return rows


def near_copies(folder: Path, rows: np.ndarray, memory: int = PLENTY) -> NearCopies:
    """Of what there is, in two parts."""
    clusters = np.arange(1, len(rows) + 1, dtype=np.int64)
    half = len(rows) // 2
    there = [rows[:half], rows[half:]], [clusters[:half], clusters[half:]]
    return NearCopies(Originals(*there, folder, memory), folder, memory)


@given(
    seed=st.integers(0, 1 << 32),
    before=st.integers(0, 40),
    batches=st.lists(st.integers(1, 5), max_size=6),
)
def test_few_paragraphs_adopt_what_many_would(tmp_path_factory, seed, before, batches):
    rows = rows_like_one_another(seed, before + sum(batches))
    clusters = np.arange(1, len(rows) + 1, dtype=np.int64)
    folder = tmp_path_factory.getbasetemp()
    few, many = (near_copies(folder, rows[:before]) for _ in range(2))
    many._count = slots.slots_for(before)
    many._slots = many._filled(many._count)
    for size in batches:
        new = slice(before, before + size)
        adopted = few.adopted(rows[new], clusters[new]).tolist()
        assert adopted == many.adopted(rows[new], clusters[new]).tolist()
        before += size


def test_slots_are_given_where_there_are_many(tmp_path):
    rows = rows_like_one_another(1, near._FEW + 1)
    found = near_copies(tmp_path, rows[:0])
    adopted = found.adopted(rows, np.arange(1, len(rows) + 1, dtype=np.int64))
    assert found._slots is not None
    assert len(set(adopted.tolist())) < len(rows)


def seen(budget: Budget, hashes: bytes, rows: bytes, batches: list[int]) -> list[object]:
    """What two builds tell of each paragraph, and what is left of it in files."""
    with TemporaryDirectory() as name:
        folder, told, place = Path(name), [], 0
        registry = Registry(folder, 7, budget=budget)
        for number, size in enumerate(batches):
            if number == len(batches) // 2:
                registry.commit()
                registry = Registry(folder, 8, budget=budget)
            of_hashes, of_rows = slice(place * 16, (place + size) * 16), slice(place * ROW, None)
            told += registry.marks(hashes[of_hashes], rows[of_rows][: size * ROW])
            place += size
        registry.commit()
        assert len(list(folder.iterdir())) == len(parts(folder))  # nothing else is left
        later = SeenParagraphs(folder)
        told += [later.cluster(cluster) for cluster, _, _ in told]
        kept = [(part.rows.tolist(), part.originals.tolist()) for part in parts(folder)]
        return [told, kept]


@settings(deadline=None)
@given(
    seed=st.integers(0, 1 << 32),
    batches=st.lists(st.integers(1, 120), min_size=2, max_size=8),
    few_slots=st.booleans(),
)
def test_no_budget_of_memory_changes_what_is_a_copy(seed, batches, few_slots):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "_SLOTS", 16 if few_slots else 1 << 12)
        patch.setattr(digests, "_GATHERED", 16)
        compare(seed, batches)


def compare(seed, batches):
    count = sum(batches)
    rows = rows_like_one_another(seed, count)
    rows[default_rng(seed).random(count) < 0.1] = 0
    numbers = default_rng(seed).integers(0, 2 * count, count)
    hashes = b"".join(int(n * 7919 + 1).to_bytes(8, "big") + bytes(8) for n in numbers)
    told = seen(Budget(PLENTY, PLENTY, PLENTY), hashes, rows.tobytes(), batches)
    assert seen(Budget(0, 0, 0), hashes, rows.tobytes(), batches) == told
    assert seen(Budget(1000, 5000, 100), hashes, rows.tobytes(), batches) == told


def test_what_does_not_fit_on_disk_is_told(tmp_path):
    rows = default_rng(1).integers(0, 256, (5000, ROW), np.uint8)
    registry = Registry(tmp_path, budget=Budget(0, 0, 0))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            registry.marks(default_rng(2).bytes(5000 * 16), rows.tobytes())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.iterdir())
