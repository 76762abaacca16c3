"""What may be asked in a URL, and the URLs of pages.

params.py     what endpoints and pages take: catalogue_params.py, reading_parameters.py
narrowing.py  what a search is narrowed by
unknown_parameters.py  what may not be asked, and what was meant
results_address.py, document_address.py  the addresses of results and documents
"""
