"""Inclusive writing finds both genders and both numbers, and is found by them."""

import pytest

DOTS = "·•‧∙⋅⸱."
STUDENTS = [
    *(f"étudiant{dot}e{dot}s" for dot in DOTS),
    *(f"étudiant{dot}es" for dot in DOTS),
    "étudiant-e-s",
    "étudiant-es",
    "étudiant(e)s",
    "étudiant(e)(s)",
    "étudiant(es)",
    "étudiant/e/s",
    "étudiant/es",
    "étudiants·es",
    "ÉTUDIANT·E·S",
]


def test_students_are_found_by_both_genders_and_numbers(asking):
    texts = {f"Les {one} du campus.": [one] for one in STUDENTS}
    index = asking(*texts, "Le E et le S.")
    for query in ("étudiant", "étudiante", "étudiants", "étudiantes", "etudiante", "ÉTUDIANTES"):
        assert index.lit(query) == texts
    for query in ("e", "s", "es"):
        assert not texts.keys() & set(index.found(query))


def test_students_typed_so_find_both_genders_and_numbers(asking):
    texts = {f"Voici {one}.": [one] for one in ("étudiant", "étudiante", "étudiants", "étudiantes")}
    index = asking(*texts, "Le E et le S.")
    for typed in STUDENTS:
        assert index.lit(typed) == texts


WORDS = [
    ("tou·te·s", "tous", "toutes"),
    ("salarié⸱es", "salariés", "salariées"),
    ("tou.te.s", "tous", "toutes"),
    ("directeur·rice·s", "directeurs", "directrices"),
    ("acteur·trices", "acteurs", "actrices"),
    ("heureux·se", "heureux", "heureuse"),
    ("citoyen·ne·s", "citoyens", "citoyennes"),
    ("chercheur·euse·s", "chercheurs", "chercheuses"),
    ("chercheur-se-s", "chercheurs", "chercheuses"),
    ("sportif·ve·s", "sportifs", "sportives"),
    ("policier·ère·s", "policiers", "policières"),
    ("professionnel·le·s", "professionnels", "professionnelles"),
    ("professionnel-le-s", "professionnels", "professionnelles"),
    ("nouveau·elle", "nouveau", "nouvelle"),
    ("beau·belle", "beau", "belle"),
    ("franc·he", "franc", "franche"),
    ("public·que", "public", "publique"),
    ("jaloux·ses", "jaloux", "jalouses"),
    ("roux·sse", "roux", "rousse"),
    ("gros·se", "gros", "grosse"),
    ("directeur(trice)", "directeur", "directrice"),
    ("lecteurs/rices", "lecteurs", "lectrices"),
    ("agriculteurs/trices", "agriculteurs", "agricultrices"),
    ("sportifs/ves", "sportifs", "sportives"),
    ("conseillers/ères", "conseillers", "conseillères"),
    ("salariés/ées", "salariés", "salariées"),
    ("tous·tes", "tous", "toutes"),
    ("chef·fe·s", "chefs", "cheffes"),
    ("doux·ce", "doux", "douce"),
    ("auteur·rice", "auteur", "autrice"),
    ("maître·esse", "maître", "maîtresse"),
    ("lecteur·lectrice", "lecteur", "lectrice"),
    ("agriculteur-trice-s", "agriculteurs", "agricultrices"),
    ("anglais·e·s", "anglais", "anglaises"),
    ("ami(e)s", "amis", "amies"),
    ("l’adhérent·e", "adhérent", "adhérente"),
    ("d'ouvrier·ère·s", "ouvriers", "ouvrières"),
]


@pytest.mark.parametrize(("written", "masculine", "feminine"), WORDS)
def test_a_word_for_both_genders_finds_both_and_is_found_by_both(
    asking, written, masculine, feminine
):
    both, he, she = f"Voici {written}, ici.", f"Voici {masculine}, ici.", f"Voici {feminine}, ici."
    index = asking(both, he, she)
    whole = written.removeprefix("l’").removeprefix("d'")
    assert index.lit(masculine)[both] == index.lit(feminine)[both] == [whole]
    assert {both, he, she} <= set(index.found(written))
    assert index.lit(written)[he] == [masculine]
    assert index.lit(written)[she] == [feminine]


def test_a_plural_in_parentheses_is_the_word(asking):
    text = "Le(s) document(s) et le(s) jeu(x) demandé(s)."
    index = asking(text)
    assert index.lit("documents") == {text: ["document(s)"]}
    assert index.lit("jeu") == {text: ["jeu(x)"]}
    assert index.found("s") == []


def test_phrases_go_on_past_inclusive_writing(asking):
    text = "Tou·te·s les étudiant·e·s inscrit·e·s."
    assert asking(text).found('"tous les étudiants inscrits"') == [text]
    assert asking(text).found('"les étudiant·e·s inscrit·e·s"') == [text]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Vitamine-E pour tous.", "vitamine"),
        ("Il est là.Et il dort.", "dort"),
        ("Prends-les vite.", "prends"),
        ("Le site amazon.es vend.", "amazon"),
        ("Dis-le à Marie.", "dis"),
        ("Ils/elles iront.", "iront"),
        ("kW·h", "kw"),
    ],
)
def test_what_only_looks_so_is_found_as_before(asking, text, query):
    assert asking(text).found(query) == [text]


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("Marie-Madeleine", "Madeleine"),
        ("franco-française", "française"),
        ("base-ball", "ball"),
        ("contre-contrat", "contrat"),
    ],
)
def test_a_compound_of_parts_that_begin_alike_is_two_words(asking, written, last):
    text = f"Voici {written} en entier."
    index = asking(text, "Rien de tel.")
    assert index.found(f"={last}") == [text]
    assert index.lit(last) == {text: [last]}
    assert index.found(written.replace("-", "")) == [text]
