"""Whatever is asked, as the description allows it or not: no error of ours, and what is described.

Requests are made from the OpenAPI description (schemathesis), here always the same;
`python tests/bench/fuzz.py` makes others.
"""

import pytest
from made_requests import ask, operations

from search import Settings
from web import create_app

#: Requests of each kind for each operation.
REQUESTS = 5


@pytest.mark.parametrize("are_valid", [True, False], ids=["allowed", "not allowed"])
def test_no_request_is_an_error_of_ours(library_index, are_valid):
    application = create_app(Settings(index=library_index))
    with_parameters = [one for one in operations(application) if list(one.iter_parameters())]
    assert len(with_parameters) >= 8
    for operation in with_parameters:
        assert ask(operation, REQUESTS, number=1, are_valid=are_valid)
