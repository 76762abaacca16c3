"""Words that are written short: « St », « Mgr », « Mme »."""

from .token import Token
from .wordlists import read_lines


def _read() -> dict[str, str]:
    pairs = (line.partition("→") for line in read_lines("abbreviations.txt"))
    return {short: full.strip() for left, _, full in pairs for short in left.split()}


#: What is written → the word that it stands for.
ABBREVIATIONS = _read()


def spell_out(tokens: list[Token]) -> list[Token]:
    """« St-Nicolas » → saint, nicolas: the form is the whole word's."""
    return [
        token.settled(ABBREVIATIONS[token.text]) if token.text in ABBREVIATIONS else token
        for token in tokens
    ]
