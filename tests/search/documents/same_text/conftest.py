"""The article in every format."""

import pytest

from tests.search.documents.same_text.producers import Workshop


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The file of that name, made by its producer."""
    return Workshop(tmp_path_factory.mktemp("same_text"))
