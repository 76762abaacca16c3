"""Long documents to be read, made of the words of the library, the same each time."""

import random
import re
from pathlib import Path

LIBRARY = Path(__file__).parent / "library"
#: In the book every so many paragraphs, and nowhere else.
WORD, EVERY = "gabarre", 16


def book(paragraphs: int, chapter: int = 50) -> str:
    """Markdown: a part each ten chapters of so many paragraphs."""
    chance = random.Random(1923)
    words = sorted(
        {
            word
            for path in LIBRARY.glob("*.txt")
            for word in re.findall(r"\w{3,}", path.read_text("utf-8"))
        }
    )
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
