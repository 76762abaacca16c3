"""The pages, as they are read."""

import html
import re

import pytest


def passages(page: str) -> str:
    """What is read of the snippets of a page."""
    return plain(" ".join(re.findall(r'<p class="snippet">(.*?)</p>', page, re.DOTALL)))


SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def plain(page: str) -> str:
    """What is read of a page, spaces of all kinds as one."""
    text = re.sub(r"<(head|script)\b.*?</\1>", "", page, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]*>", "", text)).translate(SPACES)
    return re.sub(r"\s+", " ", text)


def test_the_home_page_has_a_field_with_the_focus(page):
    home = page("/")
    assert re.search(r'<input[^>]*name="q"[^>]*autofocus', home)
    assert '<html lang="fr">' in home
    assert "13 documents" in plain(home)


@pytest.fixture
def seed_text(seed):
    return seed.read_text("utf-8")


def test_hits_are_grouped_by_document_the_best_passage_first(page):
    results = page("/", q="crue")
    titles = re.findall(r"<h2[^>]*><a[^>]*>(.*?)</a></h2>", results)
    assert len(titles) == len(set(titles)) >= 2
    assert "<summary>" in results
    assert re.search(r"\d+ autres passages", plain(results))


def test_one_other_passage_is_singular(client_of):
    results = client_of({"a.txt": "Le chat dort.\n\nLe chat mange."}).get("/?q=chat").text
    assert "1 autre passage" in plain(results)
    assert "autres" not in plain(results)


def test_total_heading_and_date_are_shown(page):
    results = plain(page("/", q="camping"))
    assert "1 passage, dans 1 document" in results
    assert "17 octobre 2024" in results
    assert "17\u00a0octobre 2024" in page("/", q="camping")  # no line ends between the two
    assert "2 heures du matin" in results


def test_matches_are_marked(page):
    assert "<mark>camping</mark>" in page("/", q="CAMPINGS")
    assert "<mark>œil</mark>" in page("/", q="oeil")


def test_pages_are_links(client_of):
    documents = {f"{n:02}.txt": f"Le chat numéro {n}." for n in range(25)}
    client = client_of(documents)
    seen, path = [], "/?q=chat"
    while path:
        text = client.get(path).text
        seen += re.findall(r"(?<=numéro )\d+(?=\.)", passages(text))
        following = re.search(r'rel="next" href="([^"]*)"', text)
        path = html.unescape(following[1]) if following else ""
    assert sorted(map(int, seen)) == list(range(25))
    assert 'rel="prev"' in text


def test_an_operator_that_joins_nothing_is_told(page):
    shown = plain(page("/", q="ET crue OU"))
    assert "Laissés de côté, n’ayant rien à joindre : ET, OU" in shown
    assert "joindre" not in plain(page("/", q="crue OU vallée"))


def test_without_a_hit_what_was_meant_is_offered(page):
    results = page("/", q="fromagrie")
    assert "Aucun passage" in plain(results)
    assert re.search(r'href="/\?q=fromagerie[^"]*">fromagerie</a>', results)


@pytest.mark.parametrize("query", ["!?", "«»", "*"])
def test_nothing_to_search_for_is_said_kindly(page, query):
    results = page("/", q=query)
    assert "rien à chercher" in plain(results)
    assert 'role="alert"' in results or "refused" in results


@pytest.mark.parametrize(
    ("query", "reason"), [("a" * 10_000, "512"), ("date:hier", "hier"), ("mot " * 65, "64")]
)
def test_a_query_that_is_refused_comes_back_with_the_reason(client, query, reason):
    response = client.get("/", query_string={"q": query})
    assert response.status_code == 400
    assert reason in plain(response.text)
    assert f'value="{query[:20]}' in response.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("date:demain crue", "date:<mark>demain</mark> crue"),
        ("crue nulpart:ici vallée", "crue <mark>nulpart:ici</mark> vallée"),
        ("chat~9 crue", "chat~<mark>9</mark> crue"),
    ],
)
def test_what_is_wrong_in_a_refused_query_is_marked_and_nothing_else(client, query, shown):
    page = client.get("/", query_string={"q": query}).text
    assert f'<p class="wrong" aria-hidden="true">{shown}</p>' in page


def test_a_document_is_shown_with_every_match_lit_and_an_anchor_a_paragraph(page):
    document = page("/documents/crue.txt", q="crue")
    assert document.count("<mark>crue</mark>") >= 4
    assert [int(n) for n in re.findall(r'<p id="p(\d+)"', document)] == list(range(1, 9))
    assert "6 heures" in plain(document)
    assert 'href="/?q=crue' in document


def test_a_document_with_a_query_that_cannot_be_is_shown_all_the_same(page):
    assert "Orvelle" in page("/documents/crue.txt", q="date:hier")


