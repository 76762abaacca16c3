"""What a document is called, and the headings that its paragraphs stand under."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents import read_document

LEAD = "La chambre haute a ratifié le traité. Des soldats arrivent."


def document(*blocks: str):
    return read_document("a.txt", "\n\n".join(blocks).encode())


@pytest.mark.parametrize(
    "heading",
    [
        "11'000 militaires dans la région",
        "«Dans les prochains jours»",
        "« Jusqu’au jour de la victoire »",
        "L’O.N.U. divisée",
        "Chez M. Dupont",
        # numbered, or in capitals, it may end as a sentence does
        "2. Et maintenant ?",
        "2.1 La cour.",
        "III – Qui paiera ?",
        "Chapitre III. Où l’on revoit Candide.",
        "Chapitre premier : le retour !",
        "Deuxième partie.",
        "Article 2.",
        "A) Le toit :",
        "ET MAINTENANT ?",
        "- LES ENFANTS -",
        "— IV —",
    ],
)
def test_an_intertitle_is_the_heading_of_the_paragraphs_that_follow(heading):
    found = document(LEAD, heading, "Le un suit.", "Le deux aussi.")
    assert [(p.text, p.heading) for p in found.paragraphs] == [
        (LEAD, ""),
        ("Le un suit.", heading.strip("- —")),
        ("Le deux aussi.", heading.strip("- —")),
    ]


def test_the_next_intertitle_takes_over():
    found = document(LEAD, "Au nord", "Le un.", "Au sud", "Le deux.")
    assert [p.heading for p in found.paragraphs] == ["", "Au nord", "Au sud"]


def test_two_intertitles_in_a_row_are_a_heading_and_its_subheading():
    found = document(LEAD, "Au nord", "Les soldats", "Le un.")
    assert found.paragraphs[1].headings == ("Au nord", "Les soldats")
    assert found.paragraphs[1].heading == "Au nord › Les soldats"


@pytest.mark.parametrize(
    "line",
    [
        "Le vote est acquis.",
        "Il reste ceci :",
        "Et puis…",
        "Et maintenant ?",
        "Ah ! si l’on eût vu la scène !",
        "« Et maintenant ? »",
        "Il rit (de bon cœur.)",
        "Nul ne le sait.[2]",
        "Elle monte. Elle tient",
        "— NON !",
        "V. Hugo est venu.",
        "M. Poutine est venu.",
        "3. Remettez le couvercle, puis attendez une heure.",
        "Article 3. – Le bureau se réunit une fois par mois.",
        "Tableau 1.2 : les ponts",
        "Photo : une boulangerie à Lyon",
        "1. Les ponts . . . . . . . . . . . 12",
        "$ alinea rebuild",
        "LANG=fr_FR.UTF-8 man ls",
        "www.mairie.example",
        "Jean Bernard, jean@mairie.example",
        "(Il sort)",
        "et la nuit vient",
        "Il reste « le pont",
        "+ un article",
        "– Qui est là",
        "- un article",
        "> une citation",
        "2024",
        "Une ligne qui n’en finit pas de s’allonger, mot après mot, jusqu’à ce que personne ne"
        " puisse plus la prendre pour un intertitre",
    ],
)
def test_a_sentence_an_item_a_number_and_a_long_line_are_paragraphs(line):
    found = document(LEAD, line, "Le un.")
    assert [(p.text, p.heading) for p in found.paragraphs] == [
        (LEAD, ""),
        (line, ""),
        ("Le un.", ""),
    ]


def test_a_dialogue_with_blank_lines_around_everything_has_no_headings():
    lines = ["Il entra.", "— Ah ! vous voilà", "Ah ! si l’on eût vu la scène !", "Pourquoi ?"]
    lines += ["« C’est fini ! »", "« Vous croyez »", "« Oui », dit-il.", "Voici :", "Rien du tout"]
    lines += ["Et pourtant…", "Il sortit."]
    found = document(LEAD, *lines)
    assert [(p.text, p.heading) for p in found.paragraphs] == [(one, "") for one in (LEAD, *lines)]


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("Qui berce notre esprit enchanté,", "Et le riche métal", "Est vaporisé par ce savant."),
        ("Et la nuit vient.", "Le pont de bois", "qui mène au quai est coupé."),
        ("À bientôt.", "Mon cher Paul", "Madame,"),
    ],
)
def test_a_line_within_a_sentence_a_poem_or_a_letter_is_no_heading(before, line, after):
    assert not any(p.headings for p in document(LEAD, before, line, after, "Fin.").paragraphs)


def test_a_line_that_stands_again_and_again_heads_the_next_paragraph_only():
    play = ["ACTE PREMIER", "SCÈNE I", "VALÈRE", "Hé quoi !", "ÉLISE", "Non, Valère.", "VALÈRE"]
    play += ["Hé !", "ÉLISE", "Hélas !", "Elle sort.", "VALÈRE", "Oui.", "ÉLISE", "Non."]
    found = document("L’Avare", LEAD, *play, "SCÈNE II", "HARPAGON", "Hors d’ici.")
    scene = ("ACTE PREMIER", "SCÈNE I")
    assert [(p.headings, p.text) for p in found.paragraphs[1:]] == [
        ((*scene, "VALÈRE"), "Hé quoi !"),
        ((*scene, "ÉLISE"), "Non, Valère."),
        ((*scene, "VALÈRE"), "Hé !"),
        ((*scene, "ÉLISE"), "Hélas !"),
        (scene, "Elle sort."),
        ((*scene, "VALÈRE"), "Oui."),
        ((*scene, "ÉLISE"), "Non."),
        (("ACTE PREMIER", "SCÈNE II", "HARPAGON"), "Hors d’ici."),
    ]


def test_numbered_headings_stand_below_each_other_by_their_numbers():
    found = document(
        *(LEAD, "Chapitre 1", "Le port", "Un.", "I. – L’eau", "Deux.", "1. La source", "Trois."),
        *("1.1 Le puits", "Quatre.", "2. Le lavoir", "Cinq.", "Chapitre 2", "Six."),
    )
    assert [p.headings for p in found.paragraphs[1:]] == [
        ("Chapitre 1", "Le port"),
        ("Chapitre 1", "Le port", "I. – L’eau"),
        ("Chapitre 1", "Le port", "I. – L’eau", "1. La source"),
        ("Chapitre 1", "Le port", "I. – L’eau", "1. La source", "1.1 Le puits"),
        ("Chapitre 1", "Le port", "I. – L’eau", "2. Le lavoir"),
        ("Chapitre 2",),
    ]


def test_numbers_in_a_row_are_a_list():
    items = ["1. Réunir une commission.", "2. Consulter les habitants.", "3. Voter."]
    found = document(LEAD, *items, "Le conseil approuve.")
    assert [(p.text, p.heading) for p in found.paragraphs[1:4]] == [(one, "") for one in items]


def test_what_a_table_of_contents_names_is_a_heading_right_below_it_too():
    contents = ["Le port", "La crue", "Le pont", "Le lavoir", "Le port"]
    found = document(LEAD, *contents, "Elle monte.", "La crue", "Elle tient.")
    assert [p.text for p in found.paragraphs[1:5]] == contents[:4]
    assert [p.heading for p in found.paragraphs[5:]] == ["Le port", "La crue"]


WORDS = st.sampled_from(
    ["Le pont", "LE PORT", "I.", "2. La crue", "Fin.", "— Oui", "« Non »", "Oui ?", "Cher ami,"]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, min_size=2, max_size=12))
def test_whatever_is_taken_for_a_heading_is_shown_above_a_paragraph(lines):
    found = document(*lines)
    seen = {found.info.title, *(p.text for p in found.paragraphs)}
    seen |= {heading for p in found.paragraphs for heading in p.headings}
    assert set(lines) <= seen
    assert found.paragraphs


def test_a_poem_is_paragraphs_and_no_pile_of_headings():
    verses = ["Sous le pont Mirabeau", "Coule la Seine", "Et nos amours"]
    found = document(LEAD, *verses, "Voilà le poème.")
    assert [p.text for p in found.paragraphs] == [LEAD, *verses, "Voilà le poème."]
    assert not any(p.headings for p in found.paragraphs)


def test_a_heading_before_nothing_is_a_paragraph_so_that_it_is_found():
    found = document(LEAD, "Kim Jong Un")
    assert [p.text for p in found.paragraphs] == [LEAD, "Kim Jong Un"]


def test_a_first_line_that_is_no_sentence_is_the_title():
    found = document("La Russie ratifie un traité", LEAD)
    assert found.info.title == "La Russie ratifie un traité"
    assert not found.info.title_is_lead
    assert [p.text for p in found.paragraphs] == [LEAD]


def test_else_the_first_sentence_of_the_lead_is_the_title_and_stays_in_the_lead():
    found = document(LEAD, "Le un.")
    assert found.info.title == "La chambre haute a ratifié le traité."
    assert found.info.title_is_lead
    assert found.paragraphs[0].text == LEAD


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("M. Poutine est venu. Il a signé.", "M. Poutine est venu."),
        ("Le J. Dupont arrive. Oui.", "Le J. Dupont arrive."),
        ("Est-ce fini ? Non.", "Est-ce fini ?"),
        ("« C’est fini. » Il est parti.", "« C’est fini. »"),
        ("Le taux est de 3.5 pour cent. Bien.", "Le taux est de 3.5 pour cent."),
    ],
)
def test_a_first_sentence_ends_where_the_reader_sees_it_end(lead, title):
    assert document(lead, "Le un.").info.title == title


def test_a_long_first_sentence_is_cut_at_a_word():
    title = document("Un mot " + "après un autre mot " * 20 + "finit.", "Le un.").info.title
    assert len(title) <= 121
    assert title.startswith("Un mot après un autre")
    assert title.endswith(("mot…", "autre…", "un…", "après…"))


def test_a_first_word_longer_than_any_title_is_cut_anyway():
    title = document("a" * 500 + ".").info.title
    assert title == "a" * 119 + "…"


def test_the_only_line_of_a_document_is_its_paragraph_and_its_title():
    found = document("Sans point final")
    assert found.info.title == "Sans point final"
    assert [p.text for p in found.paragraphs] == ["Sans point final"]
