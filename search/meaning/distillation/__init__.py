"""Makes `../french/`, the table of vectors of French stems, from a sentence encoder.

    pip install 'alinea[distil]'
    python -m search.meaning.distillation

vocabulary.py  which words, how often they are used, and which of them are names
encoder.py     Google's universal sentence encoder, in arithmetic that is the same everywhere
table.py       vectors of words → vectors of stems of one byte a dimension
"""
