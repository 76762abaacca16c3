"""Places in texts as the asker counts: characters, or the UTF-16 units of JavaScript."""

import json

import pytest


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    from search import Settings, open_indexer
    from web import create_app

    folder = tmp_path_factory.mktemp("wide")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.md").write_text(
        "---\ntitle: 😀 Un 𝕏 chat\n---\n\n# 🎉 Le chat 🎉 noir\n\n"
        "😀😀 Le chat 🐈 dort, 𝕏 et le chat rêve.\n",
        "utf-8",
    )
    settings = Settings(index=folder / "index")
    open_indexer(settings).rebuild(folder / "seeds")
    return create_app(settings).test_client()


def in_javascript(text: str, start: int, end: int) -> str:
    """`text.slice(start, end)`."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_spans_are_those_of_javascript_where_it_asks(wide):
    hit = wide.get("/api/search?q=chat&offsets=utf16").json["hits"][0]
    text, spans = hit["snippet"]["text"], hit["snippet"]["spans"]
    assert [in_javascript(text, *span) for span in spans] == ["chat", "chat"]
    assert spans != wide.get("/api/search?q=chat").json["hits"][0]["snippet"]["spans"]


def test_so_are_those_of_a_document(wide):
    document = wide.get("/api/documents/a.md?q=chat&offsets=utf16").json
    assert [in_javascript(document["title"], *one) for one in document["title_spans"]] == ["chat"]
    lit = [in_javascript(p["text"], *one) for p in document["paragraphs"] for one in p["spans"]]
    assert lit == ["chat", "chat"]
    for paragraph in document["paragraphs"]:
        for span in paragraph["heading_spans"]:
            assert in_javascript(paragraph["heading"], *span) == "chat"


def test_the_next_pages_count_so_too(wide):
    assert (
        "offsets=utf16" in wide.get("/api/search?q=chat&size=1&offsets=utf16").json["links"]["self"]
    )
    document = wide.get("/api/documents/a.md?q=chat&size=1&offsets=utf16").json
    assert "offsets=utf16" in document["links"]["self"]


def test_so_is_the_place_of_what_is_wrong_in_a_query(wide):
    query = "😀 chat date:hier"
    for offsets, expected in (("codepoints", 12), ("utf16", 13)):
        asked = {"q": query, "offsets": offsets}
        problem = json.loads(wide.get("/api/search", query_string=asked).data)
        assert problem["position"] == expected
