"""The lexicon behind the data files of the analysis: needed to make them, never to search."""
