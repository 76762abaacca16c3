"""Questions of every day, answered in other words (`everyday.txt`).

Words find and meaning sorts, so an answer that has no word of the question is no hit. Each of
the four passages therefore has one word of it, the same, what the question is about (« la
mairie », « Madrid »), and none of the others: nothing that BM25 knows tells them apart but how
long they are. All passages stand in one index, each a document of its own.
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from search import Settings, open_indexer, open_searcher
from search.analysis import FRENCH, related

LIST = Path(__file__).with_name("everyday.txt")


class Question(NamedTuple):
    """answer: in other words; others: about something else"""

    asked: str
    answer: str
    others: tuple[str, ...]

    @property
    def passages(self) -> tuple[str, ...]:
        return (*self.others, self.answer)

    def in_order(self, place: int) -> tuple[str, ...]:
        """The passages with the answer at that place, from 0."""
        return (*self.others[:place], self.answer, *self.others[place:])


def questions() -> list[Question]:
    lines = [line for line in LIST.read_text("utf-8").splitlines() if line[:1] in tuple("?=-")]
    return [
        Question(asked[2:], answer[2:], tuple(other[2:] for other in others))
        for asked, answer, *others in zip(*[iter(lines)] * 5, strict=True)
    ]


QUESTIONS = questions()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A file for each passage. What is equal comes by name, so the answers take turns."""
    folder = tmp_path_factory.mktemp("everyday")
    for number, question in enumerate(QUESTIONS):
        for place, passage in enumerate(question.in_order(number % 4)):
            (folder / f"{number:03}-{place}.txt").write_text(passage, "utf-8")
    return folder


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def settings(request, folder, tmp_path_factory) -> Settings:
    index = tmp_path_factory.mktemp("index") / request.param
    settings = Settings(index=index, source=(folder,), engine=request.param)
    open_indexer(settings).rebuild(folder)
    return settings


def unanswered(settings: Settings) -> list[str]:
    """The questions of which the answer doesn't come before the three others."""
    searcher = open_searcher(settings)
    return [
        question.asked
        for number, question in enumerate(QUESTIONS)
        if first_of(searcher, question.asked, f"{number:03}-") != f"{number:03}-{number % 4}.txt"
    ]


def first_of(searcher, query: str, beginning: str) -> str:
    found = [hit.document.id for hit in searcher.search(query, size=100).hits]
    return next(name for name in found if name.startswith(beginning))


def stems(text: str) -> set[str]:
    """The stems of what tells something, with the others of the same words."""
    tokens = [token for token in FRENCH.tokens(text) if not token.stop]
    return {stem for one in tokens for stem in (one.stem, *(o.stem for o in related(one)))}


def test_there_are_enough_of_them():
    assert len(QUESTIONS) >= 60
    assert len({question.asked for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asked)
def test_all_four_share_one_word_with_the_question_and_the_same(question):
    asked = FRENCH.tokens(question.asked)
    words = {token.stem: stems(token.text) for token in asked if not token.stop}
    shared = [
        {stem for stem, family in words.items() if family & stems(passage)}
        for passage in question.passages
    ]
    assert [len(one) for one in shared] == [1, 1, 1, 1], shared
    assert len(set.union(*shared)) == 1
    assert len(words) > 1


def test_four_answers_of_five_come_first_though_in_other_words(settings):
    assert len(unanswered(settings)) <= len(QUESTIONS) / 5


def test_without_meaning_less_than_half_of_them_do(settings):
    missed = unanswered(replace(settings, weight_meaning=0.0))
    assert len(missed) > len(QUESTIONS) / 2
