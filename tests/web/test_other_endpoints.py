"""Documents, completions, health, and the description of it all."""

import json
import re
from pathlib import Path

import jsonschema
import msgspec
import pytest
from openapi_spec_validator import validate
from werkzeug.datastructures import MultiDict

from search import Settings, open_indexer
from search.errors import ParameterError
from search.representation import EXPORT_FORMATS
from web import create_app
from web.addresses.params import read
from web.addresses.unknown_parameters import EVERYWHERE
from web.api import ENDPOINTS
from web.problems import KINDS, TYPES

LIBRARY = Path(__file__).parents[1] / "library"


def test_documents_are_listed_by_id_in_pages(get):
    listing = get("/api/documents", size=5, page=2)
    everything = get("/api/documents")
    assert everything["total"] == listing["total"] == 13
    found = [document["id"] for document in everything["documents"]]
    assert found == sorted(found)
    assert [document["id"] for document in listing["documents"]] == found[5:10]


def test_a_document_is_given_with_its_paragraphs(get):
    document = get("/api/documents/archives/crue de 1923.txt")
    assert document["id"] == "archives/crue de 1923.txt"
    assert [paragraph["ordinal"] for paragraph in document["paragraphs"]] == list(
        range(1, len(document["paragraphs"]) + 1)
    )


def test_headings_come_with_the_paragraphs_below_them(get):
    headings = [one["heading"] for one in get("/api/documents/crue.txt")["paragraphs"]]
    assert headings[:3] == [None, "22 heures", "2 heures du matin"]


@pytest.mark.parametrize("typed", ["from", "l’from", "la froma"])
def test_the_last_word_is_completed(get, typed):
    suggestions = get("/api/suggest", q=typed)["suggestions"]
    assert any("fromage" in suggestion for suggestion in suggestions)
    before = typed[: typed.index("from")]
    assert all(suggestion.startswith(before) for suggestion in suggestions)


def test_a_completion_finds_something(get):
    for suggestion in get("/api/suggest", q="val", limit=3)["suggestions"]:
        assert get("/api/search", q=suggestion)["total"] > 0


@pytest.mark.parametrize("typed", ["", " ", "!", "crue ", "xyzzy"])
def test_nothing_to_complete_is_nothing(get, typed):
    assert get("/api/suggest", q=typed)["suggestions"] == []


def test_the_process_and_the_index_are_well(get):
    assert get("/healthz") == {"status": "ok"}
    ready = get("/readyz")
    assert (ready["status"], ready["documents"]) == ("ready", 13)


@pytest.mark.parametrize(
    "path",
    [
        "/readyz",
        "/api/search?q=a",
        "/api/documents",
        "/api/documents/a",
        "/api/documents/a/similar",
        "/api/suggest?q=a",
    ],
)
def test_without_an_index_all_that_needs_it_is_unavailable(tmp_path, path):
    client = create_app(Settings(index=tmp_path / "none")).test_client()
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    detail = json.loads(response.data)["detail"]
    assert "pas encore d’index" in detail
    assert "alinea rebuild" in detail
    assert str(tmp_path) not in response.text
    assert client.get("/healthz").status_code == 200


def test_a_damaged_index_is_told_apart_from_none(tmp_path, library_index):
    index = tmp_path / "index"
    open_indexer(Settings(index=index)).rebuild(library_index.parent)
    next(index.rglob("manifest.json")).write_text("autre chose")
    response = create_app(Settings(index=index)).test_client().get("/readyz")
    assert response.status_code == 503
    assert "abîmé" in json.loads(response.data)["detail"]
    assert str(tmp_path) not in response.text


def test_where_an_older_generation_answers_the_server_is_degraded(tmp_path, caplog):
    """Strangers are told that, the log is told where and why."""
    index = tmp_path / "index"
    for _ in range(2):
        open_indexer(Settings(index=index)).rebuild(LIBRARY)
    (index / "CURRENT").write_text("autre chose")
    client = create_app(Settings(index=index)).test_client()
    ready = client.get("/readyz")
    assert ready.status_code == 200
    told = json.loads(ready.data)
    assert (told["status"], told["documents"], told["reason"]) == (
        "degraded",
        13,
        "L’index est abîmé.",
    )
    assert client.get("/api/search?q=crue").status_code == 200
    assert str(tmp_path) not in ready.text
    (said,) = caplog.messages
    assert str(index) in said
    assert "CURRENT" in said
    (index / "CURRENT").write_text("000002\n")
    assert json.loads(client.get("/readyz").data)["status"] == "ready"


