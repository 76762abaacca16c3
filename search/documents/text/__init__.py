"""Texts of plain characters, and mail.

plain_text.py        a text…
lines.py             …its lines made paragraphs: by blank lines, by indentation, item by item…
definition_lists.py  …terms with their explanations
numbered_lists.py    …items with blank lines between them, told by their numbers
footnotes.py         …its notes apart
numbering.py         …without the numbers that count its paragraphs or pages
manual_page.py       manual pages, as `man` prints them
mail.py              a message: subject, sender, date, and the text that a person reads…
quoting.py           …in which what it repeats from another one is marked
"""
