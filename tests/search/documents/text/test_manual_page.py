"""Manual pages printed as text, and terms with their explanations below them."""

import textwrap

import pytest

from search.documents import read_document

PAGE = """\
TRIER(1)              Commandes de l'utilisateur              TRIER(1)

NOM
       trier - mettre les lignes d'un fichier en ordre

OPTIONS
       Les options peuvent être données dans n'importe quel ordre.

       -r, --rebours
              Mettre les lignes en ordre inverse, les dernières passant
              avant les premières, ce qui est rarement demandé.

       --aide
              Afficher l'aide.
       --version
              Afficher la version.

       Une commande qui ne sert qu'à montrer :

              trier noms.txt

       Elle écrit sur la sortie standard.

atelier 2.1                   4 mars 2019                     TRIER(1)
"""


def texts(text: str) -> list[str]:
    return [one.text for one in read_document("a.txt", text.encode()).paragraphs]


def test_the_head_and_the_foot_of_a_manual_page_are_none_of_its_text():
    assert not any("TRIER" in text or "2019" in text for text in texts(PAGE))


def test_a_manual_page_is_called_by_its_name():
    assert read_document("a.txt", PAGE.encode()).info.title == "TRIER(1)"


def test_each_option_is_apart_from_its_explanation():
    assert texts(PAGE)[2:7] == [
        "-r, --rebours",
        "Mettre les lignes en ordre inverse, les dernières passant avant les premières, ce qui"
        " est rarement demandé.",
        "--aide",
        "Afficher l'aide.",
        "--version",
    ]


def test_a_command_is_no_heading_of_a_manual_page():
    last = read_document("a.txt", PAGE.encode()).paragraphs[-1]
    assert (last.text, last.headings) == ("Elle écrit sur la sortie standard.", ("OPTIONS",))


def test_a_page_without_a_foot_keeps_its_last_line():
    head, *_ = PAGE.partition("\n")
    assert texts(f"{head}\n\nNOM\n       trier - un outil\n\n       Il trie.\n")[-1] == "Il trie."


@pytest.mark.parametrize(
    "text",
    [
        "Duval (Paul), Les outils de la ferme et leur usage, Lyon, chez\n"
        "      l'auteur, 1902, en deux volumes avec des planches.",
        "Sur la colline dort le soir,\n      et la rivière en fait autant au loin",
        "On lit dans les plus vieux registres ce que valait « le\n"
        "      boisseau » du pays, mesuré à ras bord, les années sèches.",
    ],
    ids=["entry", "verse", "guillemets"],
)
def test_what_only_hangs_is_one_paragraph(text: str):
    filled = textwrap.fill(f"Un paragraphe plus long. {'Il remplit la ligne. ' * 9}", 63)
    assert texts(f"{filled}\n\n{text}\n")[1:] == [
        " ".join(line.strip() for line in text.split("\n"))
    ]


def test_items_with_blank_lines_between_them_lose_their_numbers():
    listed = (
        "Pour semer :\n\n  9. Ratisser.\n\n     Le soir vaut mieux.\n\n"
        " 10. Arroser le semis\n\n 11. Attendre\n"
    )
    assert texts(f"{listed}\nOn récolte en juin, si tout va bien, par temps sec.\n")[1:5] == [
        "Ratisser.",
        "Le soir vaut mieux.",
        "Arroser le semis",
        "Attendre",
    ]


def test_numbers_of_headings_stay():
    text = "".join(f"  {n}. La ferme\n\nOn y vit de peu, et bien.\n\n" for n in (1, 2))
    found = read_document("a.txt", text.encode()).paragraphs
    assert [one.headings for one in found][-1] == ("2. La ferme",)
