"""The application over the small library of `tests/library`, and over folders of a test's own."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search import Settings, open_indexer
from web import create_app

LIBRARY = Path(__file__).parents[1] / "library"


@pytest.fixture(scope="session")
def library_index(tmp_path_factory) -> Path:
    index = tmp_path_factory.mktemp("web") / "index"
    open_indexer(Settings(index=index)).rebuild(LIBRARY)
    return index


@pytest.fixture(scope="session")
def client(library_index) -> FlaskClient:
    """Speaks French, as the page does by default."""
    return create_app(Settings(index=library_index)).test_client()


@pytest.fixture
def client_of(tmp_path) -> Callable[..., FlaskClient]:
    """A client over documents given by name."""
    return partial(_client_over, tmp_path)


@pytest.fixture(scope="module")
def client_over(tmp_path_factory) -> Callable[..., FlaskClient]:
    """The same for all tests of a module."""
    return lambda documents: _client_over(tmp_path_factory.mktemp("module"), documents)


def _client_over(place: Path, documents: Mapping[str, str], **settings: Any) -> FlaskClient:
    folder = place / "documents"
    for name, text in documents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    chosen = Settings(index=place / "index", source=(folder,), **settings)
    open_indexer(chosen).rebuild(folder)
    return create_app(chosen).test_client()


@pytest.fixture(scope="session")
def get(client) -> Callable[..., Any]:
    """The JSON of a path, which is to be fine."""

    def ask(path: str, **parameters: object) -> Any:
        response = client.get(path, query_string=parameters)
        assert response.status_code == 200, response.text
        return json.loads(response.data)

    return ask


@pytest.fixture(scope="session")
def page(client) -> Callable[..., str]:
    """The text of a page, which is to be fine."""

    def ask(path: str, **parameters: object) -> str:
        response = client.get(path, query_string=parameters)
        assert response.status_code == 200, response.text
        return response.text

    return ask
