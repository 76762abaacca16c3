"""What a segment stores of a field is the inversion of its documents, made in little memory."""

import tracemalloc
from array import array
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.whoosh.builder import FieldBuilder, Order
from search.vocabulary import TermDictionary

WORDS = [f"mot{number:04}" for number in range(2000)]
DOCUMENTS = st.lists(st.lists(st.sampled_from(range(8)), max_size=300), max_size=12)


def arrays_of(name: str, documents: list[list[int]]) -> dict[str, np.ndarray]:
    """What is stored of documents, each given as the numbers of its words."""
    terms = TermDictionary()
    terms.numbers_of(WORDS)
    field = FieldBuilder(name, terms)
    for document, numbers in enumerate(documents):
        field.add(document, array("I", numbers))
    found = field.take_arrays(len(documents), Order(terms.terms))
    return {key.partition("/")[2]: values for key, values in found.items()}


@settings(deadline=None)
@given(documents=DOCUMENTS)
@pytest.mark.parametrize("name", ["form", "stem"])
def test_each_term_has_its_documents_and_its_places(name, documents):
    places = defaultdict(lambda: defaultdict(list))
    for document, numbers in enumerate(documents):
        for position, number in enumerate(numbers):
            places[number][document].append(position)
    lists = [places[number] for number in sorted(places)]
    found = arrays_of(name, documents)
    assert found["documents"].tolist() == [one for listed in lists for one in listed]
    counts = [len(at) for listed in lists for at in listed.values()]
    assert found["counts"].tolist() == counts
    assert found["starts"].tolist() == np.cumsum([0, *map(len, lists)]).tolist()
    if name == "form":
        positions = [place for listed in lists for at in listed.values() for place in at]
        assert found["positions"].tolist() == positions
        ends = [sum(map(len, listed.values())) for listed in lists]
        assert found["places"].tolist() == np.cumsum([0, *ends]).tolist()


def test_a_segment_is_made_in_a_few_bytes_an_occurrence():
    """A build has no more memory at any other time."""
    each, often = 60, 20_000
    documents = np.random.default_rng(1).integers(0, len(WORDS), (often, each)).tolist()
    tracemalloc.start()
    try:
        arrays_of("form", documents)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 32 * each * often
