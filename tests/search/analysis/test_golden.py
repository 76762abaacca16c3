"""What a text becomes, word by word, in files to be read: golden/*.txt.

Each is a text, and a line for each of its tokens: text, form, stem, and * for a stop word.
Whoever changes one changes `REVISION` in french.py: an index made before has other terms.
To write them anew: python tests/search/analysis/test_golden.py
"""

from pathlib import Path

import pytest

from search.analysis import FRENCH
from search.analysis.french import REVISION

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


def stream(text: str) -> str:
    lines = [f"# revision {REVISION}", *(f"> {line}" for line in text.split("\n"))]
    for token in FRENCH.tokens(text):
        mark = " *" if token.stop else ""
        lines.append(f"{token.text} | {token.form} | {token.stem}{mark}")
    return "\n".join(lines) + "\n"


def text_in(golden: Path) -> str:
    lines = golden.read_text("utf-8").split("\n")
    return "\n".join(line.removeprefix("> ") for line in lines if line.startswith("> "))


def test_there_are_golden_files():
    assert len(GOLDEN) >= 3


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_text_becomes_the_tokens_that_it_became(golden):
    assert stream(text_in(golden)) == golden.read_text("utf-8")


if __name__ == "__main__":
    for path in GOLDEN:
        path.write_text(stream(text_in(path)), "utf-8")
