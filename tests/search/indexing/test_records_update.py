"""Of a file of records that has changed, only the chunks that have are read again."""

import gzip
import hashlib
import json

import pytest

from search.documents import Columns, chunks

LINES = 3000
#: At least so many, of about 256 KiB each.
CHUNKS = 4


def record(number: int, text: str = "") -> str:
    said = text or f"Le rapport numéro {number} parle du sujet s{number % 97}. {long(number)}"
    return json.dumps({"doc": f"d{number}", "text": said}, ensure_ascii=False)


def long(number: int) -> str:
    """Much that is cheap to analyse, and like nothing else."""
    return hashlib.sha512(f"{number}".encode()).hexdigest() * 3


@pytest.fixture
def records(library):
    """A file of several chunks, indexed."""
    library.lines = [record(number) for number in range(LINES)]
    write(library, age=3600)
    report = library.rebuild()
    assert (report.documents, report.paragraphs_read) == (LINES, LINES)
    return library


def write(library, age: float = 10) -> None:
    library.write("r.jsonl", "\n".join(library.lines) + "\n", age=age)


def assert_as_rebuilt(library, *queries: str) -> None:
    def state() -> object:
        catalog = library.snapshots().current().catalog
        ids = [listed.info.id for listed in catalog.documents()]
        return ids, list(map(str, library.skipped())), [library.found(one) for one in queries]

    library.snapshots().verify()
    updated = state()
    library.rebuild()
    assert updated == state()


def assert_as_rebuilt_but_for_ids(library, *queries: str) -> None:
    """Which of two records of the same id is « ~2 » may depend on which came first."""

    def state() -> object:
        snapshot = library.snapshots().current()
        counts = [len(library.found(one)) for one in queries]
        return snapshot.catalog.document_count, snapshot.catalog.copy_count, counts

    library.snapshots().verify()
    updated = state()
    library.rebuild()
    assert updated == state()


