"""What can be asked, told once: the page of help and the documentation show it alike."""

from typing import NamedTuple

from search.wording.messages import mark


class Row(NamedTuple):
    """One thing that can be asked.

    kind: as `Searcher.examples` calls it
    sample: a query of that kind, where a collection has no example of its own
    meaning: what it finds, a message
    """

    kind: str
    sample: str
    meaning: str


ROWS = (
    Row("words", "traité défense", mark("paragraphs with either word, inflected as it may be")),
    Row("synonym", "ONU", mark("what stands for it as well; behind = the word alone")),
    Row("compound", "nord-coréen", mark("both parts, side by side first")),
    Row(
        "phrase",
        '"jour de la victoire"',
        mark("these words in this order; « … » and “…” do the same"),
    ),
    Row(
        "near",
        '"traité Corée"~5',
        mark("both words, in any order, with at most five others between them"),
    ),
    Row("required", "+Koursk -Trump", mark("what must be there, and what must not")),
    Row(
        "operators",
        "Corée ET (missile OU obus) SAUF Iran",
        mark("the same with words; AND, OR, NOT work too"),
    ),
    Row("beginning", "ukrain*", mark("words that begin so")),
    Row("pattern", "*istique m?ssile", mark("words with any letters for *, and with one for ?")),
    Row("open phrase", '"jour de la vic*"', mark("a phrase of which words are left open")),
    Row(
        "mistyped",
        "Zelenski~",
        mark("words spelled nearly so; ~1 allows one wrong letter, ~2 two"),
    ),
    Row("exact", "=avions", mark("this very form, and no other")),
    Row(
        "title", "titre:chambre", mark("words of the title; a space before the colon does no harm")
    ),
    Row(
        "date",
        "date:2024-11",
        mark(
            "documents of that time: a year, a month (11/2024), a day (05/11/2024, 5 novembre"
            " 2024), or from one to another (2024-01..2024-12)"
        ),
    ),
    Row("language", "langue:fr", mark("documents in that language, langue:en in English")),
    Row("folder", "dossier:2023/presse", mark("what is in that folder, and under it")),
    Row("file", "fichier:*.txt", mark("files that are called so")),
    Row("format", "format:text", mark("files of that format, such as pdf, docx or mail")),
    Row(
        "metadata",
        "auteur:Zola",
        mark("what files say of themselves, by its name; behind = all of it"),
    ),
)

#: What goes before the table, and after it.
BEFORE = (
    mark(
        "Type the words as they come. Accents, capitals, plurals and either apostrophe make no"
        " difference, and a paragraph that has more of the words, or rarer ones, comes first."
    ),
)
AFTER = (
    mark(
        "ET, OU and SAUF are operators in capitals only, with words on both sides. Anything else"
        " before a colon without a space is taken for a field: put what you mean as it stands"
        " between quotes."
    ),
    mark("The key / leads to the field from anywhere."),
)
