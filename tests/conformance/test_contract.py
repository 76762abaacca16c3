"""What every engine guarantees to the rest of Alinéa (`engines/base.py`)."""

import os
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from conformance.reference import Reference, all_clauses
from conformance.writing import add

from search.engines.base import Engine, Entry, Order, Reader, paragraph_key
from search.errors import IndexDamagedError
from search.opening import EMBEDDED
from search.query.clauses import (
    LANGUAGE_FIELD,
    BooleanClause,
    ConstantClause,
    DateClause,
    DocumentClause,
    EveryClause,
    LeadClause,
    PhraseClause,
    TermClause,
)
from search.query.rewrite import language_clause

Build = Callable[[Iterable[Entry]], Reader]

TEXTS = (
    "le traite de defense",
    "le traite de paix entre la coree du nord et la coree du sud",
    "de nord en sud le nord perd le nord",
    "defense de la coree",
    "",
    "la paix",
    "le traite de defense",
)


def entry(document: int, ordinal: int, text: str, day: int = 0, last: int = 0) -> Entry:
    stems = " ".join(word for word in text.split() if len(word) > 2)
    payload = f"{document}/{ordinal}: {text}".encode()
    terms = {"form": text, "stem": stems}
    return Entry(paragraph_key(document, ordinal), terms, payload, day, last or day)


