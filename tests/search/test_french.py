"""Which French words find which, with either engine: each pair is a query and a text."""

from dataclasses import replace

import pytest

from search import Settings, open_indexer, open_searcher
from search.opening import EMBEDDED
from search.searching import Searcher

#: A query, and a text that it finds; what is lit is between stars.
FOUND = [
    # tenses and persons
    ("vendre", "Ils *vendirent* la ferme."),
    ("vendre", "Nous *vendrons* demain."),
    ("vendre", "Ils ont *vendu* la ferme."),
    ("vendre", "Ils *vendront* bientôt."),
    ("vendu", "Elle *vend* des fleurs."),
    ("venir", "Il est *venu* seul."),
    ("venir", "Elles *viendront* dimanche."),
    ("délibérer", "Les jurés *délibérèrent* longtemps."),
    ("payer", "La facture est *payée*."),
    ("payer", "Nous *payions* trop."),
    ("recevoir", "Il *reçut* une lettre."),
    ("craindre", "On *craignait* le gel."),
    ("mourir", "Ils *moururent* jeunes."),
    ("peindre", "Des murs *peints* à la chaux."),
    ("résoudre", "Le problème fut *résolu*."),
    ("conquérir", "Les terres *conquises*."),
    ("boire", "Elle *buvait* du thé."),
    ("naître", "Il *naquit* à Lyon."),
    ("cueillir", "Nous *cueillîmes* des mûres."),
    # participles, gender and number
    ("perdu", "Des heures *perdues* à chercher."),
    ("perdus", "Un chien *perdu*."),
    ("tuées", "Un loup *tué* hier."),
    ("tuée", "Des brebis *tuées* hier."),
    ("écrire", "Les lettres *écrites* à la main."),
    # masculine and feminine
    ("tuteur", "La *tutrice* signa."),
    ("acheteur", "Une *acheteuse* attend."),
    ("acheteuse", "Les *acheteurs* attendent."),
    ("jaloux", "Des sœurs *jalouses*."),
    ("chef", "La *cheffe* de cuisine."),
    ("neuf", "Une robe *neuve*."),
    ("paysan", "La *paysanne* trait sa vache."),
    ("franc", "Une réponse *franche*."),
    ("tous", "Avec *toutes* les précautions."),
    ("hôte", "Une *hôtesse* sourit."),
    ("impératrice", "L’*empereur* abdique."),
    ("dieu", "Une *déesse* de marbre."),
    ("sapeur", "Trois *sapeuses* arrivent."),
    ("né", "Elle est *née* à Paris."),
    ("naître", "Ils sont *nés* hier."),
    ("nées", "Il est *né* ici."),
    ("vengeur", "Une lettre *vengeresse*."),
    ("lycéen", "Trois *lycéennes* de Nantes."),
    ("sportif", "Une carrière *sportive*."),
    # plurals of every kind
    ("pourvoi", "Les *pourvois* sont rejetés."),
    ("vigneron", "Les *vignerons* taillent."),
    ("juif", "Les fêtes *juives*."),
    ("juif", "Des marchands *juifs*."),
    ("ail", "Des *aulx* tressés."),
    ("vitrail", "Les *vitraux* du chœur."),
    ("bocal", "Des *bocaux* de prunes."),
    ("émail", "Des *émaux* de Limoges."),
    ("genou", "Il tomba à *genoux*."),
    # two spellings of a word
    ("ognon", "Une soupe à l’*oignon*."),
    ("nénuphars", "Un *nénufar* fleurit."),
    ("chariot", "Des *charriots* de foin."),
    ("clef", "Les *clés* du royaume."),
    ("cuillère", "Une *cuiller* en bois."),
    ("imbécilité", "Quelle *imbécillité*."),
    ("événement", "Un *évènement* rare."),
    ("maître", "Les *maitres* chanteurs."),
    ("ruisseler", "L’eau *ruissèle*."),
    ("saoul", "Il rentre *soûl*."),
    ("tsar", "Les *tzars* de Russie."),
    # without accents
    ("delibererent", "Il faut *délibérer* à huis clos."),
    ("email", "Les *émaux* cloisonnés."),
    ("recu", "Nous *recevons* le colis."),
    # derivation
    ("ratifier", "La *ratification* du traité."),
    ("installer", "L’*installation* du four."),
    ("vigne", "Un *vigneron* taille."),
    ("juge", "Le *jugement* est rendu."),
    ("juger", "Le *juge* est sévère."),
    # a form of several words
    ("vis", "Il faut bien *vivre*."),
    ("vis", "On ne peut pas tout *voir*."),
    ("portes", "Qui va *porter* les valises ?"),
]

