"""What means about the same as a document or as a passage of it, with either engine."""

from pathlib import Path

import pytest

from search import Settings, open_indexer, open_searcher
from search.errors import DocumentNotFoundError, QueryTooCostlyError
from search.opening import EMBEDDED, open_snapshots
from search.query.budget import POSTINGS_PER_SECOND, scanning
from search.searching import Searcher

DOCUMENTS = {
    "docteur.txt": "Le docteur examine un malade à la clinique.\n\nIl rédige une ordonnance.",
    "hôpital.txt": "À l’hôpital, un médecin soigne ses patients.\n\nUne infirmière les veille.",
    "copie.txt": "À l’hôpital, un médecin soigne ses patients.\n\nUne infirmière les veille.",
    "pharmacie.txt": "La pharmacie vend des médicaments et des pansements.",
    "football.txt": "L’équipe de football a marqué trois buts.\n\nLe stade a chanté.",
    "rugby.txt": "Les joueurs de rugby gagnent le match.\n\nLeur entraîneur est content.",
    "tarte.txt": "On étale la pâte, on ajoute les pommes et le sucre.\n\nLe four est chaud.",
    "étrange.txt": "Xqzw vbnmk.\n\nUn voilier passe.",
}


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(params=sorted(EMBEDDED))
def settings(request, folder, tmp_path) -> Settings:
    settings = Settings(index=tmp_path / "index", source=(folder,), engine=request.param)
    open_indexer(settings).rebuild(folder)
    return settings


@pytest.fixture
def searcher(settings) -> Searcher:
    return open_searcher(settings)


def passages(similar) -> list[str]:
    return [hit.paragraph.address for hit in similar.hits]


def documents(similar) -> list[str]:
    return [hit.document.id for hit in similar.hits]


def test_the_nearest_documents_are_about_the_same(searcher):
    assert documents(searcher.similar("docteur.txt"))[0] in ("copie.txt", "hôpital.txt")
    assert documents(searcher.similar("football.txt"))[0] == "rugby.txt"


def test_each_document_comes_once_with_its_best_passage(searcher):
    found = searcher.similar("docteur.txt")
    assert len(set(documents(found))) == len(found.hits)
    assert found.hits[0].paragraph.ordinal == 1


def test_the_nearest_passages_may_be_several_of_a_document(searcher):
    found = passages(searcher.similar("football.txt", 1))
    assert found[0] == "rugby.txt#p1"
    assert "rugby.txt#p2" in found


def test_the_nearest_come_first_and_none_is_nearer_than_itself(searcher):
    for ordinal in (None, 1):
        scores = [hit.score for hit in searcher.similar("docteur.txt", ordinal).hits]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize("ordinal", [None, 1])
@pytest.mark.parametrize("name", ["hôpital.txt", "copie.txt"])
def test_a_document_and_its_copies_are_not_like_it(searcher, name, ordinal):
    found = searcher.similar(name, ordinal, limit=100)
    assert found.hits
    assert not {"hôpital.txt", "copie.txt"} & set(documents(found))


def test_copies_are_told_with_what_is_alike(searcher):
    hit = searcher.similar("docteur.txt").hits[0]
    assert {hit.document.id, *hit.copies} == {"copie.txt", "hôpital.txt"}


def test_a_passage_that_says_the_same_again_is_not_shown_again(settings, folder):
    for name in "abc":
        text = f"Le stade a chanté.\n\nLe supporter {name} aussi."
        (folder / f"{name}.txt").write_text(text, "utf-8")
    open_indexer(settings).update(folder)
    searcher = open_searcher(settings)
    assert not {"a.txt#p1", "b.txt#p1"} & set(passages(searcher.similar("football.txt", 2)))
    found = passages(searcher.similar("rugby.txt", 1, limit=100))
    assert len({"a.txt#p1", "b.txt#p1", "c.txt#p1", "football.txt#p2"} & set(found)) == 1


def test_what_is_deleted_or_changed_never_comes(settings, folder):
    (folder / "rugby.txt").unlink()
    (folder / "pharmacie.txt").write_text("Un voilier quitte le port.", "utf-8")
    open_indexer(settings).update(folder)
    searcher = open_searcher(settings)
    for name in DOCUMENTS.keys() - {"rugby.txt"}:
        hits = searcher.similar(name, 1, limit=100).hits
        assert "rugby.txt" not in [hit.document.id for hit in hits]
        assert not any("pansements" in hit.paragraph.text for hit in hits)


def test_an_updated_index_answers_as_one_that_is_built_anew(settings, folder, tmp_path):
    (folder / "rugby.txt").unlink()
    (folder / "sirop.txt").write_text("Un sirop guérit la toux du patient.", "utf-8")
    open_indexer(settings).update(folder)
    anew = Settings(index=tmp_path / "anew", source=(folder,), engine=settings.engine)
    open_indexer(anew).rebuild(folder)
    for ordinal in (None, 1):
        updated, built = (
            open_searcher(one).similar("docteur.txt", ordinal) for one in (settings, anew)
        )
        assert passages(updated) == passages(built)
        assert [hit.score for hit in updated.hits] == [hit.score for hit in built.hits]


def test_only_so_many_come(searcher):
    assert len(searcher.similar("docteur.txt", limit=2).hits) == 2
    assert len(searcher.similar("docteur.txt", 1, limit=2).hits) == 2


def test_what_has_no_known_word_says_so(searcher):
    unknown = searcher.similar("étrange.txt", 1)
    assert (unknown.is_known, unknown.hits) == (False, ())
    assert searcher.similar("étrange.txt", 2).is_known
    assert searcher.similar("étrange.txt").is_known


def test_what_has_no_known_word_is_like_nothing(searcher):
    for name in DOCUMENTS:
        assert "étrange.txt#p1" not in passages(searcher.similar(name, 1, limit=100))


def test_a_collection_of_one_document_has_nothing_like_it(tmp_path):
    (tmp_path / "seul.txt").write_text("Le docteur est seul.\n\nIl lit.", "utf-8")
    settings = Settings(index=tmp_path / "index", source=(tmp_path / "seul.txt",))
    open_indexer(settings).rebuild(tmp_path / "seul.txt")
    for ordinal in (None, 1):
        found = open_searcher(settings).similar("seul.txt", ordinal)
        assert (found.is_known, found.hits) == (True, ())


@pytest.mark.parametrize(
    ("name", "ordinal", "address"),
    [("nulle-part.txt", None, "nulle-part.txt"), ("rugby.txt", 3, "rugby.txt#p3")],
)
def test_what_is_not_there_is_an_error(searcher, name, ordinal, address):
    with pytest.raises(DocumentNotFoundError, match=address):
        searcher.similar(name, ordinal)


def test_looking_at_every_vector_is_charged(settings):
    snapshots = open_snapshots(settings)
    most = scanning(snapshots.current().vectors.rows) - 1
    poor = Searcher(snapshots.current, seconds=5 * most / POSTINGS_PER_SECOND)
    with pytest.raises(QueryTooCostlyError):
        poor.similar("docteur.txt", 1)