def test_all_documents_are_listed_with_links_that_work(page, client):
    listing = page("/documents")
    links = re.findall(r'href="(/documents/[^"?]+)', listing)
    assert len(links) == 13
    assert all(client.get(html.unescape(link)).status_code == 200 for link in links)


def test_an_address_that_leads_nowhere_is_a_page(client):
    for path in ("/documents/rien.txt", "/rien"):
        response = client.get(path)
        assert (response.status_code, response.mimetype) == (404, "text/html")
        assert "Alinéa" in response.text


def test_without_an_index_the_page_names_the_command(tmp_path):
    from search import Settings
    from web import create_app

    response = create_app(Settings(index=tmp_path / "none")).test_client().get("/?q=chat")
    assert response.status_code == 503
    assert "alinea rebuild" in plain(response.text)


@pytest.mark.parametrize("path", ["/", "/?q=crue", "/documents", "/help", "/documents/crue.txt"])
def test_every_page_is_in_english_for_who_reads_it(client, path):
    asked = path + ("&" if "?" in path else "?") + "lang=en"
    by_parameter = client.get(asked)
    by_preference = client.get(path, headers={"Accept-Language": "en-GB,en;q=0.9"})
    for response in (by_parameter, by_preference):
        assert '<html lang="en">' in response.text
        assert response.headers["Content-Language"] == "en"
        assert "How to search" in response.text
    assert "lang=en" in re.findall(r'class="brand" href="([^"]*)"', by_parameter.text)[0]


def test_other_languages_get_french(client):
    assert '<html lang="fr">' in client.get("/", headers={"Accept-Language": "de"}).text


def test_french_numbers_and_marks_have_their_spaces(client_of):
    documents = {f"{n}.txt": f"Un chat. {n}" for n in range(1001)}
    text = client_of(documents).get("/?q=chat").text
    assert "1\u202f001 passages" in text
    assert not re.search(r"\w [:;?!»]", plain_keeping_spaces(text))


def plain_keeping_spaces(page: str) -> str:
    text = re.sub(r"<(head|script)\b.*?</\1>", "", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def test_the_words_that_were_left_out_are_told(page, client):
    assert "Trop courants pour être cherchés : la, de" in plain(page("/", q="la crue de"))
    assert "Trop courants" not in plain(page("/", q="crue"))
    english = client.get(
        "/", query_string={"q": "la crue"}, headers={"Accept-Language": "en-GB,en;q=0.9"}
    )
    assert "Too common to be searched for: la" in plain(english.text)


def test_a_title_that_matches_alone_is_counted_beside_the_passages(client_of):
    client = client_of(
        {
            "a.txt": "title: La vallée\n\nElle est verte au mois de mai.",
            "b.txt": "title: Un pré\n\nLa vallée est verte au mois de juin.",
        }
    )
    french, english = (
        client.get("/", query_string={"q": "vallée", "lang": x}).text for x in ("fr", "en")
    )
    assert "1 passage et 1 titre, dans 2 documents" in plain(french)
    assert "1 passage and 1 title, in 2 documents" in plain(english)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("digue", "1 passage, 2 intertitres et 2 titres, dans 3 documents"),
        ("écluse", "1 intertitre, dans 1 document"),
        ("barrage", "2 titres"),
        ("titre:digue", "2 titres, dont 1 copie (montrer chacune)"),
        ("zzyzx", "Aucun passage"),
    ],
)
def test_passages_headings_and_titles_are_each_told_and_so_are_copies(client_of, query, said):
    """Each kind where there is any of it; together they are all hits and their copies."""
    told = "Il a fallu deux hivers aux charpentiers du village pour la relever de ses ruines."
    client = client_of(
        {
            "a.md": f"# La digue, un barrage\n\n{told}\n\n## Digue nord\n\nUn\n\n## Écluse\n\nIci",
            "b.md": "# Le port\n\nLa digue tient.\n\n## Digue sud\n\nTrois.",
            "c.md": f"# Digue et barrage\n\n{told}",
        }
    )
    page = client.get("/", query_string={"q": query}).text
    assert said in plain(page)


def test_a_heading_that_matches_is_counted_beside_the_passages_and_lit(client_of, seed_text):
    client = client_of({"a.txt": seed_text})
    text = client.get("/", query_string={"q": '"jour de la victoire"'}).text
    assert "1 passage et 1 intertitre, dans 1 document" in plain(text)
    assert text.count("au <mark>jour de la victoire</mark>»</p>") == 2
    english = client.get("/", query_string={"q": '"jour de la victoire"', "lang": "en"}).text
    assert "1 passage and 1 heading, in 1 document" in plain(english)
