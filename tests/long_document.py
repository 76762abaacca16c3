"""Long documents to be read, made of the words of the library, the same each time."""

import random
import re
from collections.abc import Sequence
from pathlib import Path

LIBRARY = Path(__file__).parent / "library"
#: In the book every so many paragraphs, and nowhere else.
WORD, EVERY = "gabarre", 16


#: Words that no document of the library has.
BOATS = "quai chaland étrave cordage amarre écluse halage batelier péniche voilier".split()


def words_of_the_library() -> list[str]:
    """All that are in it, as various as those of a real book."""
    texts = [path.read_text("utf-8") for path in sorted(LIBRARY.glob("*.txt"))]
    return sorted({word for text in texts for word in re.findall(r"\w{3,}", text)})


def book(paragraphs: int, words: Sequence[str], chapter: int = 50) -> str:
    """Markdown: a part each ten chapters of so many paragraphs."""
    chance = random.Random(1923)
    lines = ["---", "title: Le registre des bateaux", "date: 1884-05-12", "---"]
    for number in range(1, paragraphs + 1):
        if number % (10 * chapter) == 1:
            lines.append(f"# Livre {number // (10 * chapter) + 1}")
        if number % chapter == 1:
            lines.append(f"## Chapitre {number // chapter + 1}")
        said = chance.choices(words, k=chance.randrange(20, 60))
        if number % EVERY == 0:
            said[len(said) // 2] = WORD
        lines.append(f"Le {' '.join(said)}.")
    return "\n\n".join(lines)
