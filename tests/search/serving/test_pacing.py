"""What changes is indexed at once, and what changes all the time now and then."""

from itertools import pairwise
from pathlib import Path

import pytest

from search.serving.pacing import Pacing

LOG, NOTE = Path("journal.log.txt"), Path("note.txt")


class Watch:
    """Tells the time, and counts how often each path is indexed."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pacing = Pacing(lambda: self.now)
        self.times: dict[Path, list[float]] = {LOG: [], NOTE: []}

    def look(self, *changed: Path, seconds: float = 0.0) -> set[Path]:
        """Index what is due of the paths that have changed."""
        due = self.pacing.due(changed)
        for path in due:
            self.times[path].append(self.now)
        if due:
            self.now += seconds
            self.pacing.built(due, seconds)
        return due


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_what_has_not_changed_before_is_indexed_at_once(watch):
    assert watch.look(NOTE) == {NOTE}


def test_a_file_that_is_written_all_day_is_indexed_once_a_minute_in_the_end(watch):
    for _ in range(24 * 3600):
        watch.now += 1
        watch.look(LOG)
    times = watch.times[LOG]
    assert len(times) < 24 * 60 + 20
    assert max(later - sooner for sooner, later in pairwise(times)) <= 61


def test_the_others_do_not_wait_for_it(watch):
    for _ in range(600):
        watch.now += 1
        watch.look(LOG)
    assert watch.look(LOG, NOTE) == {NOTE}


def test_a_person_who_saves_now_and_then_waits_for_nothing(watch):
    for _ in range(100):
        watch.now += 5
        assert watch.look(NOTE) == {NOTE}


def test_what_was_quiet_for_a_while_is_news_again(watch):
    for _ in range(600):
        watch.now += 1
        watch.look(LOG)
    watch.now += 200
    assert watch.look(LOG) == {LOG}


def test_no_more_than_half_of_the_time_is_spent_on_building(watch):
    paths = [Path(f"{number}.txt") for number in range(1000)]
    watch.times |= {path: [] for path in paths}
    busy = 0.0
    while paths:
        if watch.look(*paths[:1], seconds=3.0):
            paths.pop(0)
            busy += 3.0
        else:
            watch.now += 0.5
    assert busy <= watch.now / 2 + 3.0
