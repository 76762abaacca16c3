"""A permalink finds its paragraph after an edit of the document, and says what became of it."""

import pytest

from search import Settings, open_indexer, open_searcher
from search.duplicates.digest import shown_digest
from search.errors import DocumentNotFoundError
from search.opening import EMBEDDED

ONE, TWO = "Le barrage retient le lac.", "La digue tient bon."
LONG = (
    "Le maire a promis hier que la vieille digue serait relevée avant l’automne, avec des pierres"
    " tirées de la carrière voisine et des ouvriers embauchés dans le canton, si le département"
    " avance enfin la moitié des crédits."
)


@pytest.fixture(params=sorted(EMBEDDED))
def write(request, tmp_path):
    """Writes documents, updates the index, and gives what answers."""
    folder = tmp_path / "documents"
    folder.mkdir()
    chosen = Settings(source=(folder,), index=tmp_path / "index", engine=request.param)

    def index(**documents: list[str]):
        for name, texts in documents.items():
            path = folder / f"{name}.txt"
            if texts:
                path.write_text("\n\n".join(["Titre", *texts]), "utf-8")
            else:
                path.unlink()
        open_indexer(chosen).update(folder)
        return open_searcher(chosen)

    return index


def fate(searcher, text: str, before: str = "") -> tuple[str, str]:
    found = searcher.paragraph(shown_digest(text), before)
    return found.fate, found.paragraph.address


def test_a_paragraph_is_found_where_it_is(write):
    searcher = write(a=[ONE, TWO], b=[TWO, LONG])
    assert fate(searcher, ONE) == ("here", "a.txt#p1")
    assert fate(searcher, TWO, "b.txt#p1") == ("here", "b.txt#p1")
    assert fate(searcher, TWO, "a.txt#p2") == ("here", "a.txt#p2")


def test_one_that_stands_further_down_has_moved(write):
    write(a=[ONE, TWO])
    searcher = write(a=["Un alinéa nouveau.", ONE, "Un autre encore.", TWO])
    assert fate(searcher, TWO, "a.txt#p2") == ("moved", "a.txt#p4")
    assert fate(searcher, TWO) == ("here", "a.txt#p4")


def test_one_that_has_gone_elsewhere_is_found_there(write):
    write(a=[ONE, TWO])
    searcher = write(a=[ONE], b=[LONG, TWO])
    assert fate(searcher, TWO, "a.txt#p2") == ("elsewhere", "b.txt#p2")
    searcher = write(a=[])
    assert fate(searcher, TWO, "a.txt#p2") == ("elsewhere", "b.txt#p2")


def test_one_that_was_edited_leads_to_what_came_in_its_place(write):
    write(a=[ONE, LONG])
    searcher = write(a=[ONE, TWO, LONG.replace("vieille", "longue")])
    assert fate(searcher, LONG, "a.txt#p2") == ("changed", "a.txt#p3")
    assert fate(searcher, LONG) == ("changed", "a.txt#p3")


def test_one_that_is_gone_leads_to_what_is_nearest_in_its_document(write):
    write(a=[ONE, TWO, LONG])
    searcher = write(a=[ONE])
    assert fate(searcher, LONG, "a.txt#p3") == ("gone", "a.txt#p1")
    with pytest.raises(DocumentNotFoundError):
        fate(searcher, LONG)


@pytest.mark.parametrize("digest", ["", "a", "é", "0" * 16, "a" * 16, "a" * 400])
def test_what_was_never_there_is_not_found(write, digest):
    searcher = write(a=[ONE])
    for before in ("", "b.txt#p1", "a.txt", "#p1"):
        with pytest.raises(DocumentNotFoundError):
            searcher.paragraph(digest, before)
