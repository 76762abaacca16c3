"""A document is read in parts; what is found in it is counted, and followed, in the whole."""

import gzip
import html
import re

import pytest
from long_document import BOATS, EVERY, WORD, book, words_of_the_library

LONG = 10_000
FOUND = f"?q={WORD}"
MATCHES = list(range(EVERY, 1001, EVERY))


@pytest.fixture(scope="module")
def register(client_over):
    """A book of a thousand paragraphs, beside a short document."""
    beside = f"title: Une note\n\nUne {WORD} passe.\n\nRien d’autre."
    return client_over({"registre.md": book(1000, BOATS), "note.txt": beside})


@pytest.fixture(scope="module")
def long_book(client_over):
    return client_over({"livre.md": book(LONG, words_of_the_library())})


def ordinals(page: str) -> list[int]:
    return [int(ordinal) for ordinal in re.findall(r'<p id="p(\d+)"', page)]


def link(page: str, which: str) -> str:
    """The address of a link with some attributes; "" where there is none."""
    found = re.search(rf'<a [^>]*{which}[^>]*?href="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def nodes(page: str) -> int:
    """Elements and texts, as a browser counts them."""
    return len(re.findall(r"<[a-z]|(?<=>)[^<]", page))


def plain(page: str) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", "", page)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("asked", ["", FOUND, f"{FOUND}&at=8414", f"{FOUND}&only=matches"])
def test_a_part_of_a_long_document_is_light(long_book, asked):
    response = long_book.get(f"/documents/livre.md{asked}", headers={"Accept-Encoding": "gzip"})
    assert len(response.data) <= 60_000
    page = gzip.decompress(response.data).decode()
    assert nodes(page) <= 1500
    assert 80 <= len(ordinals(page)) <= 250


def test_an_address_of_ours_arrives_in_a_long_document_without_scripts(long_book):
    """What is behind the # isn't sent: it has to be said before it."""
    for query in (WORD, '"Chapitre 170"'):
        hits = long_book.get("/api/search", query_string={"q": query, "size": 100}).get_json()
        for hit in hits["hits"]:
            path, _, fragment = hit["paragraph"]["url"].partition("#")
            assert f'id="{fragment}"' in long_book.get(path).text
            permalink = long_book.get(hit["paragraph"]["permalink"])
            path, _, fragment = permalink.headers["Location"].partition("#")
            assert f'id="{fragment}"' in long_book.get(path).text


def test_the_parts_are_the_whole_document(register):
    seen, path = [], "/documents/registre.md"
    while path and len(seen) <= 1000:
        page = register.get(path).text
        seen += ordinals(page)
        path = link(page.partition('class="parts after"')[2], 'rel="next"')
    assert seen == list(range(1, 1001))


def test_a_part_begins_with_the_headings_that_it_is_under(register):
    page = register.get("/documents/registre.md?at=230").text
    headings = re.findall(r"<h[2-4].*?</h[2-4]>", page, re.DOTALL)
    assert ordinals(page)[0] == 201
    assert [plain(one) for one in headings[:3]] == ["Livre 1 (suite)", "Chapitre 5", "Chapitre 6"]
    assert headings[0].startswith("<h2")
    assert headings[1].startswith("<h3")


def test_what_is_found_is_counted_in_the_whole_document(register):
    hits = register.get("/api/search", query_string={"q": WORD, "group": "document"}).get_json()
    more = {hit["document"]["id"]: hit["more"] for hit in hits["hits"]}
    page = register.get(f"/documents/registre.md?q={WORD}&at={MATCHES[40]}").text
    assert more["registre.md"] + 1 == len(MATCHES)
    assert f"41 / {len(MATCHES)}" in plain(page)
    first = register.get(f"/documents/registre.md?q={WORD}").text
    assert f"– / {len(MATCHES)}" in plain(first)
    assert "aucun passage" in plain(re.search(r'<p class="count">.*?</p>', register.get(
        "/documents/registre.md?q=absent").text, re.DOTALL)[0])  # fmt: skip


def test_a_paragraph_that_is_found_is_marked_and_no_other(register):
    page = register.get(f"/documents/registre.md?q={WORD}").text
    marked = [int(one) for one in re.findall(r'<p id="p(\d+)" class="paragraph match"', page)]
    assert marked == [one for one in MATCHES if one <= ordinals(page)[-1]]
    assert page.count(f"<mark>{WORD}</mark>") == len(marked)


def test_one_goes_from_match_to_match_without_scripts(register):
    seen, path = [], f"/documents/registre.md?q={WORD}"
    while path and len(seen) <= len(MATCHES):
        page = register.get(path).text
        path = link(page, 'class="next" rel="next"')
        if path:
            seen.append(int(path.rpartition("#p")[2]))
    assert seen == MATCHES
    back = link(register.get(f"/documents/registre.md?q={WORD}&at={MATCHES[3]}").text, 'rel="prev"')
    assert back.endswith(f"at={MATCHES[2]}#p{MATCHES[2]}")


def test_passages_alone_are_shown(register):
    page = register.get(f"/documents/registre.md?q={WORD}&only=matches").text
    assert ordinals(page) == MATCHES
    whole = link(page, 'class="only"')
    assert "only" not in whole
    assert ordinals(register.get(whole).text)[0] == 1


def test_something_else_is_searched_in_the_document_and_the_results_stay(register):
    path = f"/documents/registre.md?q={WORD}&page=2&sort=date&find=rien"
    page = register.get(path.replace("registre.md", "note.txt")).text
    assert "<mark>Rien</mark>" in page
    assert f"<mark>{WORD}</mark>" not in page
    assert link(page, 'class="back"') == f"/?q={WORD}&sort=date&page=2"
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', page))
    assert fields.items() >= {"q": WORD, "page": "2", "sort": "date"}.items()


@pytest.mark.parametrize(
    "asked",
    ["q=gabarre&format=markdown", "q=gabarre&language=fr&page=3", "q=gabarre"],
)
def test_the_way_back_leads_to_the_same_results(register, asked):
    page = register.get(f"/documents/registre.md?{asked}&at=500").text
    assert link(page, 'class="back"') == f"/?{asked}"


def test_the_contents_lead_to_each_chapter(register):
    page = register.get("/documents/registre.md").text
    links = re.findall(r'<li class="depth-(\d)[^>]*><a href="([^"]*)">(.*?)</a>', page)
    assert [name for _, _, name in links][:3] == ["Livre 1", "Chapitre 1", "Chapitre 2"]
    assert len(links) == 22
    for _, path, name in links:
        path, _, fragment = html.unescape(path).partition("#")
        before = register.get(path).text.partition(f'<p id="{fragment}"')[0]
        headings = re.findall(r"<h[2-4][^>]*>(.*?)</h[2-4]>", before)
        assert name in headings[-2:]


def test_many_headings_are_no_longer_list_than_can_be_looked_through(client_of):
    text = "\n\n".join(f"# Article {number}\n\nUn texte." for number in range(1, 1501))
    page = client_of({"code.md": f"---\ntitle: Code\n---\n\n{text}"}).get("/documents/code.md").text
    assert 50 <= len(re.findall(r'<li class="depth-', page)) <= 140


@pytest.mark.parametrize("asked", ["at=5000", "at=1000000", "at=1001"])
def test_a_place_that_there_is_not_is_the_last_part(register, asked):
    assert ordinals(register.get(f"/documents/registre.md?{asked}").text)[-1] == 1000


@pytest.mark.parametrize("asked", ["at=0", "at=x", "leaf=-1", "only=some"])
def test_what_cannot_be_asked_is_refused(register, asked):
    assert register.get(f"/documents/registre.md?{asked}").status_code == 400


def test_what_is_like_a_document_or_a_passage_is_a_page(page):
    documents = page("/similar/crue.txt")
    assert len(re.findall(r'<a href="/documents/[^"]*"', documents)) >= 3
    assert "Documents semblables" in plain(documents)
    passages = page("/similar/crue.txt", paragraph=2)
    assert "Passages semblables" in plain(passages)
    assert 'href="/similar/crue.txt"' in page("/documents/crue.txt")