@pytest.fixture(scope="module")
def description(get):
    return get("/openapi.json")


def test_the_description_is_valid_openapi(description):
    assert description["openapi"].startswith("3.1")
    validate(description)


def test_every_endpoint_is_described(description):
    assert set(description["paths"]) == {endpoint.path for endpoint in ENDPOINTS}


ASKED = {
    "/api/search": [
        {"q": "crue"},
        {"q": "crue", "group": "document", "sort": "date", "page": 2, "size": 1},
        {"q": "rien du tout", "from": "2024", "to": "2024-12", "language": "fr"},
        {"q": '"crue fromagerie" langue:de', "limit": 3, "language": "fr"},
    ],
    "/api/skipped": [{}, {"page": 2, "size": 1}],
    "/api/documents": [{}, {"page": 9}],
    "/api/documents/{document_id}": [{}, {"q": "crue", "page": 2, "size": 2}, {"around": 2}],
    "/api/stats": [{}, {"langue": "fr"}],
    "/api/suggest": [{"q": "val"}],
    "/healthz": [{}],
    "/readyz": [{}],
}


@pytest.mark.parametrize(
    ("path", "parameters"), [(path, one) for path, many in ASKED.items() for one in many]
)
def test_answers_are_as_described(get, description, path, parameters):
    answer = get(path.replace("{document_id}", "crue.txt"), **parameters)
    jsonschema.validate(answer, schema_of(description, path, "200", "application/json"))


def test_every_line_of_an_export_is_as_described(client, description):
    lines = client.get("/api/export?q=crue&format=jsonl&snippets=yes").data.splitlines()
    schema = schema_of(description, "/api/export", "200", "application/x-ndjson")
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
    assert len(lines) > 3


@pytest.mark.parametrize("name", sorted(EXPORT_FORMATS))
def test_every_format_of_an_export_is_described(client, description, name):
    media_type = client.get(f"/api/export?q=crue&format={name}", buffered=True).mimetype
    assert schema_of(description, "/api/export", "200", media_type)


def test_problems_are_as_described(client, description):
    problem = json.loads(client.get("/api/search?q=date:x").data)
    schema = schema_of(description, "/api/search", "400", "application/problem+json")
    jsonschema.validate(problem, schema)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path)
def test_every_parameter_is_described_in_words(description, endpoint):
    described = description["paths"][endpoint.path]["get"]["parameters"]
    in_path = re.findall(r"{(\w+)}", endpoint.path)
    declared = [field.encode_name for field in msgspec.structs.fields(endpoint.parameters)]
    more = [one["name"] for one in endpoint.more]
    assert [one["name"] for one in described] == [*in_path, *declared, *more, *EVERYWHERE]
    for one in described:
        assert one.get("description") or one["schema"].get("description"), one["name"]


def test_every_type_of_problem_is_described(description):
    """Whatever goes wrong has one: an error that has none of its own has its parent's."""
    types = description["components"]["schemas"]["Problem"]["properties"]["type"]
    assert set(types["enum"]) == {f"{TYPES}{name}" for _, _, name in KINDS} | {"about:blank"}
    for kind, status, name in KINDS:
        assert f"`{TYPES}{name}` ({status})" in types["description"]
        assert next(other for other, *_ in KINDS if issubclass(kind, other)) is kind


def schema_of(description, path: str, status: str, media_type: str):
    response = description["paths"][path]["get"]["responses"][status]
    return response["content"][media_type]["schema"] | {"components": description["components"]}


def test_what_is_described_of_parameters_is_what_is_refused(description):
    """Each limit of a number, tried on both sides."""
    tried = 0
    for endpoint in ENDPOINTS:
        for parameter in description["paths"][endpoint.path]["get"]["parameters"]:
            schema = parameter["schema"]
            for limit, step in (("minimum", -1), ("maximum", 1)):
                if limit in schema:
                    given = {"q": "a", parameter["name"]: str(schema[limit])}
                    read(endpoint.parameters, MultiDict(given))
                    beyond = given | {parameter["name"]: str(schema[limit] + step)}
                    with pytest.raises(ParameterError, match=parameter["name"]):
                        read(endpoint.parameters, MultiDict(beyond))
                    tried += 1
    assert tried >= 6
