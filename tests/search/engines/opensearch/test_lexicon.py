"""What is counted while a generation is written doesn't depend on the memory that it may take."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from conformance.writing import add
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import Entry
from search.engines.opensearch import counting, frequencies, term_runs
from search.engines.opensearch.counting import Counting
from search.engines.opensearch.lexicon import Lexicon
from search.query.clauses import FIELDS

USUAL = counting.MEMORY
WORDS = ["abbaye", "ab", "crue", "été", "eau", "zoo", "Ωmega", "l’eau", "x" * 300]
TEXT = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


class Paragraph(NamedTuple):
    form: str
    stem: str
    cluster: int

    @property
    def fields(self) -> dict[str, str]:
        return {name: text for name, text in self._asdict().items() if name != "cluster" and text}


PARAGRAPHS = st.lists(st.builds(Paragraph, TEXT, TEXT, st.integers(0, 4)), max_size=30)


class Filling:
    """A writer that counts, and sends nothing."""

    def __init__(self, counting: Counting) -> None:
        self.lists, self.add = counting.lists, counting.add


def written(path: Path, counting: Counting, paragraphs: list[Paragraph]) -> Lexicon:
    for key, one in enumerate(paragraphs):
        entry = Entry(key, one.fields, b"", cluster=one.cluster, is_copy=one.cluster > 0)
        add(Filling(counting), entry)
    counting.write(path)
    return Lexicon(path)


@settings(deadline=None)
@given(before=PARAGRAPHS, added=PARAGRAPHS, data=st.data())
def test_a_lexicon_has_what_its_paragraphs_have_whatever_fits_in_memory(before, added, data):
    gone = data.draw(st.sets(st.integers(0, len(before) - 1))) if before else set()
    with TemporaryDirectory() as name:
        folder = Path(name)
        plenty = updated(folder / "plenty", before, added, gone, USUAL)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(term_runs, "_MANY", 3)
            patch.setattr(frequencies, "_GATHERED", 2)
            patch.setattr(frequencies, "_BLOCK", 2)
            patch.setattr(frequencies, "_MEMORY", 0)
            little = updated(folder / "little", before, added, gone, 0)
        assert plenty.read_bytes() == little.read_bytes()
        expect(Lexicon(plenty), [one for n, one in enumerate(before) if n not in gone] + added)


def updated(
    folder: Path, before: list[Paragraph], added: list[Paragraph], gone: set[int], memory: int
) -> Path:
    folder.mkdir()
    origin = written(folder / "before", Counting(folder, memory=memory), before)
    update = Counting(folder, origin, memory)
    for number in gone:
        update.frequencies.remove(before[number].fields, before[number].cluster)
    written(folder / "after", update, added)
    return folder / "after"


def expect(lexicon: Lexicon, paragraphs: list[Paragraph]) -> None:
    assert lexicon.paragraphs == len(paragraphs)
    for field in FIELDS:
        texts = [one.fields.get(field, "").split() for one in paragraphs]
        wanted = Counter(word for words in texts for word in set(words))
        assert lexicon.terms(field) == wanted
        assert all(lexicon.frequency(field, word) == wanted[word] for word in WORDS)
        assert lexicon.lengths[field] == sum(map(len, texts))
    clusters = Counter(one.cluster for one in paragraphs if one.cluster)
    found, copies = (column.tolist() for column in lexicon.copies)
    assert dict(zip(found, copies, strict=True)) == clusters
    assert found == sorted(found)


def test_more_taken_out_than_there_was_is_not_written(tmp_path):
    found = Counting(tmp_path)
    found.frequencies.remove({"form": "nord"}, 0)
    with pytest.raises(ValueError, match="removed"):
        found.write(tmp_path / "one")
