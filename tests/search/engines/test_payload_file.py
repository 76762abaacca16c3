"""Payloads beside an index, through builds that add, replace and remove documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines import part_writer
from search.engines.base import paragraph_key
from search.engines.payload_file import PayloadReader, PayloadWriter

DOCUMENTS = st.dictionaries(st.integers(0, 9), st.lists(st.binary(max_size=5), max_size=4))


@settings(deadline=None, max_examples=40)
@given(builds=st.lists(DOCUMENTS, max_size=6), gathered=st.sampled_from([1, 3, 1 << 16]))
def test_each_paragraph_has_its_own_however_many_fit_in_memory(tmp_path_factory, builds, gathered):
    folder = tmp_path_factory.mktemp("payloads")
    wanted: dict[int, list[bytes]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(part_writer, "_GATHERED", gathered)
        patch.setattr(part_writer, "_MEMORY", 1 << 30 if gathered > 3 else 0)
        for documents in builds:
            writer = PayloadWriter(folder)
            for number in documents.keys() & wanted.keys():
                writer.delete(number)
            for number, payloads in documents.items():
                for ordinal, payload in enumerate(payloads, start=1):
                    writer.add(paragraph_key(number, ordinal), payload)
            writer.commit()
            wanted |= documents
    reader = PayloadReader(folder)
    for number, payloads in wanted.items():
        keys = [paragraph_key(number, ordinal) for ordinal in range(1, len(payloads) + 1)]
        assert [reader[key] for key in keys] == reader.of(keys) == payloads
