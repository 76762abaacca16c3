"""The nearest vectors, judged by the formula over all of them, written plainly."""

import numpy as np
import pytest

from search.engines.base import document_of, ordinal_of, paragraph_key
from search.meaning import DIMENSIONS, Neighbours, ParagraphVectors, ParagraphVectorsWriter
from search.meaning.products import products
from search.meaning.words import to_bytes

COUNTS = [1, 3, 2, 40, 1, 7, 1, 12, 5, 2] * 30


@pytest.fixture(scope="module")
def vectors(tmp_path_factory) -> ParagraphVectors:
    """Documents that are each about something, with titles, of which some are deleted and
    some written anew.
    """
    folder, chosen = tmp_path_factory.mktemp("vectors"), np.random.default_rng(3)
    for first, numbers in ((True, range(len(COUNTS))), (False, range(0, len(COUNTS), 7))):
        writer = ParagraphVectorsWriter(folder, append=not first)
        for number in numbers:
            if not first:
                writer.delete(number)
            if first or number % 2:
                subject = chosen.normal(size=DIMENSIONS) + 1
                rows = to_bytes(subject + 2 * chosen.normal(size=(COUNTS[number], DIMENSIONS)))
                writer.add(number, rows.tobytes(), to_bytes(subject[None]).tobytes())
        writer.commit()
    return ParagraphVectors(folder)


@pytest.fixture(scope="module")
def units(vectors) -> dict[int, np.ndarray]:
    """What each paragraph means beside the mean of all, by its key."""
    keys = [paragraph_key(n, o) for n, count in enumerate(COUNTS) for o in range(1, count + 1)]
    rows = {key: row.astype(float) for key, row in zip(keys, vectors[np.array(keys)], strict=True)}
    there = {key: row for key, row in rows.items() if row.any()}
    mean = np.rint(sum(there.values()) / (len(there) + 50))
    return {key: (row - mean) / np.linalg.norm(row - mean) for key, row in there.items()}


def nearest(vectors, number: int, ordinal: int | None, limit: int = 10):
    return Neighbours(vectors, number, COUNTS[number], ordinal).nearest(limit, lambda: None)


def test_the_nearest_passages_are_those_of_all_whose_cosine_is_greatest(vectors, units):
    for number in (1, 3, 5, 298):
        asked = units[paragraph_key(number, 1)]
        cosines = {key: unit @ asked for key, unit in units.items() if document_of(key) != number}
        wanted = sorted(cosines, key=lambda key: -cosines[key])[:10]
        found = nearest(vectors, number, 1)
        assert [one.key for one in found] == wanted
        assert [one.similarity for one in found] == pytest.approx(
            [cosines[one.key] for one in found], abs=1e-4
        )


def test_the_nearest_documents_are_those_of_all_whose_cosine_is_greatest(vectors, units):
    sums: dict[int, np.ndarray] = {}
    for key, unit in units.items():
        sums[document_of(key)] = sums.get(document_of(key), 0) + unit
    for number in (1, 3, 8, 299):
        cosines = {
            other: sum_ @ sums[number] / np.linalg.norm(sum_) / np.linalg.norm(sums[number])
            for other, sum_ in sums.items()
            if other != number
        }
        wanted = sorted(cosines, key=lambda other: -cosines[other])[:10]
        found = nearest(vectors, number, None)
        assert [document_of(one.key) for one in found] == wanted
        assert [one.similarity for one in found] == pytest.approx(
            [cosines[document_of(one.key)] for one in found], abs=1e-4
        )


def test_the_passage_of_a_document_is_its_nearest(vectors, units):
    asked = sum(units[paragraph_key(5, ordinal)] for ordinal in range(1, COUNTS[5] + 1))
    for key, _ in nearest(vectors, 5, None):
        others = [one for one in units if document_of(one) == document_of(key)]
        assert units[key] @ asked >= max(units[one] @ asked for one in others) - 0.05


def test_titles_and_what_is_deleted_are_never_near(vectors):
    for ordinal in (None, 1):
        for number in range(1, len(COUNTS), 17):
            for key, _ in nearest(vectors, number, ordinal, limit=len(COUNTS)):
                assert ordinal_of(key) > 0
                assert document_of(key) % 14 != 0


def test_what_is_deleted_is_known_no_more(vectors):
    assert not Neighbours(vectors, 14, COUNTS[14], None).is_known


def test_products_are_exact_however_many_rows_there_are():
    chosen = np.random.default_rng(4)
    for count in (0, 1, 1023, 1024, 1025, 5000):
        rows = chosen.integers(-127, 128, (count, DIMENSIONS), np.int8)
        two = chosen.integers(-254, 255, (2, DIMENSIONS))
        wanted = two @ rows.astype(np.int64).T
        assert products(rows, two).tolist() == wanted.tolist()


def test_who_checks_may_end_it():
    def end() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        products(np.zeros((5000, DIMENSIONS), np.int8), np.zeros((1, DIMENSIONS)), end)


def test_what_means_nothing_is_near_nothing_even_where_others_are_against(tmp_path):
    """With the mean of all taken away, a row of zeros would point away from it."""
    writer, nothing = ParagraphVectorsWriter(tmp_path), bytes(DIMENSIONS)
    for number in range(200):
        writer.add(number, to_bytes(np.ones((1, DIMENSIONS))).tobytes(), b"")
    writer.add(200, to_bytes(-np.ones((1, DIMENSIONS))).tobytes(), b"")
    writer.add(201, nothing, b"")
    writer.commit()
    for ordinal in (None, 1):
        found = Neighbours(ParagraphVectors(tmp_path), 200, 1, ordinal).nearest(10, lambda: None)
        assert found == []
