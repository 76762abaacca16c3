"""What is typed, and what is understood of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import QueryError
from search.query.parser import parse

QUERIES = {
    # words: any of them may match
    "chat": "(word chat)",
    "chat chien": "[(word chat) (word chien)]",
    "traité de défense": "[(word traite) (word de) (word defense)]",
    "nord-coréen": "(word nord coreen)",
    "11 000 soldats": "[(word 11000) (word soldats)]",
    "50€": "(word 50 euro)",
    "l’Ukraine": "(word ukraine)",
    # phrases: forms, stop words included
    '"jour de la victoire"': "(phrase jour de la victoire)",
    "« jour de la victoire »": "(phrase jour de la victoire)",
    "“jour de la victoire”": "(phrase jour de la victoire)",
    '"Ukraine"': "(exact ukraine)",
    # inside one kind of quotes the others are punctuation
    '«le "grand" soir»': "(phrase le grand soir)",
    '"le «grand» soir"': "(phrase le grand soir)",
    "“le «grand» soir”": "(phrase le grand soir)",
    # signs
    "+Ukraine -Trump": "[+(word ukraine) -(word trump)]",
    "+Ukraine Trump": "[(word trump) +(word ukraine)]",
    '-"jour de la victoire" armes': "[(word armes) -(phrase jour de la victoire)]",
    "-Trump": "[+(everything) -(word trump)]",
    "nord - sud": "[(word nord) (word sud)]",
    "1 + 1": "[(word 1) (word 1)]",
    # operators, in both languages, in capitals
    "chat ET chien": "[+(word chat) +(word chien)]",
    "chat AND chien": "[+(word chat) +(word chien)]",
    "chat OU chien": "[(word chat) (word chien)]",
    "chat OR chien": "[(word chat) (word chien)]",
    "chat SAUF chien": "[(word chat) -(word chien)]",
    "chat NOT chien": "[(word chat) -(word chien)]",
    "chat et chien": "[(word chat) (word et) (word chien)]",
    "ou et sauf": "[(word ou) (word et) (word sauf)]",
    "(chat OU chien) ET noir": "[+[(word chat) (word chien)] +(word noir)]",
    "chat ET (chien OU loup) SAUF ours": (
        "[[+(word chat) +[(word chien) (word loup)]] -(word ours)]"
    ),
    "-(chat chien) loup": "[(word loup) -[(word chat) (word chien)]]",
    "((chat))": "(word chat)",
    "chat ET": "(word chat)",
    "ET chat": "(word chat)",
    "ET": "(word et)",
    "ETAT": "(word etat)",
    # in a query all in capitals what can't be an operator is a word
    "PRIX OR": "[(word prix) (word or)]",
    "OR BLANC": "[(word or) (word blanc)]",
    "OR ET ARGENT": "[+(word or) +(word argent)]",
    "BIJOUX OR ET ARGENT": "[(word bijoux) [+(word or) +(word argent)]]",
    "PRIX ET OR": "[+(word prix) +(word or)]",
    "ARGENT ET OR BLANC": "[[+(word argent) +(word or)] (word blanc)]",
    "PRIX (OR)": "[(word prix) (word or)]",
    "PRIX OR ARGENT": "[(word prix) (word argent)]",
    "SAUF PARIS": "[+(everything) -(word paris)]",
    "TOUS SAUF": "[(word tous) (word sauf)]",
    "ET OU": "[(word et) (word ou)]",
    "Prix OR": "(word prix)",
    # marks
    "ukrainien*": "(prefix ukrainien)",
    "Zelenski~": "(fuzzy zelenski)",
    "Zelenski~2": "(fuzzy~2 zelenski)",
    "=armes": "(exact armes)",
    "l'ukrain*": "(prefix ukrain)",
    "l’ukrain*": "(prefix ukrain)",
    # wildcards: * is any letters, ? is one
    "*tion": "(wildcard *tion)",
    "d?s": "(wildcard d?s)",
    "*guerre*": "(wildcard *guerre*)",
    "gouv**ment": "(wildcard gouv*ment)",
    "l’ann?e": "(wildcard ann?e)",
    "nord-cor*ns": "(wildcard nord cor*ns)",
    "Éric?son Œ*f": "[(wildcard eric?son) (wildcard oe*f)]",
    "+d?s -*tion": "[+(wildcard d?s) -(wildcard *tion)]",
    "titre:*tion": "(title-wildcard *tion)",
    '"jour de la vic*"': "(phrase jour de la vic*)",
    '"jour de la vic"*': "(phrase jour de la vic*)",
    '"j?ur, de l*, victoire"': "(phrase j?ur de l* victoire)",
    '"*tion"': "(wildcard *tion)",
    "«l’ukrain*»": "(prefix ukrain)",
    # « ou » joins, and is « où » where there is nothing that it could join
    "ou": "(word ou)",
    "-chat ou chien": "[(word ou) (word chien) -(word chat)]",
    # a question mark behind a word is one, and so is what stands in an address
    "Où est Koursk?": "[(word ou) (word est) (word koursk)]",
    '"Où est Koursk?"': "(phrase ou est koursk)",
    "d?s?": "(wildcard d?s)",
    "exemple.fr/page?id=3": "[(word exemple fr) (word page) (word id) (word 3)]",
    "2*3": "(wildcard 2*3)",
    # near one another
    '"traité défense"~5': "(near~5 traite defense)",
    '"traité de défense"~0': "(near~0 traite de defense)",
    'titre:"traité défense"~12': "(title-near~12 traite defense)",
    "-«nord sud»~3 est": "[(word est) -(near~3 nord sud)]",
    "Zelenski~1": "(fuzzy~1 zelenski)",
    # fields
    "titre:traité": "(title-word traite)",
    "title:traité": "(title-word traite)",
    'Titre:"traité de défense"': "(title-phrase traite de defense)",
    "titre:(chat chien)": "[(title-word chat) (title-word chien)]",
    "-titre:chat chien": "[(word chien) -(title-word chat)]",
    "date:2024-11": "(date 2024-11-01..2024-11-30)",
    "titre : chambre": "(title-word chambre)",
    "titre\u00a0: chambre haute": "[(title-word chambre) (word haute)]",
    "Titre\u202f:«traité de défense»": "(title-phrase traite de defense)",
    "titre: (chat chien)": "[(title-word chat) (title-word chien)]",
    "date : 2024-11": "(date 2024-11-01..2024-11-30)",
    "langue\u00a0: anglais": "(language en)",
    "date:01/11/2024": "(date 2024-11-01..2024-11-01)",
    "date:1.11.2024 chat": "[+(date 2024-11-01..2024-11-01) +(word chat)]",
    "date:11/2024": "(date 2024-11-01..2024-11-30)",
    "date:novembre 2024 chat": "[+(date 2024-11-01..2024-11-30) +(word chat)]",
    "date:1er novembre 2024": "(date 2024-11-01..2024-11-01)",
    'date:"5 nov. 2024"': "(date 2024-11-05..2024-11-05)",
    "date:1er mai 2024..3 mai 2024": "(date 2024-05-01..2024-05-03)",
    "date:01/05/2024..3 mai 2024 a": "[+(date 2024-05-01..2024-05-03) +(word a)]",
    "date:2024": "(date 2024-01-01..2024-12-31)",
    "date:2024-11-05": "(date 2024-11-05..2024-11-05)",
    "date:2024-01..2024-12": "(date 2024-01-01..2024-12-31)",
    "date:2024..": "(date 2024-01-01..)",
    "date:..2024-02": "(date ..2024-02-29)",
    "date:2024-11 Trump": "[+(date 2024-11-01..2024-11-30) +(word trump)]",
    "date:2023 OU date:2024": "[(date 2023-01-01..2023-12-31) (date 2024-01-01..2024-12-31)]",
    "langue:en": "(language en)",
    "lang:EN": "(language en)",
    "Language:de": "(language de)",
    "langue:anglais": "(language en)",
    "langue:néerlandais": "(language nl)",
    "langue:english": "(language en)",
    "langue:en chat": "[+(language en) +(word chat)]",
    "chat chien langue:fr": "[+(language fr) +[(word chat) (word chien)]]",
    "chat -langue:en": "[(word chat) -(language en)]",
    "chat SAUF langue:en": "[(word chat) -(language en)]",
    "-langue:en": "[+(everything) -(language en)]",
    "langue:en OU langue:de": "[(language en) (language de)]",
    "(langue:en OU langue:de) ET chat": "[+[(language en) (language de)] +(word chat)]",
    "langue:en date:2024 chat": ("[+(language en) +(date 2024-01-01..2024-12-31) +(word chat)]"),
    "langue française": "[(word langue) (word francaise)]",
    # what is open at the end is closed there
    '"jour de la victoire': "(phrase jour de la victoire)",
    "«jour de la victoire": "(phrase jour de la victoire)",
    "(chat OU chien": "[(word chat) (word chien)]",
    "chat)": "(word chat)",
    "((chat": "(word chat)",
    # what means nothing here is passed over
    "chat ! ? ; … /": "(word chat)",
    "C++": "(word c++)",
    "+2024 vote": "[(word vote) +(word 2024)]",
    "http://exemple.fr/": "[(word http) (word exemple fr)]",
    # a colon that makes no field
    "12:30": "(word 12 h 30)",
    "https://exemple.fr:8080/a?b=c": (
        "[(word https) (word exemple fr) (word 8080) (word a) (word b) (word c)]"
    ),
    "C:\\Windows": "[(word c) (word windows)]",
    "C:/Windows": "[(word c) (word windows)]",
    "mailto:jean": "[(word mailto) (word jean)]",
    "Note : voir p. 3": "[(word note) (word voir) (word p) (word 3)]",
    "Il dit: bonjour": "[(word il) (word dit) (word bonjour)]",
    "son titre :": "[(word son) (word titre)]",
    "std::vector": "[(word std) (word vector)]",
    '"auteur:x"': "(phrase auteur x)",
    "*": None,
    '""': None,
    "()": None,
}


@pytest.mark.parametrize(
    ("query", "understood"), [(q, t) for q, t in QUERIES.items() if t], ids=lambda v: str(v)[:40]
)
def test_a_query_is_understood(tree, query, understood):
    assert tree(query) == understood


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_both_apostrophes_ask_for_the_same(tree, apostrophe):
    assert tree(f"jusqu{apostrophe}au jour") == tree("au jour")
    assert tree(f"=l{apostrophe}armée") == "(exact armee)"
    assert tree(f'"d{apostrophe}armes"') == "(exact armes)"


def test_accents_need_not_be_typed(tree):
    assert tree("traité de défense Corée") == tree("traite de defense coree")


LETTERS = st.one_of(
    st.sampled_from("A R D AB ET OU SAUF OR ou où h heures M titre date langue km cœur FR".split()),
    st.text("aeénouABÉŒ", min_size=1, max_size=4),
)
#: What may be of one word, or of one field, with what is beside it.
SIGNS = st.sampled_from("& 11 000 12 J. n° : (e) -x +y =z FR76 titre: q' x*".split())


def understood(query: str) -> object:
    try:
        return parse(query)
    except QueryError as error:
        return type(error)


@settings(deadline=None, max_examples=300)
@given(st.lists(LETTERS, min_size=1, max_size=5))
def test_words_are_the_same_with_one_space_between_them_and_with_two(words):
    assert understood(" ".join(words)) == understood("  ".join(words))


@settings(deadline=None, max_examples=300)
@given(st.lists(LETTERS | SIGNS, min_size=1, max_size=5))
def test_a_space_behind_a_query_changes_nothing(words):
    assert understood(" ".join(words)) == understood(" ".join(words) + " ")
