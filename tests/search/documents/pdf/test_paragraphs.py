"""Where paragraphs begin and end on printed pages."""

FIRST = (
    "La marée avait laissé sur la grève des algues longues, que les enfants du bourg ramassaient "
    "pour les jardins de leurs parents, derrière le cimetière et les dernières maisons."
)
SECOND = (
    "Quand venait l'automne, on en couvrait les plates-bandes ; au printemps, la terre noire "
    "sentait encore le sel et donnait des pommes de terre que toute la côte enviait au village."
)
THIRD = "Personne n'avait jamais su dire pourquoi, et personne ne le demandait plus."


def test_the_lines_of_a_paragraph_are_one_text(pdf):
    y = pdf.paragraph(700, FIRST)
    pdf.paragraph(y - 8, SECOND)
    assert pdf.texts() == [FIRST, SECOND]


def test_paragraphs_are_told_by_their_indentation_alone(pdf):
    y = 700.0
    for text in (FIRST, SECOND, THIRD, FIRST):
        y = pdf.paragraph(y, text, indent=15)
    assert pdf.texts() == [FIRST, SECOND, THIRD, FIRST]


def test_a_paragraph_goes_on_over_the_end_of_a_page(pdf):
    lines = [
        "On avait attendu longtemps que la barque revienne, et quand elle parut enfin au bout de",
        "la jetée, les femmes se levèrent toutes ensemble sans un mot, parce que la voile était",
        "noire et que nul ne l'avait encore vue ainsi.",
    ]
    pdf.lines(70, 100, lines[:2])
    pdf.page().lines(70, 780, lines[2:])
    assert pdf.texts() == [" ".join(lines)]


def test_a_page_keeps_its_number(pdf):
    pdf.paragraph(700, FIRST)
    pdf.page().paragraph(700, SECOND)
    assert [paragraph.page for paragraph in pdf.document().paragraphs] == [1, 2]


def test_items_are_read_one_by_one_without_their_marks(pdf):
    pdf.lines(70, 700, ["Il faut, pour la traversée :"])
    for place, item in enumerate(["du pain et de l'eau ;", "une lampe ;", "un peu de courage."]):
        pdf.text(80, 680 - 14 * place, "•").text(95, 680 - 14 * place, item)
    assert pdf.texts() == [
        "Il faut, pour la traversée :",
        "du pain et de l'eau ;",
        "une lampe ;",
        "un peu de courage.",
    ]


def test_an_item_of_several_lines_is_one_paragraph(pdf):
    pdf.text(80, 700, "1.").text(95, 700, "Le premier point demande une explication plus longue,")
    pdf.text(95, 688, "qui continue sous lui-même, en retrait de son numéro ;")
    pdf.text(80, 676, "2.").text(95, 676, "le second n'en demande pas.")
    assert pdf.texts() == [
        "Le premier point demande une explication plus longue, qui continue sous lui-même, en "
        "retrait de son numéro ;",
        "le second n'en demande pas.",
    ]


def test_a_table_is_read_row_by_row(pdf):
    pdf.paragraph(760, FIRST)
    for place, row in enumerate([("Port", "Bateaux"), ("Trévarn", "41"), ("Saint-Gué", "7")]):
        pdf.text(80, 600 - 14 * place, row[0]).text(300, 600 - 14 * place, row[1])
    assert pdf.texts()[1:] == ["Port Bateaux", "Trévarn 41", "Saint-Gué 7"]


def test_a_cell_of_several_lines_stays_in_its_row(pdf):
    pdf.text(80, 600, "Trévarn")
    pdf.lines(300, 600, ["port de pêche et de", "plaisance, ouvert en 1887"])
    pdf.text(80, 570, "Saint-Gué").text(300, 570, "simple cale")
    assert pdf.texts() == [
        "Trévarn port de pêche et de plaisance, ouvert en 1887",
        "Saint-Gué simple cale",
    ]


def test_the_head_of_a_table_is_not_read_again_on_its_next_page(pdf):
    for rows in [[("Trévarn", "41")], [("Saint-Gué", "7")]]:
        for place, row in enumerate([("Port", "Bateaux"), *rows]):
            pdf.text(80, 600 - 14 * place, row[0]).text(300, 600 - 14 * place, row[1])
        pdf.page()
    assert pdf.texts() == ["Port Bateaux", "Trévarn 41", "Saint-Gué 7"]


