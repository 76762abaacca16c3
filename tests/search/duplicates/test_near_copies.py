"""A copy in which a few words are others is told; other paragraphs of the same mould are not."""

import random

import pytest

from search.analysis import FRENCH
from search.duplicates.digest import paragraph_digest
from search.duplicates.registry import Registry
from search.duplicates.signature import row_of

DISPATCH = (
    "Le conseil municipal de Quimper a voté mercredi soir la rénovation complète du vieux théâtre,"
    " fermé depuis 11 ans à cause de fuites répétées dans la toiture en ardoise, malgré"
    " l’opposition de plusieurs habitants inquiets du coût des travaux."
)


class Reader:
    """Reads paragraphs as a build does, as many at a time as it is told."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.registry = Registry(folder)

    def read(self, *texts: str) -> list[tuple[int, bool]]:
        """The cluster of each, and whether it is a copy."""
        encoded = [text.encode() for text in texts]
        stems = [FRENCH.terms(text).stems.split() for text in texts]
        digests = b"".join(map(paragraph_digest, encoded))
        marks = self.registry.marks(digests, b"".join(map(row_of, stems, encoded)))
        return [(cluster, is_copy) for cluster, is_copy, _ in marks]

    def again(self) -> "Reader":
        """The next build."""
        self.registry.commit()
        return Reader(self.folder)


@pytest.fixture
def reader(tmp_path) -> Reader:
    return Reader(tmp_path / "seen")


CHANGED = [
    DISPATCH.replace("mercredi soir", "hier").replace("inquiets", "soucieux"),
    DISPATCH.replace("complète ", ""),
    DISPATCH.replace("Le conseil municipal de Quimper", "(AFP) – Le conseil municipal de Quimper"),
    DISPATCH.replace("vieux théâtre", "vieux théâtre municipal") + " La séance a duré.",
    DISPATCH.replace("a voté", "vota").upper().capitalize().replace("quimper", "Quimper"),
]


@pytest.mark.parametrize("changed", CHANGED)
@pytest.mark.parametrize("builds", [1, 2])
def test_a_copy_with_a_few_words_changed_is_of_the_same_cluster(reader, changed, builds):
    ((cluster, is_copy),) = reader.read(DISPATCH)
    assert not is_copy
    if builds == 2:
        reader = reader.again()
    assert reader.read("Autre chose.", changed)[1] == (cluster, True)
    assert reader.again().read(changed) == [(cluster, True)]


FAMILY = [
    "Par arrêté du 3 mars 2021, Mme Jeanne Dupont, administratrice civile hors classe, est nommée"
    " sous-préfète de l’arrondissement de Bayeux, en remplacement de M. Karl Weber, appelé à"
    " d’autres fonctions.",
    "Par arrêté du 17 juin 2022, Mme Odile Martin, administratrice civile hors classe, est nommée"
    " sous-préfète de l’arrondissement de Vitry, en remplacement de M. Luc Ferrand, appelé à"
    " d’autres fonctions.",
    "Par arrêté du 9 avril 2023, Mme Rose Vasseur, administratrice civile hors classe, est nommée"
    " sous-préfète de l’arrondissement de Dinan, en remplacement de M. Guy Hamon, appelé à"
    " d’autres fonctions.",
]


def test_paragraphs_of_one_mould_are_no_copies(reader):
    assert [is_copy for _, is_copy in reader.read(*FAMILY)] == [False, False, False]


def test_short_paragraphs_are_copies_only_where_they_are_the_same(reader):
    marks = reader.read(
        "Voir aussi la page 12.", "Voir aussi la page 13.", "Voir aussi la page 12."
    )
    assert [is_copy for _, is_copy in marks] == [False, False, True]


def test_near_copies_of_a_near_copy_are_compared_with_the_first(reader):
    """Or else a chain of small changes would end with anything."""
    words = DISPATCH.split()
    texts = [DISPATCH]
    for n in range(6, len(words), 3):
        words[n] = f"{'bcdfglmnprst'[n % 12]}{'aeiou'[n % 5]}zimut"
        texts.append(" ".join(words))
    marks = reader.read(*texts)
    assert marks[1] == (marks[0][0], True)
    assert marks[-1][0] != marks[0][0]


def test_of_a_thousand_changed_paragraphs_nearly_all_are_found(reader):
    chance = random.Random(7)
    syllables = [c + v for c in "bcdfglmnprstvz" for v in ("a", "é", "i", "o", "u", "an", "on")]
    lexicon = ["".join(chance.choices(syllables, k=3)) for _ in range(4000)]
    texts = [chance.choices(lexicon, k=40) for _ in range(1000)]
    reader.read(*(" ".join(text) for text in texts))
    for text in texts:
        for place in chance.sample(range(40), 2):
            text[place] = chance.choice(lexicon)
    found = sum(is_copy for _, is_copy in reader.read(*(" ".join(text) for text in texts)))
    others = [" ".join(chance.choices(lexicon, k=40)) for _ in range(1000)]
    assert found > 950
    assert not any(is_copy for _, is_copy in reader.read(*others))


def test_what_was_seen_is_told_by_later_builds_however_many_there_are(reader):
    texts = [f"Alinéa numéro {n}." for n in range(200)]
    clusters = []
    for n in range(0, 200, 20):
        clusters += [cluster for cluster, _ in reader.read(*texts[n : n + 20])]
        reader = reader.again()
    assert len(set(clusters)) == 200
    assert reader.read(*texts) == [(cluster, True) for cluster in clusters]
    assert len(list(reader.folder.iterdir())) < 5
