"""What documents say in each field, analysed together: as lists of terms."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from ..analysis import Analyzer
from ..analysis.term_lists import TermLists, chosen
from ..engines.base import Writer
from ..meaning import FRENCH_VECTORS
from ..model import Document, Paragraph, shared_headings

#: The lists of each field, by paragraph.
Fields = dict[str, list[int]]

_KINDS = ("form", "stem", "spelling")
#: The fields that say what a paragraph means.
_MEANT = ("lead_stem", "heading_stem", "stem")


def lists_of_fields(
    documents: Sequence[Document], others: Sequence[Mapping[str, str]], analyzer: Analyzer
) -> tuple[TermLists, list[Fields]]:
    """The lists of terms that the documents have, and which of them are each document's.

    others: of each document, what all of its paragraphs have in other fields, as terms with
        spaces between them

    What is new in the documents is analysed together, which costs much less than one at a time.
    Many paragraphs share their headings, and all their title: these are analysed once.
    """
    said = [_texts(document) for document in documents]
    texts = list(dict.fromkeys(text for one in said for text in chain(*one.values()) if text))
    ready = list(dict.fromkeys(terms for one in others for terms in one.values()))
    analysed = analyzer.bulk.lists_of_texts(texts)
    lists = analyzer.bulk.numbers.packed([*analysed, analyzer.bulk.numbers.lists_of(ready)])
    known = iter(_numbers(lists))
    of_kinds = [{text: next(known) for text in texts} | {"": 0} for _ in _KINDS]
    of_ready = {terms: next(known) for terms in ready}
    return lists, [
        dict(_fields(one, of_kinds)) | _repeated(other, of_ready, len(document.paragraphs))
        for document, one, other in zip(documents, said, others, strict=True)
    ]


def written(lists: TermLists, writer: Writer) -> Sequence[Any]:
    """The lists as a writer takes them in entries."""
    return writer.lists(lists.terms, *lists.lists())


class Words:
    """The terms of lists, apart."""

    def __init__(self, lists: TermLists) -> None:
        self._terms = lists.terms.split()
        places, ends = lists.lists()
        self._places, self._ends = array("I", places.tobytes()), ends.tolist()

    def of(self, number: int) -> Sequence[str]:
        """Those of a list."""
        places = self._places[self._ends[number - 1] : self._ends[number]] if number else ()
        return list(map(self._terms.__getitem__, places))


def vectors_of_fields(lists: TermLists, fields: Iterable[Fields]) -> Iterator[tuple[bytes, bytes]]:
    """What the paragraphs of each document mean, each with the headings that it stands under; and
    what its title means, if it has one of its own.

    Where there is no title, the lead counts twice: what comes first says what it is about.
    """
    which: list[int] = []
    ends: list[int] = []
    counts: list[tuple[int, int]] = []
    for own in fields:
        titles = [(number,) for number in own.get("title_stem", ())[:1]]
        said = zip(*(own[name] for name in _MEANT if name in own), strict=True)
        for text in (*titles, *said):
            which += text
            ends.append(len(which))
        counts.append((len(titles), len(ends)))
    numbers, past = chosen(lists.lists(), np.array(which, np.intp))
    past = np.concatenate((np.zeros(1, np.intp), past))[ends]
    vectors = FRENCH_VECTORS.of_lists(lists.terms.split(), numbers, past.tolist())
    start = 0
    for count, end in counts:
        after_title = start + count
        yield vectors[after_title:end].tobytes(), vectors[start:after_title].tobytes()
        start = end


def _numbers(lists: TermLists) -> list[int]:
    """The number of each list but the first; of the empty ones that of the first."""
    ends = lists.lists().ends
    return list(np.where(np.diff(ends) > 0, np.arange(1, len(ends)), 0).tolist())


def _fields(
    said: Mapping[str, list[str]], of_kinds: Sequence[Mapping[str, int]]
) -> Iterator[tuple[str, list[int]]]:
    for prefix, texts in said.items():
        for kind, numbers in zip(_KINDS, of_kinds, strict=True):
            yield f"{prefix}{kind}", [numbers[text] for text in texts]


def _repeated(others: Mapping[str, str], numbers: Mapping[str, int], times: int) -> Fields:
    found = {name: numbers[terms] for name, terms in others.items()}
    return {name: [number] * times for name, number in found.items() if times}


def _texts(document: Document) -> dict[str, list[str]]:
    """What there is to analyse, a text for each paragraph, by the prefix of its fields.

    A title of its own counts for every paragraph. One that is taken from the lead only
    names the lead: as a title it cost 0.10 MRR, and it says nothing of the hundredth page.
    """
    info, paragraphs = document.info, document.paragraphs
    if not paragraphs:
        return {}
    texts = {"": [paragraph.text for paragraph in paragraphs]}
    if any(paragraph.headings for paragraph in paragraphs):
        texts["heading_"] = [" ".join(paragraph.headings) for paragraph in paragraphs]
        texts["section_"] = list(_section_headings(paragraphs))
    if info.title_is_lead:
        texts["lead_"] = [info.title] + [""] * (len(paragraphs) - 1)
    else:
        texts["title_"] = [info.title] * len(paragraphs)
    if info.name:
        texts["name_"] = [info.name] + [""] * (len(paragraphs) - 1)
    return texts


def _section_headings(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """The headings that begin at each paragraph: those that the one before isn't under."""
    above: tuple[str, ...] = ()
    for paragraph in paragraphs:
        yield " ".join(paragraph.headings[shared_headings(paragraph.headings, above) :])
        above = paragraph.headings
