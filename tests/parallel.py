"""Which tests run in the same process, where several share the work (pytest-xdist).

Those of a file, since they share what they build; and those of all files that ask the same
program which takes long to start, and much memory.
"""

import pytest
from needs import needed

#: The programs of which one is enough for all tests.
ONCE = ("java",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        shared = next((name for name in ONCE if name in needed(item)), None)
        item.add_marker(pytest.mark.xdist_group(shared or str(item.path)))
