"""A package, so that no other that is installed under this name is taken for it."""
