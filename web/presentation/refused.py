"""What of a query is wrong, for the page that says why it can't be searched."""


def around(query: str, position: int) -> tuple[str, str, str]:
    """What stands before the wrong part, that part up to the next space, and what is behind.

    position: characters before it
    """
    wrong, space, behind = query[position:].partition(" ")
    return query[:position], wrong, space + behind
