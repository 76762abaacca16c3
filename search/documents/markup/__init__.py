"""Formats that are, or become, HTML: pages, books, Markdown.

html.py       a page: title, date and language from its metadata…
furniture.py  …its text without menus, by names (ways.py) and the weight of links
              (link_density.py)…
walk.py       …made blocks, in one walk over its tree
epub.py       a book: its chapters in their order; looks.py finds headings that only look so
markdown.py   Markdown, rendered: front_matter.py its head, markdown_tables.py its tables,
              markdown_bounds.py what would take without end to parse
"""
