"""What `words.txt` says stands for a word, from the file to what is found and lit."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Settings, open_indexer, open_searcher
from search.errors import WordsError
from search.opening import EMBEDDED, synonyms
from search.query.synonyms import SynonymFile
from search.query.synonyms.file import shipped
from search.query.synonyms.parsing import rules
from search.searching import Searcher

TEXTS = {
    "onu.txt": "L'ONU siège à New York.\n\nLes Nations unies votent ce soir.\n\n"
    "Des nations se sont unies contre le froid.",
    "corée.txt": "La Corée du Nord tire un missile.\n\nDes soldats nord-coréens défilent.\n\n"
    "Le nord du pays est coréen.",
    "amérique.txt": "Les États-Unis votent.\n\nLa presse américaine se tait.",
    "suisse.txt": "Elle a nonante ans et un natel.\n\nIl a quatre-vingt-dix ans.",
    "soins.txt": "Le vétérinaire soigne un chien.\n\nMon véto soigne un chat.",
}


class Library:
    """The texts, indexed once, and a file of words that a test may write."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.words = folder / "words.txt"
        source = folder / "texts"
        source.mkdir()
        for name, text in TEXTS.items():
            (source / name).write_text(text, "utf-8")
        settings = Settings(index=folder / "index", engine=engine, words=self.words)
        open_indexer(settings).rebuild(source)
        self.searcher: Searcher = open_searcher(settings)

    def found(self, query: str) -> dict[str, list[str]]:
        """The addresses of the hits, the best first, with what is lit in each."""
        return {
            hit.paragraph.address.replace(".txt", ""): [
                piece for piece, matched in hit.snippet.pieces() if matched
            ]
            for hit in self.searcher.search(query).hits
        }

    def write(self, text: str) -> None:
        self.words.write_text(text, "utf-8")


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def opened(request, tmp_path_factory) -> Library:
    return Library(request.param, tmp_path_factory.mktemp("library"))


@pytest.fixture
def library(opened):
    yield opened
    opened.words.unlink(missing_ok=True)


def test_an_acronym_finds_its_full_name_and_is_found_by_it(library):
    assert library.found("ONU") == {"onu#p1": ["ONU"], "onu#p2": ["Nations unies"]}
    assert next(iter(library.found("+ONU"))) == "onu#p1"
    by_name = library.found("Nations unies")
    assert by_name.keys() == {"onu#p1", "onu#p2", "onu#p3", "amérique#p1"}
    assert by_name["onu#p1"] == ["ONU"]


def test_a_country_finds_its_adjective_inflected_and_lit_where_it_stands_together(library):
    found = library.found("Corée du Nord")
    assert found["corée#p1"] == ["Corée", "Nord"]
    assert found["corée#p2"] == ["nord-coréens"]
    assert library.found("nord-coréenne")["corée#p1"] == ["Corée du Nord"]
    assert library.found("États-Unis").keys() == {"amérique#p1", "amérique#p2"}
    assert library.found("américains").keys() == {"amérique#p1", "amérique#p2"}


def test_what_is_said_elsewhere_is_found(library):
    assert library.found("nonante").keys() == {"suisse#p1", "suisse#p2"}
    assert library.found("téléphone portable") == {"suisse#p1": ["natel"]}


def test_the_word_typed_comes_first_and_scores_more(library):
    library.write("véto vétérinaire")
    for query in ("véto", "vétérinaire"):
        hits = library.searcher.search(query).hits
        assert len(hits) == 2
        assert query in hits[0].snippet.text
        assert hits[0].score > 2 * hits[1].score


def test_equals_phrases_and_what_is_excluded_are_what_they_say(library):
    assert library.found("=ONU").keys() == {"onu#p1"}
    assert library.found('"Nations unies"').keys() == {"onu#p2"}
    assert library.found("siège votent -ONU").keys() == {"onu#p2", "amérique#p1"}
    assert library.searcher.search("ONU").understood == "ONU"


def test_a_word_that_has_to_be_there_may_be_its_synonym(library):
    assert library.found("+ONU +votent").keys() == {"onu#p2"}
    assert library.found("ONU ET soir").keys() == {"onu#p2"}


def test_an_arrow_goes_one_way(library):
    library.write("véto → vétérinaire")
    assert library.found("véto").keys() == {"soins#p1", "soins#p2"}
    assert library.found("vétérinaire").keys() == {"soins#p1"}


def test_a_file_that_changes_is_read_at_the_next_query_and_none_is_the_one_that_comes_along(
    library,
):
    assert library.found("ONU").keys() == {"onu#p1", "onu#p2"}
    before = library.searcher.revision
    library.write("véto vétérinaire")
    assert library.found("ONU").keys() == {"onu#p1"}
    assert library.found("véto").keys() == {"soins#p1", "soins#p2"}
    assert library.searcher.revision != before
    library.write("")
    assert library.found("véto").keys() == {"soins#p2"}
    library.words.unlink()
    assert library.found("ONU").keys() == {"onu#p1", "onu#p2"}
    assert library.searcher.revision == before


