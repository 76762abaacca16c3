"""What is typed, and what is understood of it."""

import pytest

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
    # marks
    "ukrainien*": "(prefix ukrainien)",
    "Zelenski~": "(fuzzy zelenski)",
    "Zelenski~2": "(fuzzy zelenski)",
    "=armes": "(exact armes)",
    "l'ukrain*": "(prefix ukrain)",
    "l’ukrain*": "(prefix ukrain)",
    # fields
    "titre:traité": "(title-word traite)",
    "title:traité": "(title-word traite)",
    'Titre:"traité de défense"': "(title-phrase traite de defense)",
    "titre:(chat chien)": "[(title-word chat) (title-word chien)]",
    "-titre:chat chien": "[(word chien) -(title-word chat)]",
    "date:2024-11": "(date 2024-11-01..2024-11-30)",
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
    "chat:chien": "[(word chat) (word chien)]",
    "http://exemple.fr/": "[(word http) (word exemple fr)]",
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