LEFT = [
    "Le premier numéro parut un mardi",
    "de novembre, sur quatre pages que",
    "le fondateur avait composées seul",
    "dans sa cuisine, avec les plombs",
    "d'une imprimerie fermée depuis la",
    "guerre et jamais rouverte depuis,",
    "faute de bras et surtout d'argent.",
]
RIGHT = [
    "On le vendit à la criée devant la",
    "gare, puis dans les cafés ; à midi",
    "il n'en restait plus un seul, sauf",
    "celui que sa femme avait mis dans",
    "un tiroir et que le musée expose",
    "aujourd'hui sous une vitre, ouvert",
    "à la page des petites annonces.",
]


def test_columns_are_read_one_after_the_other(pdf):
    pdf.lines(70, 700, LEFT)
    pdf.lines(310, 700, RIGHT)
    assert pdf.texts() == [" ".join(LEFT), " ".join(RIGHT)]


def test_columns_are_so_too_in_a_file_that_goes_across_them(pdf):
    for place, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        pdf.text(70, 700 - 12 * place, left).text(240, 700 - 12 * place, right)
    assert pdf.texts() == [" ".join(LEFT), " ".join(RIGHT)]


def test_what_is_turned_is_no_part_of_the_text(pdf):
    pdf.text(20, 300, "Exemplaire de travail", rotated=True)
    pdf.paragraph(700, FIRST)
    assert pdf.texts() == [FIRST]


def test_a_page_that_is_turned_whole_is_read(pdf):
    pdf.text(300, 100, "La carte occupe toute la page,", rotated=True)
    pdf.text(312, 100, "dans le sens de la longueur.", rotated=True)
    assert pdf.texts() == ["La carte occupe toute la page, dans le sens de la longueur."]


def test_far_words_of_a_narrow_column_are_a_line(pdf):
    pdf.lines(70, 700, ["Les petites annonces de ce temps-là"])
    for place, word in enumerate(["cherchaient", "surtout", "des"]):
        pdf.text(70 + (0, 66, 115)[place], 688, word)
    pdf.lines(70, 676, ["bras pour la moisson, et des chevaux."])
    assert pdf.texts() == [
        "Les petites annonces de ce temps-là cherchaient surtout des bras pour la moisson, et des "
        "chevaux."
    ]


def test_each_column_may_have_notes(pdf):
    pdf.lines(70, 700, LEFT)
    pdf.text(70, 100, "1 Une note de la gauche.", size=7)
    pdf.lines(310, 700, RIGHT)
    pdf.text(310, 100, "2 Une note de la droite.", size=7)
    assert pdf.texts()[-2:] == ["Une note de la gauche.", "Une note de la droite."]
    assert pdf.texts()[:-2] == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_date_centred_below_the_name_of_the_author_is_that_of_the_document(pdf):
    pdf.text(200, 760, "La grève", size=20).text(270, 720, "Élodie Garçon").text(
        275.7, 708, "2024-11-05"
    )
    pdf.paragraph(680, FIRST)
    document = pdf.document()
    assert (document.info.title, str(document.info.date)) == ("La grève", "2024-11-05")
    assert document.info.metadata["author"] == "Élodie Garçon"
    assert pdf.texts() == [FIRST]


def test_a_line_in_the_middle_goes_on_with_the_sentence_above_it(pdf):
    y = pdf.paragraph(700, FIRST)
    pdf.text(150, y - 20, "Les bateaux de la grande").text(173.9, y - 32, "rade, en mai.")
    pdf.paragraph(y - 70, SECOND)
    assert pdf.texts() == [FIRST, "Les bateaux de la grande rade, en mai.", SECOND]


def test_a_paragraph_farther_out_than_an_item_is_none_of_it(pdf):
    y = pdf.paragraph(700, FIRST)
    pdf.lines(90, y - 12, ["1. ouvrir la barrière ;", "2. descendre la cale."])
    pdf.lines(70, y - 36, ["Les bateaux de la rade, en mai."])
    pdf.paragraph(y - 60, SECOND)
    assert pdf.texts()[1:4] == [
        "ouvrir la barrière\u00a0;",
        "descendre la cale.",
        "Les bateaux de la rade, en mai.",
    ]


def test_a_command_in_smaller_type_parts_no_paragraph(pdf):
    pdf.lines(70, 700, ["Qui veut ranger les photographies de la famille par années écrit d'abord"])
    pdf.text(70, 688, "ranger --par annee --sans-perte /photos/famille/", 8, "F4")
    pdf.text(303, 688, "puis, sans rien fermer,")
    pdf.lines(70, 676, ["attend que la lampe s'éteigne avant de retirer le disque de son tiroir."])
    assert len(pdf.texts()) == 1
