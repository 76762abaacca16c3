"""The engines that keep the inverted index, one contract for all (`base.py`)."""
