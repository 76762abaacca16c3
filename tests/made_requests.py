"""Requests made from the OpenAPI description of the endpoint, and what holds of each answer."""

import time
from typing import Any, NamedTuple

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as described

CHECKS = [
    checks.not_a_server_error,
    described.status_code_conformance,
    described.content_type_conformance,
    described.response_schema_conformance,
]
#: Answers as they are: nothing here unpacks them.
PLAIN = {"Accept-Encoding": "identity"}


class Asked(NamedTuple):
    """A request, and the seconds of processor that it took."""

    request: str
    seconds: float


def operations(application: Any) -> list[Any]:
    """What the description names."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", application)
    return [found.ok() for found in schema.get_all_operations()]


def ask(operation: Any, count: int, *, number: int, are_valid: bool) -> list[Asked]:
    """Ask so many times at the most, the same for one number. Raises what is wrong with an answer.

    are_valid: whether the requests are such as the description allows
    """
    mode = GenerationMode.POSITIVE if are_valid else GenerationMode.NEGATIVE
    asked: list[Asked] = []

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        began = time.process_time()
        answer = case.call(headers=PLAIN)
        asked.append(Asked(answer.request.url, time.process_time() - began))
        case.validate_response(answer, checks=CHECKS)

    check()
    return asked
