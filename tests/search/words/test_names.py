"""Names are found by themselves, and by no common word that looks like a form of them."""

import pytest

from search.analysis import FRENCH
from search.analysis.wordlists import read_words

APART = [
    ("Gaza", "Le gaz et les gaz manquent."),
    ("James", "Il n'y va jamais."),
    ("Mali", "Il a mal, des maux."),
    ("Haïti", "Il hait la pluie."),
    ("Malaisie", "Un malaise, des malaises."),
    ("Damas", "Des dames du château."),
    ("Parme", "Un cheval parmi dix."),
    ("Bonn", "Une bonne, un bon."),
    ("Bienne", "Il va bien, avec ses biens."),
    ("Bâle", "Un bal, des bals."),
    ("Seine", "Le sein du fleuve."),
    ("Gard", "Il garde le troupeau."),
    ("Maine", "Une main, des mains."),
    ("Miller", "Mille fois mille."),
    ("Simone Veil", "La veille, il veillait."),
    ("Rome", "Les Roms campent là."),
    ("Berlin", "Une berline passe."),
    ("Georges", "La Géorgie est loin."),
    ("Meta", "Il met la table."),
    ("Cuba", "Un cube, des cubes."),
    ("Maria", "Le mariage des mariés."),
    ("Marine Le Pen", "Des pennes, un pénis."),
    ("Meloni", "Un melon, des melons."),
    ("Macky Sall", "Une salle, des salles."),
    ("Steve Bannon", "Il fut banni, on les bannit."),
    ("Bédié", "Bède écrit, des bédés."),
    ("Méliès", "Il s'en mêle, ils se mêlent."),
    ("Platini", "Du platine, des platines."),
    ("Pérez", "Un père, des pères."),
    ("Moderna", "Moderne, des modernes."),
    ("Cerfa", "Un cerf, des cerfs."),
    ("Golfe", "Il joue au golf."),
    ("Orient", "Une orientation, ils s'orientent."),
    ("Nantes", "Les nantis, un nantissement."),
    ("Burkina", "Un burkini."),
    ("Martin", "La Martinique, Martine et Martinez."),
    ("Hama", "Le Hamas."),
    ("Jordan", "La Jordanie."),
    ("Nicolas", "Nicole arrive."),
    ("Alex", "Alexis arrive."),
    ("René", "Il renaît, la Renaissance."),
    ("Denis", "Un déni."),
    ("Attal", "Attali arrive."),
]


ACRONYMS = [
    ("OM", "L'OMS le dit."),
    ("GE", "Des géants, des GES."),
    ("COP", "Une copie, il copie."),
    ("CAC", "Un caca."),
    ("PAC", "La PACA, le PACS."),
    ("NASA", "Un nase."),
    ("RIC", "Le Costa Rica."),
    ("CMS", "Un cm de plus."),
]


@pytest.mark.parametrize(("name", "text"), [*APART, *ACRONYMS])
def test_a_name_is_no_form_of_a_common_word(asking, name, text):
    named = f"Voici {name} ici."
    index = asking(named, text)
    assert index.found(name) == index.found(name.lower()) == [named]


def test_a_common_word_finds_no_name(asking):
    index = asking("Voici Gaza, James, Haïti et Malte.")
    for query in ("gaz", "jamais", "haïr", "malt", "malts"):
        assert index.found(query) == []


def test_a_town_is_still_found_by_the_word_whose_form_it_is(asking):
    named, verb = "Voici Vienne ici.", "Il viendra, il vient."
    index = asking(named, verb)
    assert index.found("Vienne") == [named, verb]
    assert index.found("venir") == [verb, named]


def test_each_name_is_lit(asking):
    for name in ("Gaza", "Haïti", "Seine"):
        assert asking(f"Voici {name} ici.").lit(name) == {f"Voici {name} ici.": [name]}


def test_no_two_names_are_one():
    names = sorted(read_words("names.txt"))
    stems = [FRENCH.tokens(name)[0].stem for name in names]
    assert len(set(stems)) == len(names) > 850


WRITTEN = [
    ("Zelensky", "Zelenski", "Zelenskyy"),
    ("Mohamed", "Mohammed"),
    ("Kadhafi", "Khadafi", "Gaddafi"),
    ("Gorbatchev", "Gorbachev"),
    ("Tchekhov", "Tchékhov", "Chekhov"),
    ("Dostoïevski", "Dostoevski", "Dostoyevsky"),
    ("Al-Assad", "el-Assad", "al Assad"),
    ("Al-Qaïda", "Al-Qaeda"),
    ("djihad", "jihad"),
    ("charia", "sharia"),
    ("cheikh", "sheikh"),
    ("Ouïghours", "Ouïgours"),
]


@pytest.mark.parametrize("spellings", WRITTEN, ids=lambda spellings: spellings[0])
def test_a_name_of_another_script_is_found_in_every_transcription(asking, spellings):
    texts = [f"Voici {one} ici." for one in spellings]
    index = asking(*texts, "Voici rien ici.")
    for query in spellings:
        assert sorted(index.found(query)[: len(texts)]) == sorted(texts)


def test_a_letter_of_breton_is_not_elided(asking):
    texts = ["Voici C'hoarzh ici.", "Voici C’hoarzh ici.", "Voici Choarzh ici."]
    for query in ("C'hoarzh", "c’hoarzh", "Choarzh"):
        assert sorted(asking(*texts).found(query)) == sorted(texts)


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Mr Dupont", "monsieur Dupont"),
        ("chap. 3", "chapitre 3"),
        ("12 janv. 2024", "12 janvier 2024"),
        ("2 fév. 2024", "2 février 2024"),
        ("3 déc. 2024", "3 décembre 2024"),
        ("Bld Voltaire", "boulevard Voltaire"),
        ("Hachette et Cie", "Hachette et compagnie"),
    ],
)
def test_what_is_written_short_is_found_by_the_whole_word(asking, short, whole):
    texts = [f"Voici {short} ici.", f"Voici {whole} ici."]
    index = asking(*texts)
    for query in (short, whole, f'"{whole}"'):
        assert sorted(index.found(query)) == sorted(texts)
