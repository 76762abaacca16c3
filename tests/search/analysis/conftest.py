"""What a text becomes, in the ways that the tests look at it."""

from collections.abc import Callable

import pytest

from search.analysis import FRENCH


@pytest.fixture(scope="session")
def forms() -> Callable[[str], list[str]]:
    return lambda text: [token.form for token in FRENCH.tokens(text)]


@pytest.fixture(scope="session")
def texts() -> Callable[[str], list[str]]:
    return lambda text: [token.text for token in FRENCH.tokens(text)]


@pytest.fixture(scope="session")
def stems() -> Callable[[str], list[str]]:
    """The stems that recall runs on: those of the words that are no stop words."""
    return lambda text: [token.stem for token in FRENCH.tokens(text) if not token.stop]


@pytest.fixture(scope="session")
def finds(stems) -> Callable[[str, str], bool]:
    """Whether all words of a query are words of a text."""
    return lambda query, text: bool(stems(query)) and set(stems(query)) <= set(stems(text))
