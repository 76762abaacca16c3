"""A letter, or an acronym that looks like a small word, is a word: « hépatite A », « l'AIE »."""

import pytest

A = "Le vaccin protège de l’hépatite A et coûte peu."
B = "Le vaccin a été donné contre l’hépatite B à tous."


def test_hepatitis_a_comes_before_hepatitis_b(asking):
    index = asking(B, B.replace("B", "C"), A)
    assert index.found("hépatite A")[0] == A
    assert index.lit("hépatite A")[A] == ["hépatite", "A"]
    assert index.lit("hépatite A")[B] == ["hépatite"]


@pytest.mark.parametrize(
    ("query", "right", "wrong"),
    [
        ("vitamine D", "Il manque de vitamine D l’hiver.", "La vitamine C est dans l’orange."),
        ("plan B", "Ils ont un plan B tout prêt.", "Ils ont un plan A tout prêt."),
        ("plan A", "Ils ont un plan A tout prêt.", "Le plan a un défaut, à ce qu’il dit."),
        ("groupe O", "Le donneur est du groupe O, dit-on.", "Le groupe où il est a gagné."),
        ("génération Y", "La génération Y travaille.", "Il y a une génération perdue."),
        ("catégorie A", "Un agent de catégorie A, titulaire.", "La catégorie a changé."),
        ("le point G", "Le point G fait débat.", "Le point de vue fait débat."),
        ("l'A de Rimbaud", "L’A de Rimbaud est noir.", "Rimbaud a écrit en noir."),
        ("type A", "Les types B, A et O sont connus.", "Le type a fui."),
        ("annexe A", "Voir le plan (A) en annexe.", "Voir à la fin, en annexe."),
    ],
)
def test_a_letter_in_capitals_is_a_word(asking, query, right, wrong):
    index = asking(wrong, right)
    assert index.found(query)[0] == right
    letter = query.split()[-1][:1] if query[-2] == " " else "A"
    assert letter in index.lit(query)[right]
    assert index.searcher.search(query).ignored in ((), ("le",), ("de",))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("AIE", "Selon l’AIE, la demande de pétrole baisse."),
        ("CES", "Au CES de Las Vegas, on montre des robots."),
        ("MES", "Le traité du MES a été ratifié."),
        ("SES", "L’option SES est au lycée."),
        ("LUI", "Le magazine LUI revient en kiosque."),
        ("SA", "La société Dupont SA est dissoute."),
        ("DES", "Il prépare un DES, en chirurgie."),
        ("MOI", "Le parti MOI, fondé hier, se présente."),
        ("ES", "Le bac ES n’existe plus."),
        ("TES", "La norme TES (tarif étudiant) change."),
    ],
)
def test_an_acronym_that_looks_like_a_small_word_is_found_and_the_small_word_is_not(
    asking, query, text
):
    small = query.lower()
    other = f"Pour {small} amis et {small} parents, {small} mots doux."
    index = asking(other, text, "Rien à voir ici.")
    assert index.found(query) == [text]
    assert index.lit(query)[text] == [query]
    assert index.found(f"rapport {query}") == [text]
    assert index.searcher.search(f"rapport {query}").ignored == ()


def test_what_is_typed_in_small_letters_is_a_small_word(asking):
    index = asking("Selon l’AIE, la demande baisse.", "Il faut qu’il aie un rapport.")
    assert index.searcher.search("rapport aie").ignored == ("aie",)


@pytest.mark.parametrize(
    "text",
    [
        "A Paris, il pleut.",
        "Il pleut. A Paris, il vente.",
        "PARIS ET LONDRES — il pleut à Paris.",
        "LE RAPPORT DE LA COMMISSION A PARU",
        "« A Paris », dit-il.",
        "Y a-t-il de la pluie ?",
    ],
)
def test_capitals_that_begin_a_sentence_or_stand_among_others_are_no_names(asking, text):
    index = asking(text, "Le groupe A, le groupe Y, le film ET.")
    for query in ("groupe A", "groupe Y", "film E.T."):
        assert text not in index.found(query)


def test_a_query_in_capitals_has_its_small_words_left_out(asking):
    index = asking("Le rapport de la commission.", "De la pluie.")
    results = index.searcher.search("RAPPORT DE LA COMMISSION")
    assert results.ignored == ("de", "la")
    assert [hit.paragraph.text for hit in results.hits] == ["Le rapport de la commission."]


def test_the_letter_that_begins_a_query_is_a_small_word(asking):
    assert asking("Rien.").searcher.search("A Paris").ignored == ("a",)
