"""HTML: what is around the text of a page is left out, and nothing of the text with it."""

import pytest

from search.documents import read_document

PROSE = [
    "La halle aux grains rouvre samedi, après deux hivers de travaux.",
    "Les marchands y trouvent des étals de chêne et une lumière nouvelle.",
    "La mairie a gardé la charpente, que le feu de 1998 avait noircie.",
]
MENU = '<ul><li><a href="/">Accueil</a><li><a href="/s">Sports</a><li><a href="/c">Culture</a></ul>'


def texts(body: str) -> list[str]:
    found = read_document("page.html", f"<html><body>{body}</body></html>".encode())
    return [paragraph.text for paragraph in found.paragraphs]


def prose(between: str = "") -> str:
    return between.join(f"<p>{text}</p>" for text in PROSE)


@pytest.mark.parametrize(
    "furniture",
    [
        f"<nav>{MENU}</nav>",
        f'<div role="navigation">{MENU}</div>',
        MENU,
        f"<h3>Nos rubriques</h3>{MENU}<h2>La halle</h2>",
        "<form>Rechercher dans les archives <input name=q></form>",
        "<header><p>Le Courrier du canal</p></header>",
        "<footer><p>Tous droits réservés.</p></footer>",
        '<div id="cookie-banner">Nous utilisons des témoins de connexion.</div>',
        '<div class="share-buttons">Partagez cet article avec vos amis.</div>',
        '<div class="article-related">D’autres halles ont brûlé.</div>',
        '<section class="comments"><p>Bravo à la mairie, dit un lecteur.</p></section>',
        '<aside class="sidebar"><a href="/a">Le marché aux vins</a></aside>',
        '<p>Lire aussi : <a href="/v">Le marché aux vins ferme ses portes</a></p>',
        '<p><a href="/1">Imprimer</a> | <a href="/2">Envoyer</a> | <a href="/3">Réagir</a></p>',
        '<table><tr><td><a accesskey="p" href="1">Les quais</a></td><td>La halle</td></tr></table>',
        '<p><a rel="next" href="3.html">Chapitre 3 : les quais</a></p>',
        "<center><a href=1>Précédent</a> <a href=0>Sommaire</a> <a href=3>Suivant</a></center>",
        '<p><a href="1">Précédent</a> Les quais, la gare <a href="3">Suivant</a></p>',
        f"<h2>Voir aussi</h2>{MENU}<div class='navbox'>Halles de France</div>",
        '<div class="ad-slot">Publicité</div>',
        '<div class="noprint mw-jump-link">Aller au contenu</div>',
        '<div id="catlinks">Catégorie : halles</div>',
        '<ul class="breadcrumb"><li>Vous êtes ici : ville, halles</li></ul>',
    ],
)
def test_furniture_before_or_after_the_text_is_left_out(furniture):
    expected = [text for text in texts(furniture + prose()) if text not in PROSE]
    assert [text for text in expected if text != "La halle"] == []
    assert texts(prose() + furniture)[: len(PROSE)] == PROSE


@pytest.mark.parametrize(
    "part",
    [
        '<section id="related-lists"><h2>Listes</h2><p>{}</p></section>',
        '<section id="comments"><h2>Commentaires</h2><p>{}</p></section>',
        '<div class="section" id="menu"><h2>Menu</h2><p>{}</p></div>',
        '<div class="sidebar"><p class="title">Repères</p><p>{}</p></div>',
        '<aside class="admonition"><p>{}</p></aside>',
        '<div id="content"><div class="post-content"><p>{}</p></div></div>',
        "<article><header><p>{}</p></header></article>",
        '<blockquote class="shared-view"><p>{}</p></blockquote>',
    ],
)
def test_what_is_only_called_like_furniture_is_text(part):
    assert PROSE[1] in texts(f"<p>{PROSE[0]}</p>{part.format(PROSE[1])}<p>{PROSE[2]}</p>")


def test_a_menu_item_that_a_manual_names_is_text():
    named = '<span class="menuitem">Fichier</span> puis <span class="guimenu">Ouvrir</span>'
    page = f"<p>Choisissez {named}.</p>"
    assert texts(page + prose())[0] == "Choisissez Fichier puis Ouvrir."


def test_links_that_a_sentence_introduces_are_text():
    page = f"<p>Les halles de la région sont celles-ci, dans l’ordre :</p>{MENU}{prose()}"
    assert texts(page)[1:4] == ["Accueil", "Sports", "Culture"]


def test_a_page_that_is_a_form_as_a_whole_is_text():
    page = f"<form id=aspnetForm><input type=hidden><nav>{MENU}</nav>{prose() * 2}</form>"
    assert texts(page) == PROSE * 2


def test_a_page_of_nothing_but_links_is_text():
    assert texts(MENU) == ["Accueil", "Sports", "Culture"]


def test_the_column_of_links_of_an_old_page_is_left_out():
    links = "<br>".join(f'<a href="{n}">Rubrique {n}</a>' for n in range(8))
    page = f"<table><tr><td>{links}</td><td>{prose()}</td></tr></table>"
    assert texts(page) == PROSE


def test_only_the_main_part_is_read_where_there_is_one():
    assert texts(f"<div><p>Hier encore, un autre titre.</p></div><main>{prose()}</main>") == PROSE


def test_an_edit_link_is_no_part_of_a_heading():
    edit = '<span class="mw-editsection">[<a href="e">modifier</a>]</span>'
    page = f"<h1>Halles</h1><h2>Histoire{edit}</h2>{prose()}<h2>Usages</h2>{prose()}"
    found = read_document("page.html", page.encode())
    assert {paragraph.heading for paragraph in found.paragraphs} == {"Histoire", "Usages"}
