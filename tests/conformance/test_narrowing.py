"""What documents are narrowed and counted by: the same with every engine."""

from dataclasses import replace
from pathlib import Path

import pytest
from conformance.engines import EVERY, settings_for

from search import open_indexer, open_searcher
from search.errors import QuerySyntaxError, UnknownFacetError
from search.model import FacetValue, Results
from search.searching import Searcher
from search.wording.messages import speaking

DOCUMENTS = {
    "2023/facture EDF.txt": "Bonjour, voici une lettre.\n\nLe monde est un autre paragraphe.",
    "2023/Été à Nîmes/rapport-2023.md": "---\ntitle: Le bilan\nauthor: Émile Zola\n"
    "date: 2023-05-04\nrubrique: Politique étrangère\ntags: [Paix, guerre]\nnuméro: 7\n---\n"
    "Le monde est grand.\n\nEncore le monde.",
    "2023/Été à Nîmes/rapports.txt": "date: 2023\n\nAu monde entier.",
    "2023-bis/lettre.md": "---\nauteur: [Jules Verne, Zola Dupont]\ndate: 2024-01-02\n"
    "rubrique: Politique\ntags: paix\n---\nUn monde de lettres.",
    "--/x.txt": "Rien du tout.",
    "world.md": "---\nauteur: Verne Jules\n---\n\nThe world is big, and Le monde is "
    "the name of a newspaper that nobody here has read since the war.",
    "notes.csv": "doc,texte,auteur,Mots-clés\nfacture,Le monde est là.,émile zola,x; guerre\n"
    "2,Un monde de plus.,Émile Z.,X",
}
SUMMER, LETTER, WORLD = "2023/Été à Nîmes/rapport-2023.md", "2023-bis/lettre.md", "world.md"
REPORTS, BILL = "2023/Été à Nîmes/rapports.txt", "2023/facture EDF.txt"
NOTES = ("notes.csv/2", "notes.csv/facture")


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in DOCUMENTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module", params=EVERY)
def searcher(request, documents, tmp_path_factory) -> Searcher:
    """Over an index of several segments, of which one has a deleted paragraph."""
    index = tmp_path_factory.mktemp("index") / request.param
    settings = settings_for(request, request.param, index)
    settings = replace(settings, facets=("auteur", "mots-clés"))
    changed = documents / WORLD
    text = changed.read_text("utf-8")
    changed.write_text(text.replace("newspaper", "daily"), "utf-8")
    open_indexer(settings).rebuild(documents)
    changed.write_text(text, "utf-8")
    open_indexer(settings).update(documents)
    return open_searcher(settings)


def found_in(results: Results) -> set[str]:
    return {hit.document.id for hit in results.hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # a folder and what is under it, wherever it is; behind a slash from the root
        ("dossier:2023", {BILL, SUMMER, REPORTS}),
        ("folder:/2023", {BILL, SUMMER, REPORTS}),
        ('dossier:"été à nîmes"', {SUMMER, REPORTS}),
        ("dossier:2023/ETE-A-NIMES", {SUMMER, REPORTS}),
        ('dossier:"/Été à Nîmes"', set()),
        ("dossier:2023*", {BILL, SUMMER, REPORTS, LETTER}),
        ("dossier:*nimes", {SUMMER, REPORTS}),
        ("dossier:202", set()),
        ("dossier:/--", {"--/x.txt"}),
        # a file: words of its name, a pattern of it, or all of it
        ("fichier:facture", {BILL}),
        ('file:"facture EDF"', {BILL}),
        ('fichier:="FACTURE edf.txt"', {BILL}),
        ("fichier:=facture", set()),
        ("fichier:*.md", {SUMMER, LETTER, WORLD}),
        ("fichier:rapport*", {SUMMER, REPORTS}),
        ("fichier:rapport*.m?", {SUMMER}),
        ("fichier:notes.csv", {*NOTES}),
        # formats, also by what their files end in
        ("format:csv", {*NOTES}),
        ("format:md langue:fr", {SUMMER, LETTER}),
        ("format:pdf", set()),
        # metadata by names in both languages, words or all of a value, folded
        ("auteur:zola", {SUMMER, LETTER, "notes.csv/facture"}),
        ("author:ÉMILE", {SUMMER, *NOTES}),
        ('auteur:"Émile Zola"', {SUMMER, "notes.csv/facture"}),
        ('auteur:"Zola Émile"', set()),
        ('auteur:"Verne Zola"', set()),
        ("auteur:=Zola", set()),
        ('auteur:="emile zola"', {SUMMER, "notes.csv/facture"}),
        ("auteur:zol*", {SUMMER, LETTER, "notes.csv/facture"}),
        ("auteur:?erne", {LETTER, WORLD}),
        ('rubrique:"politique etrangere"', {SUMMER}),
        ('section:"Politique étr*"', {SUMMER}),
        ("rubrique:=politique", {LETTER}),
        ("mots-clés:guerre", {SUMMER, "notes.csv/facture"}),
        ("tags:X", {*NOTES}),
        ("numero:7", {SUMMER}),
        # with words, signs and one another
        ("monde auteur:zola", {SUMMER, LETTER, "notes.csv/facture"}),
        ("monde -auteur:zola -format:csv", {BILL, REPORTS, WORLD}),
        ("monde (auteur:verne OU dossier:2023) SAUF fichier:*.txt", {SUMMER, LETTER, WORLD}),
        ("auteur:verne OU bonjour", {LETTER, WORLD, BILL}),
        ("auteur:zola date:2023", {SUMMER}),
    ],
)
def test_a_query_is_narrowed(searcher, query, expected):
    assert found_in(searcher.search(query, size=50)) == expected


