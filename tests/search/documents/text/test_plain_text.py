"""What real French files of plain text do."""

import textwrap

import pytest

from search.documents import read_document

PARAGRAPHS = [
    "La rivière est montée de deux mètres pendant la nuit ; le pont a tenu, mais la route de "
    "la vallée reste coupée jusqu’à nouvel ordre, et les écoles sont fermées.",
    "Le maire a reçu les habitants du quartier, inquiets des travaux prévus pour le printemps, "
    "et leur a promis que rien ne commencerait avant la fin de l’enquête publique.",
    "Une réunion aura lieu le 12 mars à la salle des fêtes, où chacun pourra poser ses "
    "questions et consulter les plans, qui seront affichés dès la veille.",
]


def found(text: str) -> list[str]:
    return [one.text for one in read_document("a.txt", text.encode()).paragraphs]


def wrapped(text: str, first: str = "", others: str = "") -> str:
    return textwrap.fill(text, 72, initial_indent=first, subsequent_indent=others)


def test_a_text_wrapped_at_72_columns_has_its_paragraphs_back():
    assert found("\n\n".join(map(wrapped, PARAGRAPHS))) == PARAGRAPHS


def test_a_text_indented_as_a_whole_too():
    lines = [wrapped(text, "    ", "    ") for text in PARAGRAPHS]
    assert found("\n\n".join(lines)) == PARAGRAPHS


@pytest.mark.parametrize("indent", ["   ", "\t", "\u00a0\u00a0"])
def test_paragraphs_told_by_indentation_alone(indent):
    assert found("\n".join(wrapped(text, indent) for text in PARAGRAPHS)) == PARAGRAPHS


def test_a_number_after_each_paragraph_is_none_of_it():
    texts = [f"{text} " for text in PARAGRAPHS * 2]
    numbered = "\n\n".join(f"{text}{number}" for number, text in enumerate(texts, start=1))
    assert found(numbered) == PARAGRAPHS * 2


@pytest.mark.parametrize("mark", ["¶", " ¶", "§"])
def test_a_mark_after_each_paragraph_is_none_of_it(mark):
    assert found("\n\n".join(f"{text}{mark}" for text in PARAGRAPHS)) == PARAGRAPHS


def test_page_numbers_alone_on_a_line_are_none_of_the_text():
    pages = [f"{text}\n\n- {number} -" for number, text in enumerate(PARAGRAPHS * 2, start=7)]
    assert found("\n\n".join(pages)) == PARAGRAPHS * 2


def test_years_at_the_end_of_paragraphs_stay():
    texts = [f"La loi fut votée en {year}" for year in (1901, 1905, 1936, 1945, 1958, 1968)]
    assert found("\n\n".join([PARAGRAPHS[0], *texts])) == [PARAGRAPHS[0], *texts]


def test_what_is_not_seen_is_not_indexed():
    assert found(
        "Un ex\u00adtra\u00ador\u00addi\u00adnaire été.\n\nUn\u200bmot\u2060 et\ufeff fin."
    ) == [
        "Un extraordinaire été.",
        "Unmot et fin.",
    ]


def test_ligatures_of_typography_are_letters():
    assert found("L’o\ufb03ce a \ufb01ni ; l’e\ufb00et, le \ufb02ot : l’œuvre.") == [
        "L’office a fini ; l’effet, le flot : l’œuvre."
    ]


def test_a_form_feed_separates_pages():
    assert found("\x0c".join(PARAGRAPHS)) == PARAGRAPHS


def test_items_of_a_list_are_paragraphs_without_their_marks():
    text = "Il faut :\n\n- de la farine ;\n- du lait ;\n- trois œufs, battus\n  en neige."
    assert found(text) == [
        "Il faut :",
        "de la farine ;",
        "du lait ;",
        "trois œufs, battus en neige.",
    ]
    numbered = "Il faut :\n\n1. ouvrir la porte ;\n2. entrer ;\n3. la refermer."
    assert found(numbered) == ["Il faut :", "ouvrir la porte ;", "entrer ;", "la refermer."]


def test_lines_of_dialogue_keep_their_dashes():
    text = "Il ouvrit la porte.\n\n— Qui est là ?\n\n— C’est moi, dit-elle.\n\n– Entrez."
    assert found(text) == [
        "Il ouvrit la porte.",
        "— Qui est là ?",
        "— C’est moi, dit-elle.",
        "– Entrez.",
    ]
    together = "— Qui est là ?\n— C’est moi.\n— Entrez."
    assert " ".join(found(together)) == together.replace("\n", " ")


def test_indented_items_of_a_text_that_nobody_has_wrapped_are_paragraphs_too():
    long = " ".join(PARAGRAPHS)
    lines = [long, "Il faut :", "    1. ouvrir ;", "    2. entrer.", "1. Le port", "Fin."]
    document = read_document("a.txt", "\n".join(lines).encode())
    assert [(one.heading, one.text) for one in document.paragraphs] == [
        ("", long),
        ("", "Il faut :"),
        ("", "ouvrir ;"),
        ("", "entrer."),
        ("1. Le port", "Fin."),
    ]


