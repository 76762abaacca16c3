"""Formats that are, or become, HTML: pages, books, Markdown.

html.py             a page: title, date and language from its metadata…
furniture.py        …its text without menus, by names and the weight of links (link_density.py)…
navigation.py       …and without the links that lead through a site or a book
walk.py             …made blocks, in one walk over its tree
epub.py             a book: its chapters in their order…
styled_headings.py  …its headings, where only the style sheets tell them
markdown.py         Markdown, rendered: front_matter.py its head, markdown_tables.py its tables,
                    markdown_bounds.py what would take without end to parse
"""