def test_filters_beside_the_query_narrow_it_as_they_would_in_it(searcher):
    beside = [("auteur", "=Émile Zola"), ("dossier", "2023")]
    found = searcher.search("monde", filters=beside)
    within = searcher.search('monde auteur:="Émile Zola" dossier:2023')
    assert found_in(found) == found_in(within) == {SUMMER}
    assert searcher.search(found.understood).total == found.total


def test_what_narrows_does_not_score(searcher):
    scores = {hit.paragraph.address: hit.score for hit in searcher.search("monde").hits}
    for hit in searcher.search("monde auteur:zola dossier:2023 format:md").hits:
        assert hit.score == scores[hit.paragraph.address]


@pytest.mark.parametrize(
    ("query", "first"), [("facture EDF", BILL), ("été Nîmes rapport", SUMMER), ("factures", BILL)]
)
def test_a_file_is_found_by_what_it_and_its_folders_are_called(searcher, query, first):
    results = searcher.search(query)
    hit = results.hits[0]
    assert (hit.document.id, hit.paragraph.ordinal) == (first, 1)
    assert hit.matched == ("title",)
    assert hit.path.spans
    assert (results.totals.paragraphs, results.totals.headings) == (0, 0)


def test_a_name_adds_to_the_score_of_a_first_paragraph_and_completes_its_words(searcher):
    results = searcher.search("+facture +lettre")
    assert [(hit.paragraph.address, hit.matched) for hit in results.hits] == [
        (f"{BILL}#p1", ("text",))
    ]


def test_a_record_is_not_found_by_its_own_id_or_by_what_its_file_is_called(searcher):
    assert found_in(searcher.search("facture")) == {BILL}
    assert found_in(searcher.search("notes")) == set()


def test_hits_say_where_they_stand(searcher):
    one = next(h for h in searcher.search("monde auteur:zola").hits if h.document.container)
    assert (one.document.path, one.document.format) == ("notes.csv", "csv")
    assert one.document.metadata == {"auteur": "émile zola", "Mots-clés": "x; guerre"}


def test_a_field_that_does_not_exist_is_an_error_that_lists_those_of_the_index(searcher):
    with pytest.raises(QuerySyntaxError) as raised:
        searcher.search("editeur:Hetzel")
    for name in ("titre:", "langue:", "dossier:", "fichier:", "format:", "auteur:", "mots-clés:"):
        assert name in str(raised.value)


FOLDERS = (
    FacetValue(
        "2023",
        4,
        "dossier:/2023",
        (FacetValue("2023/Été à Nîmes", 3, 'dossier:"/2023/Été à Nîmes"'),),
    ),
    FacetValue("2023-bis", 1, "dossier:/2023-bis"),
)


def test_what_matches_is_counted(searcher):
    facets = {one.name: one for one in searcher.search("monde", size=1, facets=["all"]).facets}
    assert list(facets) == ["year", "month", "folder", "format", "language", "auteur", "mots-clés"]
    counts = {name: [(one.value, one.total) for one in facets[name].values] for name in facets}
    assert counts["year"] == [("2024", 1), ("2023", 3)]
    assert counts["month"] == [("2024-01", 1), ("2023-05", 2)]
    assert facets["folder"].values == FOLDERS
    assert counts["format"] == [("markdown", 4), ("csv", 2), ("text", 2)]
    assert counts["language"] == [("fr", 7), ("en", 1)]
    # one value in two spellings is one, in the commonest
    assert ("Émile Zola", 3) in counts["auteur"]
    assert counts["mots-clés"] == [("guerre", 3), ("Paix", 3), ("X", 2)]


def test_counts_are_of_what_a_query_is_narrowed_to_by_whatever(searcher):
    for narrowing in ("format:markdown", "auteur:zola", "langue:en", "dossier:2023 -date:2024"):
        results = searcher.search(f"monde {narrowing}", facets=["format", "language"])
        for facet in results.facets:
            assert sum(value.total for value in facet.values) == results.total


def test_each_count_is_what_its_filter_finds(searcher):
    """But for months: a date that is only a year may be of any."""
    for facet in searcher.search("monde", facets=["all"]).facets:
        pending = list(facet.values) if facet.name != "month" else []
        while pending:
            value = pending.pop()
            assert searcher.search(f"monde {value.filter}").total == value.total, value
            pending += value.under


def test_facets_have_french_names_too_and_others_are_refused(searcher):
    french = searcher.search("monde", facets=["année", "dossier", "langue", "author"]).facets
    english = searcher.search("monde", facets=["year", "folder", "language", "auteur"]).facets
    assert [one.values for one in french] == [one.values for one in english]
    said = r"no facet “rubrique”\. There are: year, month, folder, format, language, auteur"
    with speaking("en"), pytest.raises(UnknownFacetError, match=said):
        searcher.search("monde", facets=["rubrique"])


def test_where_nothing_matches_nothing_is_counted(searcher):
    assert all(not one.values for one in searcher.search("zzz", facets=["all"]).facets)