def test_a_record_that_changes_is_analysed_and_no_other(records):
    records.lines[LINES // 2] = record(LINES // 2, "Le lièvre court.")
    write(records)
    report = records.update()
    assert (report.paragraphs_read, report.changed, report.documents) == (1, 1, LINES)
    assert records.found("lièvre") == [f"r.jsonl/d{LINES // 2}#p1"]
    assert_as_rebuilt(records, "s12", "lièvre")


def test_records_that_are_added_at_the_end_are_analysed_and_no_other(records):
    records.lines += [record(LINES + n, f"Le cerf numéro {n}.") for n in range(3)]
    write(records)
    report = records.update()
    assert (report.paragraphs_read, report.documents) == (3, LINES + 3)
    assert_as_rebuilt(records, "cerf", "s12")


def test_a_record_whose_id_stands_twice_is_two_documents_however_often_it_changes(records):
    records.lines.insert(LINES // 2 + 1, record(LINES // 2, "Le lièvre court."))
    for age, animal in ((9, "lièvre"), (8, "renard"), (7, "renard")):
        records.lines[-1] = record(LINES - 1, f"Le sanglier a {age} ans.")
        records.lines.insert(5, record(LINES // 2, f"Le {animal} numéro {age} dort."))
        write(records, age=age)
        records.update()
        assert len(records.found("sanglier")) == 1
        assert_as_rebuilt_but_for_ids(records, "lièvre", "renard", "sanglier", "s12")


def test_a_record_that_is_said_once_more_is_a_copy_of_itself(records):
    records.lines.insert(3, records.lines[LINES // 2])
    write(records)
    report = records.update()
    assert (report.documents, report.copies) == (LINES, 1)
    records.lines.pop(3)
    write(records, age=9)
    report = records.update()
    assert (report.documents, report.copies) == (LINES, 0)
    assert_as_rebuilt(records, "s12")


def test_a_record_that_is_gone_is_found_no_more(records):
    gone = records.lines.pop(LINES // 2)
    assert f'"d{LINES // 2}"' in gone
    write(records)
    records.update()
    assert f"r.jsonl/d{LINES // 2}#p1" not in records.found(f"s{LINES // 2 % 97} numéro")
    assert_as_rebuilt(records, f"{LINES // 2}", "s12")


def test_a_file_that_is_only_touched_is_not_analysed(records):
    write(records, age=10)
    report = records.update()
    assert (report.paragraphs_read, report.unchanged) == (0, 1)


def test_a_file_that_is_gone_takes_all_its_records_with_it(records):
    (records.source / "r.jsonl").unlink()
    assert records.update(allow_empty=True).documents == 0
    assert records.found("rapport") == []


def test_a_line_that_is_no_record_is_told_until_it_is_mended(records):
    records.lines[3] = "{"
    write(records)
    for _ in range(2):
        report = records.update()
        assert [(error.path, error.line) for error in report.skipped] == [("r.jsonl", 4)]
        assert report.documents == LINES - 1
    records.lines[LINES - 1] = record(LINES - 1, "Le lièvre court.")
    write(records, age=9)
    report = records.update()
    assert [error.line for error in report.skipped] == [4]
    records.lines[3] = record(3)
    write(records, age=8)
    assert records.update().skipped == []
    assert_as_rebuilt(records, "s3", "lièvre")


def test_a_message_that_cannot_be_read_keeps_none_of_its_mailbox_from_being_updated(library):
    messages = [message(number, "Le rapport.") for number in range(60)]
    messages[20] = message(20, "Le rapport.", "Content-Type: message/rfc822\n\n" * 3000)
    library.write("a.mbox", "".join(messages), age=3600)
    report = library.rebuild()
    assert (report.documents, [error.path for error in report.skipped]) == (59, ["a.mbox"])
    messages[10], messages[40] = message(10, "Le lièvre."), message(40, "Le lièvre.")
    messages.insert(20, message(99, "Le lièvre."))
    library.write("a.mbox", "".join(messages), age=60)
    report = library.update()
    assert (report.documents, [error.path for error in report.skipped]) == (60, ["a.mbox"])
    assert library.found("lièvre") == [f"a.mbox/{n}@x#p1" for n in (10, 99, 40)]
    assert_as_rebuilt(library, "lièvre", "rapport")


def message(number: int, text: str, headers: str = "") -> str:
    first = "From a@example.org Mon Jan  1 10:00:00 2024\n"
    return f"{first}Message-ID: <{number}@x>\n{headers}\n{text} {long(number)}\n\n"


def test_what_was_whole_of_a_damaged_file_stays_until_it_is_mended(library):
    lines = [record(number) for number in range(3000)]
    whole = gzip.compress("\n".join(lines).encode(), mtime=0)
    path = library.write("r.jsonl.gz", "")
    path.write_bytes(whole[: len(whole) * 2 // 3])
    report = library.rebuild()
    assert [error.path for error in report.skipped] == ["r.jsonl.gz"]
    assert 0 < report.documents < 3000
    path.write_bytes(whole)
    report = library.update()
    assert (report.skipped, report.documents) == ([], 3000)
    path.write_bytes(whole[: len(whole) // 2])
    report = library.update()
    assert [error.path for error in report.skipped] == ["r.jsonl.gz"]
    assert_as_rebuilt(library, "s12", "s96")


def test_the_halves_of_a_file_may_change_places(records):
    """The text moves, and nothing is read again but what is around the seam."""
    half = LINES // 2
    records.lines = records.lines[half:] + records.lines[:half]
    write(records)
    report = records.update()
    assert report.documents == LINES
    assert_as_rebuilt(records, "s12")


def test_a_copy_whose_chunk_moves_while_the_first_goes_is_found_at_the_next_update(records):
    """What was told of is that the first is gone, and nothing yet of the file of records."""
    (_, _, third, *_) = chunks("r.jsonl", records.source / "r.jsonl", Columns())
    start = third.first - 1
    records.lines[start + 10] = record(start + 10, f"Le lièvre court. {long(0)}")
    write(records)
    first = records.write("a.txt", f"Le lièvre court. {long(0)}")
    records.rebuild()
    assert records.copies() == {"a.txt": [f"r.jsonl/d{start + 10}"]}
    first.unlink()
    records.lines = records.lines[start:] + records.lines[:start]
    write(records, age=9)
    records.update(changed=[first])
    records.update()
    assert records.found("lièvre") == [f"r.jsonl/d{start + 10}#p1"]


def test_a_file_that_was_renamed_has_other_ids(records):
    (records.source / "r.jsonl").rename(records.source / "s.jsonl")
    report = records.update()
    assert (report.added, report.removed, report.documents) == (1, 1, LINES)
    assert records.found('"numéro 12"') == ["s.jsonl/d12#p1"]