#: A query, and a text that it doesn't find.
APART = [
    ("mère", "La mer était calme."),
    ("mere", "La mer montait."),
    ("mer", "Ma mère dort."),
    ("mari", "Le mois de mars."),
    ("mars", "Le marais se vide."),
    ("mari", "Un marais salant."),
    ("foi", "Le foie de veau."),
    ("foyer", "La foi du charbonnier."),
    ("foie", "Le foyer s’éteint."),
    ("mois", "Moïse fendit les eaux."),
    ("gens", "Un génie méconnu."),
    ("gens", "Sans gêne aucune."),
    ("génie", "Sans aucune gêne."),
    ("châtiment", "Le chat dort."),
    ("louer", "Saint Louis rendait la justice."),
    ("port", "Fermez la porte."),
    ("pot", "Une soupe de potirons."),
    ("lame", "Le lama crache."),
    ("paradis", "La parade passe."),
    ("vente", "Le vent du nord."),
    ("vivre", "Il a *vu* la baie."),
    ("verre", "On verra demain."),
    ("boîte", "Ils boivent trop."),
    ("but", "Elle boit peu."),
    ("bois", "Une boîte vide."),
    ("faute", "Il faut partir."),
    ("fer", "Vous ferez mieux."),
    ("vase", "Tu vas mieux."),
    ("ironie", "Nous irons tous."),
    ("savon", "Ce que nous savons."),
    ("saisir", "Ce que je sais."),
    ("pourrir", "On pourra revenir."),
    ("croiser", "Je te crois."),
    ("agiter", "Il agit seul."),
    ("soupe", "Elle soupira."),
    ("rite", "Elle rit fort."),
    ("con", "Je connais la baie."),
    ("ne", "Elles naquirent ensemble."),
    ("=vendre", "Ils *vendirent* la ferme."),
    ('"il vend"', "Ils *vendirent* la ferme."),
]


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def searcher(request, tmp_path_factory) -> Searcher:
    folder = tmp_path_factory.mktemp("texts")
    for number, text in enumerate(dict.fromkeys(plain(text) for _, text in [*FOUND, *APART])):
        (folder / f"{number}.txt").write_text(f"title: {number}\n\n{text}", "utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index"), engine=request.param)
    open_indexer(settings).rebuild(folder)
    # By words alone: what they mean could hide what is wrong with them.
    return open_searcher(replace(settings, weight_meaning=0.0))


def plain(text: str) -> str:
    return text.replace("*", "")


def lit(searcher: Searcher, query: str) -> set[str]:
    """The texts found, with stars around what is lit."""
    texts = set()
    for hit in searcher.search(query, size=100).hits:
        text = hit.snippet.text
        for span in reversed(hit.snippet.spans):
            text = f"{text[: span.start]}*{text[span.start : span.end]}*{text[span.end :]}"
        texts.add(text)
    return texts


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_word_finds_and_lights_every_form_of_it(searcher, query, text):
    assert text in lit(searcher, query)


@pytest.mark.parametrize(("query", "text"), APART)
def test_a_false_friend_and_what_is_asked_for_exactly_stay_apart(searcher, query, text):
    assert plain(text) not in {plain(found) for found in lit(searcher, query)}


def test_the_form_that_was_typed_comes_first(searcher):
    hits = searcher.search("vend").hits
    assert hits[0].snippet.text == "Elle vend des fleurs."
    assert "Nous vendrons demain." in {hit.snippet.text for hit in hits[1:]}


def test_a_family_is_lit_in_the_whole_document_too(searcher):
    hit = searcher.search("vendre").hits[0]
    document = searcher.document(hit.document.id, "vendre")
    (paragraph,) = document.paragraphs
    assert paragraph.text.spans


def test_a_word_whose_family_is_there_is_not_mended(searcher):
    assert searcher.search("vendissions").suggestion is None


def test_what_was_understood_is_what_was_typed(searcher):
    assert searcher.search("vendre -chat").understood == "vendre -chat"


def test_what_is_excluded_is_excluded_in_every_form(searcher):
    assert "Elle vend des fleurs." not in {
        hit.snippet.text for hit in searcher.search("fleurs -vendu").hits
    }
