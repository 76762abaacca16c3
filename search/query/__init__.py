"""What a person types, understood: parsed to a tree, rewritten into clauses."""