def test_within_one_generation_the_words_are_those_of_its_revision(library):
    library.words.write_text("matou chat", "utf-8")
    with library.searcher.one_generation() as revision:
        library.words.write_text("natel véto", "utf-8")
        assert library.searcher.revision == revision
        assert library.searcher.search("natel").total == 1
    assert library.searcher.revision != revision
    assert library.searcher.search("natel").total == 2


def test_a_line_that_is_wrong_is_named_and_the_others_count(library):
    library.write("# mes mots\nseul\nvéto vétérinaire\n→ rien\na → b → c\nonu, les des\n")
    assert library.found("véto").keys() == {"soins#p1", "soins#p2"}
    path = library.words
    assert [str(error) for error in library.searcher.word_errors] == [
        f"{path}, line 2: a family has two words at least.",
        f"{path}, line 4: there is nothing on one side of the arrow.",
        f"{path}, line 5: there is more than one arrow.",
        f"{path}, line 6: “les des” has no word that is looked for.",
    ]


def test_a_pipe_in_the_place_of_the_file_is_told_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "words.txt")
    words = SynonymFile(tmp_path / "words.txt")
    words.current()
    (error,) = words.errors
    assert "pipe" in str(error) or "tube" in str(error)


SHIPPED = [
    ("OTAN", "Organisation du traité de l'Atlantique nord"),
    ("UE", "Union européenne"),
    ("SNCF", "Société nationale des chemins de fer français"),
    ("septante", "soixante-dix"),
    ("nonante", "quatre-vingt-dix"),
    ("États-Unis", "américain"),
    ("Corée du Nord", "nord-coréen"),
]


@pytest.mark.parametrize(("one", "other"), SHIPPED)
def test_what_every_collection_wants_comes_along(one, other):
    found, _ = rules("words.txt", shipped())
    families = [{member.text for member in (*rule.sources, *rule.targets)} for rule in found]
    assert any({one, other} <= family for family in families)


@pytest.mark.parametrize("content", [b"v\xe9to v\xe9t\xe9rinaire", b"\0\xff"])
def test_a_file_that_is_no_text_is_told_and_ends_no_search(library, content):
    library.words.write_bytes(content)
    assert library.found("véto").keys() == {"soins#p2"}
    (error,) = library.searcher.word_errors
    assert str(error).startswith(f"{library.words}: ")


def test_a_file_that_somebody_has_named_and_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (error,) = told(Settings(words=Path("mots.txt")))
    assert str(error).startswith("mots.txt: there is no such file; the words that come with")
    assert told(Settings()) == ()


def told(settings: Settings) -> tuple[WordsError, ...]:
    words = synonyms(settings)
    assert words.current().longest
    return words.errors


def test_a_folder_in_its_place_is_told_and_ends_no_search(tmp_path):
    (tmp_path / "words.txt").mkdir()
    words = SynonymFile(tmp_path / "words.txt")
    assert not words.current().longest
    assert "directory" in str(words.errors[0])


def test_a_change_of_the_same_size_is_seen(tmp_path):
    path = tmp_path / "words.txt"
    words = SynonymFile(path)
    path.write_text("chat matou")
    before = words.current().revision
    path.write_text("chat minet")
    os.utime(path, ns=(1, 1))
    assert words.current().revision != before


@pytest.mark.parametrize(
    ("line", "left", "right"),
    [
        ("véto vétérinaire", ["véto", "vétérinaire"], None),
        ("ONU, Nations unies", ["ONU", "Nations unies"], None),
        ('ONU "Nations unies" «Casques bleus»', ["ONU", "Nations unies", "Casques bleus"], None),
        ('PTT, "postes, télégraphes"', ["PTT", "postes, télégraphes"], None),
        ("Corée du Nord ↔ nord-coréen  # voisins", ["Corée du Nord", "nord-coréen"], None),
        ("clavarder -> discuter en ligne", ["clavarder"], ["discuter en ligne"]),
        ("échevin, maïeur => maire, adjoint", ["échevin", "maïeur"], ["maire", "adjoint"]),
    ],
)  # fmt: skip
def test_a_line_is_one_family(line, left, right):
    ((rule,), errors) = rules("words.txt", line)
    assert errors == []
    assert [member.text for member in rule.sources] == left
    assert [member.text for member in rule.targets] == (right or left)


def test_the_file_that_comes_along_has_no_fault_and_no_line_twice():
    found, errors = rules("words.txt", shipped())
    assert errors == []
    lines = [tuple(member.text for member in rule.sources) for rule in found]
    assert len(set(lines)) == len(lines) > 300


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.lists(st.sampled_from(
    ["mot", "un", ",", "→", "->", '"', "«", "»", "#", " ", "\n", "É'", "\ufeff"]
), max_size=12).map("".join))  # fmt: skip
def test_any_file_gives_rules_and_errors_with_their_lines(text):
    found, errors = rules("words.txt", text)
    assert len(found) + len(errors) <= len(text.splitlines())
    assert all(1 <= error.details["line"] <= len(text.splitlines()) for error in errors)
    assert all(member.stems for rule in found for member in (*rule.sources, *rule.targets))