@pytest.mark.parametrize("title", ["L’œuvre du phare", "L’œuvre du phare,\nou la nuit claire"])
def test_a_title_an_author_and_a_date_may_stand_below_each_other(title):
    head = f"{title}\nMaëlle d’Aubigné\n5 novembre 2024"
    document = read_document("a.txt", f"{head}\n\n{PARAGRAPHS[0]}".encode())
    assert document.info.title == title.replace("\n", " ")
    assert str(document.info.date) == "2024-11-05"
    assert document.info.metadata["author"] == "Maëlle d’Aubigné"
    assert [one.text for one in document.paragraphs] == [PARAGRAPHS[0]]


def test_lines_that_end_in_a_date_are_a_paragraph_unless_a_name_is_above_it():
    text = f"{PARAGRAPHS[0]}\n\nLe conseil a voté la somme,\nqui sera versée avant\nle 5 mai 2024"
    assert found(text)[1] == "Le conseil a voté la somme, qui sera versée avant le 5 mai 2024"


def test_a_heading_of_a_manual_is_one():
    body = wrapped(PARAGRAPHS[0], "       ", "       ")
    manual = f"{PARAGRAPHS[1]}\n\nNOM\n       ponter, tenir un pont.\n\nVOIR AUSSI\n{body}"
    document = read_document("a.txt", manual.encode())
    assert [(one.heading, one.text) for one in document.paragraphs] == [
        ("", PARAGRAPHS[1]),
        ("NOM", "ponter, tenir un pont."),
        ("VOIR AUSSI", PARAGRAPHS[0]),
    ]


def test_rules_are_none_of_the_text():
    assert found("Un début.\n\n------\n\nUne suite.\n\n* * *\n\n______\n\nUne fin.") == [
        "Un début.",
        "Une suite.",
        "Une fin.",
    ]


def test_an_underlined_title_is_the_title():
    document = read_document("a.txt", f"La crue\n=======\n\n{PARAGRAPHS[0]}".encode())
    assert document.info.title == "La crue"
    assert [one.text for one in document.paragraphs] == [PARAGRAPHS[0]]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Une longue expli-\ncation du règlement.", "Une longue explication du règlement."),
        ("Une longue expli\u2010\ncation du règlement.", "Une longue explication du règlement."),
        ("Il viendra peut-\nêtre demain.", "Il viendra peut-être demain."),
        ("Il le fera lui-\nmême, sans aide.", "Il le fera lui-même, sans aide."),
        ("Le train Paris-\nLyon est parti.", "Le train Paris-Lyon est parti."),
        ("De 1914-\n1918, rien.", "De 1914-1918, rien."),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_whole(broken, whole):
    assert found(broken) == [whole]


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        ("La crue !\n=========", "La crue !"),
        ("La crue ?\n---------", "La crue ?"),
        ("==========\nLa crue...\n==========", "La crue..."),
        ("= La crue !", "La crue !"),
        ("= L a   c r u e ! =", "La crue!"),
        ("== La crue ? ==", "La crue ?"),
        ("## La crue !", "La crue !"),
        ("# 2. La crue !", "2. La crue !"),
        ("*** Attention ! ***", "Attention !"),
        ("~~ la crue ~~", "la crue"),
        ("— La crue —", "La crue"),
    ],
)
def test_a_line_that_is_marked_as_a_heading_is_one_whatever_it_says(lines, heading):
    text = f"{PARAGRAPHS[0]}\n\n{lines}\n\n{PARAGRAPHS[1]}"
    document = read_document("a.txt", text.encode())
    assert [(one.heading, one.text) for one in document.paragraphs] == [
        ("", PARAGRAPHS[0]),
        (heading, PARAGRAPHS[1]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Il partit.\n------------------------------------------------",
        "— Mais, monsieur —",
        "# apt install pont",
        "= 12 + 30",
        "* La crue *",
        "=====\n=====",
    ],
)
def test_what_only_has_such_signs_is_no_heading(line):
    text = f"{PARAGRAPHS[0]}\n\n{line}\n\n{PARAGRAPHS[1]}"
    assert not any(one.headings for one in read_document("a.txt", text.encode()).paragraphs)


def test_marked_headings_stand_below_each_other_by_their_marks():
    text = (
        "Début.\n\nA\n=====\n\nUn.\n\nA.1.\n-----\n\nDeux.\n\nLe nord\n\nTrois.\n\nB\n=====\n\nFin."
    )
    text = text.replace("A\n", "Pont\n").replace("A.1.", "Arche").replace("B\n", "Quai\n")
    document = read_document("a.txt", text.encode())
    assert [(one.headings, one.text) for one in document.paragraphs] == [
        ((), "Début."),
        (("Pont",), "Un."),
        (("Pont", "Arche"), "Deux."),
        (("Pont", "Arche", "Le nord"), "Trois."),
        (("Quai",), "Fin."),
    ]