def entries() -> list[Entry]:
    return [entry(n // 3, n % 3 + 1, text) for n, text in enumerate(TEXTS)]


def found(reader: Reader, *words: str, limit: int = 100) -> list[int]:
    clause = BooleanClause(should=tuple(TermClause("form", word) for word in words))
    return sorted(match.key for match in reader.search(clause, limit).best)


@pytest.mark.parametrize("clause", list(all_clauses(["nord", "coree", "defense", "la"])), ids=str)
def test_hits_scores_and_order_are_those_of_the_formula(build: Build, clause) -> None:
    matches = build(entries()).search(clause, 100)
    expected = Reference(entries()).best(clause, 100)
    assert [(m.key, pytest.approx(m.score, abs=1e-4)) for m in matches.best] == expected
    assert matches.total == len(expected)


@pytest.mark.parametrize("clause", list(all_clauses(["nord", "la"])), ids=str)
def test_what_is_counted_is_what_is_found(build: Build, clause) -> None:
    reader = build(entries())
    assert reader.count(clause) == reader.search(clause, 1).total


@pytest.mark.parametrize("clause", list(all_clauses(["nord"])), ids=str)
def test_of_some_matches_those_are_told_that_a_clause_finds(build: Build, clause) -> None:
    reader = build(entries())
    every = reader.search(EveryClause(), 100).best
    found = {match.key for match in reader.search(clause, 100).best}
    assert reader.among(clause, every) == found
    assert reader.among(clause, every[:2]) == found & {match.key for match in every[:2]}
    assert reader.among(clause, ()) == set()


def test_documents_are_counted_where_few_enough_paragraphs_match(build: Build) -> None:
    reader = build(entries())
    assert [reader.search(EveryClause(), 2, counted=n).documents for n in (0, 6, 7)] == [
        *(None, None),
        3,
    ]
    assert reader.search(TermClause("form", "paix"), 2, counted=7).documents == 2
    assert reader.search(BooleanClause(), 2, counted=7).documents == 0


def test_what_is_deleted_is_not_counted(tested: Engine, tmp_path: Path) -> None:
    writer = tested.create(tmp_path)
    for number in range(3):
        add(writer, entry(number, 1, "nord"))
    writer.commit()
    writer = tested.append(tmp_path)
    writer.delete(1)
    writer.commit()
    reader = tested.open(tmp_path)
    assert (reader.count(TermClause("form", "nord")), reader.count(EveryClause())) == (2, 2)


def test_languages_are_told_apart_and_score_nothing(build: Build) -> None:
    """Only some paragraphs have a language; those without are all the others."""
    codes = ["", "en", "", "de", "en"]
    reader = build(
        one._replace(terms={**one.terms, LANGUAGE_FIELD: code}) if code else one
        for one, code in ((entry(n, 1, "le nord"), code) for n, code in enumerate(codes))
    )

    def documents(code: str) -> list[int]:
        clause = language_clause(code, reader)
        asked = BooleanClause(must=(clause, TermClause("form", "nord")))
        matches = reader.search(asked, 10).best
        plain = {m.key: m.score for m in reader.search(TermClause("form", "nord"), 10).best}
        assert all(match.score == plain[match.key] for match in matches)
        assert reader.count(asked) == reader.count(clause) == len(matches)
        return sorted(match.key >> 20 for match in matches)

    assert dict(reader.terms(LANGUAGE_FIELD)) == {"en": 2, "de": 1}
    assert [documents(code) for code in ("en", "de", "fr", "it")] == [[1, 4], [3], [0, 2], []]


def test_the_first_page_is_the_beginning_of_all_hits(build: Build) -> None:
    reader = build(entries())
    clause = BooleanClause(should=(TermClause("form", "le"), TermClause("form", "nord")))
    everything = reader.search(clause, 100)
    first = reader.search(clause, 2)
    assert list(first.best) == list(everything.best)[:2]
    assert first.total == everything.total


def test_equal_scores_are_in_the_order_of_documents_and_ordinals(build: Build) -> None:
    same = [entry(document, ordinal, "le nord") for document in (2, 0, 1) for ordinal in (2, 1, 3)]
    keys = [match.key for match in build(same).search(TermClause("form", "nord"), 4).best]
    assert keys == [
        paragraph_key(0, 1),
        paragraph_key(0, 2),
        paragraph_key(0, 3),
        paragraph_key(1, 1),
    ]


def test_equal_scores_follow_the_ranks_that_documents_are_given(
    tested: Engine, tmp_path: Path
) -> None:
    writer = tested.create(tmp_path)
    for document in range(3):
        add(writer, entry(document, 1, "le nord"))
    writer.commit()
    reader = tested.open(tmp_path, ranks=[1, 2, 0])
    matches = reader.search(TermClause("form", "nord"), 2)
    assert [match.key for match in matches.best] == [paragraph_key(2, 1), paragraph_key(0, 1)]


def test_the_payload_of_a_hit_is_what_was_given(build: Build) -> None:
    reader = build(entries())
    [match] = reader.search(TermClause("form", "entre"), 10).best
    assert reader.payload(match).decode() == f"0/2: {TEXTS[1]}"


def test_payloads_come_in_the_order_of_the_hits_whenever_they_were_written(
    tested: Engine, tmp_path: Path
) -> None:
    writer = tested.create(tmp_path)
    for document in range(4):
        add(writer, entry(document, 1, f"le nord {document}"))
    writer.commit()
    writer = tested.append(tmp_path)
    writer.delete(2)
    add(writer, entry(2, 1, "le nord anew"))
    add(writer, entry(4, 1, "le nord 4"))
    writer.commit()
    reader = tested.open(tmp_path)
    matches = sorted(reader.search(TermClause("form", "nord"), 9).best, key=lambda one: -one.key)
    payloads = reader.payloads(matches)
    assert [one.decode()[-4:] for one in payloads] == ["rd 4", "rd 3", "anew", "rd 1", "rd 0"]
    assert payloads == list(map(reader.payload, matches))
    assert reader.payloads([]) == []


def test_dates_match_when_periods_overlap_and_undated_never(build: Build) -> None:
    november = (date(2024, 11, 1).toordinal(), date(2024, 11, 30).toordinal())
    reader = build(
        [entry(0, 1, "un", *november), entry(1, 1, "deux", november[0] - 1), entry(2, 1, "trois")]
    )

    def documents(first: date | None, last: date | None) -> list[int]:
        matches = reader.search(DateClause(first, last), 10).best
        return sorted(match.key >> 20 for match in matches)

    assert documents(date(2024, 11, 5), date(2024, 11, 5)) == [0]
    assert documents(date(2024, 10, 1), date(2024, 11, 1)) == [0, 1]
    assert documents(None, date(2024, 10, 31)) == [1]
    assert documents(date(2024, 11, 30), None) == [0]
    assert documents(date(2025, 1, 1), None) == []


def test_by_date_the_latest_come_first_the_undated_last_and_scores_are_kept(build: Build) -> None:
    reader = build(
        [
            entry(0, 1, "nord"),
            entry(1, 1, "nord", 700),
            entry(2, 1, "nord nord", 800),
            entry(3, 1, "nord", 800),
        ]
    )
    by_date = reader.search(TermClause("form", "nord"), 10, Order.DATE).best
    by_score = reader.search(TermClause("form", "nord"), 10).best
    assert [match.key >> 20 for match in by_date] == [2, 3, 1, 0]
    assert {m.key: m.score for m in by_date} == {m.key: m.score for m in by_score}
    oldest = reader.search(TermClause("form", "nord"), 10, Order.OLDEST).best
    assert [match.key >> 20 for match in oldest] == [1, 2, 3, 0]
    assert {m.key: m.score for m in oldest} == {m.key: m.score for m in by_score}


@pytest.mark.parametrize(
    "clause",
    [
        TermClause("form", "nord"),
        TermClause("stem", "coree"),
        TermClause("form", "absent"),
        PhraseClause("form", (("du",), ("nord",))),
        PhraseClause("form", (("le",), ("traite",), ("de",))),
    ],
    ids=str,
)
def test_what_a_score_depends_on_is_told_of_each_paragraph(build: Build, clause) -> None:
    reader = build(entries())
    every = reader.search(EveryClause(), 100, Order.DOCUMENT).best
    expected = Reference(entries()).occurrences(clause)
    told = reader.occurrences(clause, every)
    assert told.keys() == expected.keys()
    for key, occurrences in told.items():
        assert occurrences == pytest.approx(expected[key], rel=1e-6)
    assert not reader.occurrences(clause, [one for one in every if one.key not in expected])


def test_what_was_indexed_last_comes_first(build: Build) -> None:
    times = (1_700_000_000, 4_000_000_000, 1_700_000_001, 4_000_000_000)
    reader = build([entry(n, 1, "nord")._replace(added=time) for n, time in enumerate(times)])
    found = reader.search(TermClause("form", "nord"), 10, Order.ADDED).best
    assert [match.key >> 20 for match in found] == [1, 3, 2, 0]


def test_a_document_is_read_in_its_own_order(build: Build) -> None:
    matches = build(entries()).search(DocumentClause((1,)), 100, Order.DOCUMENT)
    assert [match.key for match in matches.best] == [paragraph_key(1, n) for n in (1, 2, 3)]


def test_terms_are_listed_by_prefix_with_their_frequencies(build: Build) -> None:
    reader = build(entries())
    assert dict(reader.terms("form", "d")) == {"de": 5, "defense": 3, "du": 1}
    assert reader.terms("form")["nord"] == 2
    assert dict(reader.terms("form", "zz")) == {}
    assert reader.document_frequency("form", "coree") == 2
    assert reader.document_frequency("form", "absent") == 0
    assert reader.document_frequency("title_stem", "coree") == 0


def test_terms_beyond_ascii_are_kept(build: Build) -> None:
    reader = build([entry(0, 1, "北 京 r&d 3,5 jean@exemple.fr")])
    for word in ("北", "r&d", "3,5", "jean@exemple.fr"):
        assert found(reader, word) == [paragraph_key(0, 1)]


def test_an_index_may_be_empty(build: Build) -> None:
    reader = build([])
    assert reader.paragraphs == 0
    assert reader.search(EveryClause(), 10).total == 0
    assert reader.search(TermClause("form", "nord"), 10).total == 0
    assert dict(reader.terms("form")) == {}


def test_nothing_is_visible_before_the_commit(tested: Engine, tmp_path: Path) -> None:
    first = tested.create(tmp_path)
    add(first, entry(0, 1, "nord"))
    first.commit()
    second = tested.append(tmp_path)
    add(second, entry(1, 1, "nord"))
    second.delete(0)
    assert found(tested.open(tmp_path), "nord") == [paragraph_key(0, 1)]
    second.commit()
    assert found(tested.open(tmp_path), "nord") == [paragraph_key(1, 1)]


def test_a_reader_keeps_what_it_has_opened(tested: Engine, tmp_path: Path) -> None:
    writer = tested.create(tmp_path)
    add(writer, entry(0, 1, "nord"))
    writer.commit()
    reader = tested.open(tmp_path)
    writer = tested.append(tmp_path)
    writer.delete(0)
    add(writer, entry(1, 1, "sud"))
    writer.commit()
    assert found(reader, "nord", "sud") == [paragraph_key(0, 1)]


def test_a_rollback_leaves_nothing(tested: Engine, tmp_path: Path) -> None:
    writer = tested.create(tmp_path)
    add(writer, entry(0, 1, "nord"))
    writer.commit()
    writer = tested.append(tmp_path)
    add(writer, entry(1, 1, "nord"))
    writer.delete(0)
    writer.rollback()
    writer.rollback()
    assert found(tested.open(tmp_path), "nord") == [paragraph_key(0, 1)]
    again = tested.append(tmp_path)
    again.commit()
    again.rollback()
    assert found(tested.open(tmp_path), "nord") == [paragraph_key(0, 1)]


def test_deleting_is_idempotent_and_spares_what_is_added_after(
    tested: Engine, tmp_path: Path
) -> None:
    writer = tested.create(tmp_path)
    for number in range(3):
        add(writer, entry(number, 1, "nord"))
        add(writer, entry(number, 2, "nord"))
    writer.commit()
    writer = tested.append(tmp_path)
    writer.delete(1)
    writer.delete(1)
    writer.delete(99)
    add(writer, entry(1, 1, "nord et sud"))
    writer.commit()
    reader = tested.open(tmp_path)
    assert found(reader, "nord") == [
        paragraph_key(*p) for p in ((0, 1), (0, 2), (1, 1), (2, 1), (2, 2))
    ]
    assert reader.paragraphs == 5
    assert reader.search(LeadClause(), 10).total == 3


def test_many_updates_give_what_one_build_gives(tested: Engine, tmp_path: Path) -> None:
    """Segments, deletions and merges change nothing that is found; a cluster takes a second for
    each update.
    """
    words = ["nord", "sud", "coree", "paix", "traite"]
    tested.create(tmp_path).commit()
    current: dict[int, Entry] = {}
    for step in range(24 if tested.name in EMBEDDED else 8):
        writer = tested.append(tmp_path)
        for document in (step % 7, step % 5 + 7):
            writer.delete(document)
            new = entry(document, 1, f"{words[step % 5]} {words[(step * 3) % 5]} {step}")
            current[document] = new
            add(writer, new)
        writer.commit()
    reader = tested.open(tmp_path)
    reference = Reference(list(current.values()))
    assert reader.paragraphs == len(current)
    for word in words:
        clause = TermClause("form", word)
        assert {m.key for m in reader.search(clause, 100).best} == set(reference.scores(clause))


def test_a_folder_of_hard_links_is_written_without_touching_its_origin(
    tested: Engine, tmp_path: Path
) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    origin.mkdir()
    writer = tested.create(origin)
    add(writer, entry(0, 1, "nord"))
    writer.commit()
    before = {file.name: file.read_bytes() for file in origin.iterdir()}
    shutil.copytree(origin, clone, copy_function=os.link)
    writer = tested.append(clone)
    writer.delete(0)
    add(writer, entry(1, 1, "sud"))
    writer.commit()
    assert {file.name: file.read_bytes() for file in origin.iterdir()} == before
    assert found(tested.open(origin), "nord", "sud") == [paragraph_key(0, 1)]
    assert found(tested.open(clone), "nord", "sud") == [paragraph_key(1, 1)]


def test_a_folder_without_an_index_is_an_error_of_ours(tested: Engine, tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="alinea rebuild"):
        tested.open(tmp_path)
    with pytest.raises(IndexDamagedError):
        tested.append(tmp_path)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_cut_file_is_an_error_of_ours_or_harmless(tested: Engine, tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    writer = tested.create(origin)
    for one in entries():
        add(writer, one)
    writer.commit()
    for file in list(origin.iterdir()):
        damaged = tmp_path / f"damaged-{file.name}"
        shutil.copytree(origin, damaged)
        (damaged / file.name).write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        try:
            found(tested.open(damaged), "nord")
        except IndexDamagedError:
            continue


def test_a_phrase_has_as_many_alternatives_as_it_needs(build: Build) -> None:
    words = [f"{n:03}abcdefgh"[::-1] for n in range(300)]
    reader = build(entry(n, 1, f"le {word} dort") for n, word in enumerate(words))
    clause = ConstantClause(PhraseClause("form", (("le",), tuple(words[::2]), ("dort", "mange"))))
    assert reader.count(clause) == 150
    assert len(reader.search(clause, 1000).best) == 150
