"""What a document is called, and the headings that its paragraphs stand under."""

import pytest

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
        "Et maintenant ?",
        "Un tir réussi !",
        "L’O.N.U. divisée",
    ],
)
def test_an_intertitle_is_the_heading_of_the_paragraphs_that_follow(heading):
    found = document(LEAD, heading, "Le un suit.", "Le deux aussi.")
    assert [(p.text, p.heading) for p in found.paragraphs] == [
        (LEAD, ""),
        ("Le un suit.", heading),
        ("Le deux aussi.", heading),
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