def test_what_stands_as_far_in_as_the_text_is_none_of_its_headings():
    parts = [
        f"Le pont {name}\n\n{wrapped(text, '    ', '    ')}\n\n    Note\n\n    ponter mars"
        for name, text in zip(("du nord", "du sud", "de bois"), PARAGRAPHS, strict=True)
    ]
    text = "\n\n".join([wrapped(PARAGRAPHS[1], "    ", "    "), *parts])
    document = read_document("a.txt", text.encode())
    assert [one.heading for one in document.paragraphs][1::3] == [
        "Le pont du nord",
        "Le pont du sud",
        "Le pont de bois",
    ]
    assert {one.heading for one in document.paragraphs} == {
        *("", "Le pont du nord", "Le pont du sud", "Le pont de bois")
    }


def test_a_heading_in_the_middle_of_the_page_is_one_though_it_stands_farther_in():
    text = "\n\n".join(
        f"{name.center(72)}\n\n{wrapped(text, '    ', '    ')}\n\n{number}"
        for number, (name, text) in enumerate(zip(("Nord", "Sud", "Est"), PARAGRAPHS, strict=True))
    )
    document = read_document("a.txt", f"{wrapped(PARAGRAPHS[1])}\n\n{text}".encode())
    assert {"Nord", "Sud", "Est"} <= {one.heading for one in document.paragraphs}


def test_two_lines_that_somebody_broke_are_verses_and_no_heading():
    verses = "Vienne la nuit sonne l’heure\nLes jours s’en vont je demeure"
    text = f"{wrapped(PARAGRAPHS[0])}\n\n{verses}\n\n{wrapped(PARAGRAPHS[1])}"
    assert not any(one.headings for one in read_document("a.txt", text.encode()).paragraphs)


def test_a_heading_that_a_program_has_broken_is_one():
    heading = "Afficher les paquets dont les noms correspondent à une expression rationnelle"
    text = "\n\n".join(map(wrapped, (PARAGRAPHS[0], heading, PARAGRAPHS[1])))
    assert read_document("a.txt", text.encode()).paragraphs[-1].heading == heading


def test_the_verses_of_a_poem_are_found_and_are_no_headings():
    poem = "Le vent se lève au bord de l’eau\nEt la nuit vient\nLe jour ira dormir bientôt"
    document = read_document("a.txt", f"{PARAGRAPHS[0]}\n\n{poem}\n\n{PARAGRAPHS[1]}".encode())
    texts = [one.text for one in document.paragraphs]
    assert " ".join(texts[1:-1]) == poem.replace("\n", " ")
    assert not any(one.headings for one in document.paragraphs)


def test_notes_leave_the_text_they_are_called_from():
    text = f"{PARAGRAPHS[0]}\n\nLa crue[1] a duré.\n\n[1] Celle de mars.\n\n{PARAGRAPHS[1]}"
    assert found(text) == [PARAGRAPHS[0], "La crue a duré.", PARAGRAPHS[1], "Celle de mars."]


@pytest.mark.parametrize("row", ["-" * 200_000, " " * 200_000, "\n" * 200_000, "> " * 50_000])
def test_long_rows_cost_no_time(row):
    assert "suite" in found(f"Le début\n{row}\nla suite, qui finit.")[-1]


def test_each_of_several_notes_on_lines_of_their_own_is_one():
    text = f"La crue[1] dure[2].\n\n{PARAGRAPHS[0]}\n\n[1] Celle de\nmars.\n[2] Un mois."
    assert found(text) == ["La crue dure.", PARAGRAPHS[0], "Celle de mars.", "Un mois."]


@pytest.mark.parametrize("line", ["Le calcul 3 * 4 est juste.", "Le prix\u00a0: trois sous."])
def test_a_sign_within_a_line_is_no_mark_of_an_item(line):
    assert found(f"{PARAGRAPHS[0]}\n\n{line}") == [PARAGRAPHS[0], line]


def test_a_note_keeps_the_brackets_within_it():
    text = f"La crue[1] dure[2].\n\n{PARAGRAPHS[0]}\n\n[1] Voir [2] plus bas.\n\n[2] Un mois."
    assert found(text)[2:] == ["Voir [2] plus bas.", "Un mois."]


def test_short_lines_of_a_text_that_nobody_has_wrapped_are_not_joined():
    text = (
        f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}\n\nLe pont de la gare, en mai.\nEt demain\nNul ne sait."
    )
    document = read_document("a.txt", text.encode())
    assert [(one.heading, one.text) for one in document.paragraphs][1:] == [
        ("", "Le pont de la gare, en mai."),
        ("Et demain", "Nul ne sait."),
    ]


def test_a_list_in_a_text_that_nobody_has_wrapped_is_without_its_marks():
    long = f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}"
    text = f"{long}\n\nIl faut :\n1. ouvrir ;\n2. entrer.\n\n{long}"
    assert found(text) == [long, "Il faut :", "ouvrir ;", "entrer.", long]


def test_the_name_of_a_table_is_without_its_mark():
    table = "  Port   Bateaux\n  ------ ---------\n  Rive   41\n\n  : Bateaux des ports."
    assert found(f"{PARAGRAPHS[0]}\n\n{table}\n\n{PARAGRAPHS[1]}")[1:4] == [
        "Port Bateaux",
        "Rive 41",
        "Bateaux des ports.",
    ]
