"""Texts of plain characters, and mail.

plain_text.py   a text…
lines.py        …its lines made paragraphs: by blank lines, by indentation, item by item…
hanging.py      …terms with their explanations, counted.py lists with blank lines between items
apparatus.py    …without the numbers that count them, its notes apart
manual_page.py  manual pages, as `man` prints them
mail.py         a message: subject, sender, date, and the text that a person reads…
quoting.py      …in which what it repeats from another one is marked
"""
