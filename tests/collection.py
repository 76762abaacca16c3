"""The documents that a browser is shown: the small library, and what that lacks."""

import shutil
from pathlib import Path

from long_document import BOATS, book

LIBRARY = Path(__file__).parent / "library"
#: Beside the library: another language, a message that repeats another, a file that is none, a
#: book, more records than a page lists.
BESIDE = {
    "guide.txt": b"""title: The Orvelle valley, a guide for walkers

Walkers should start early, take water with them and leave the old bridge before noon, when \
the sheep come down. The path along the Orvelle was washed away and is closed.""",
    "lettre.eml": """From: Paul <paul@exemple.fr>
Subject: La passerelle
Date: Fri, 18 Oct 2024 08:00:00 +0200
Content-Type: text/plain; charset=utf-8

Bonjour, la passerelle sur l’Orvelle est perdue.

> As-tu vu la passerelle ce matin ?
> Personne ne répond à la mairie.
""".encode(),
    "notice.md": """# La passerelle démontable

## Montage

### Outils

Des boulons, une clé et deux cordes.
""".encode(),
    "photo.txt": b"\0\1\2\3",
    "registre.md": book(600, BOATS).encode(),
    "fiches.jsonl": "\n".join(
        f'{{"id": "{n}", "title": "Fiche {n}", "text": "Objet déposé sous le numéro {n}."}}'
        for n in range(30)
    ).encode(),
}


def write(folder: Path) -> None:
    """Put them into a folder that there isn't yet."""
    shutil.copytree(LIBRARY, folder)
    for name, content in BESIDE.items():
        (folder / name).write_bytes(content)
