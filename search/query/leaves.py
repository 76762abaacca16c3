"""A word or a phrase as typed → the leaf that it is, its words analysed."""

from ..analysis import Token
from ..errors import QuerySyntaxError
from ..wording.messages import translate
from . import wildcards
from .lexer import OPERATORS, Kind, Lexeme
from .tree import Exact, Fuzzy, Leaf, Near, Phrase, Prefix, Wildcard, Word
from .wildcards import Analysed

#: Words that may stand between two words near one another, and words near one another.
MAX_DISTANCE = 100
MAX_NEAR = 8
#: Letters that may be wrong in a mistyped word.
MAX_EDITS = 2


def leaf_of(lexeme: Lexeme, analysed: Analysed) -> Leaf | None:
    """None where there is no word in it.

    analysed: gives the words of a text, as those of the index are analysed
    Raises QuerySyntaxError for a number too high, and for signs that exclude one another.
    """
    if lexeme.kind is Kind.PHRASE:
        return _near(lexeme, analysed) if lexeme.mark == "~" else _phrase(lexeme, analysed)
    text = lexeme.text.lower() if lexeme.text in OPERATORS and not lexeme.mark else lexeme.text
    if lexeme.mark == "?":
        return _made(Wildcard, lexeme, text, wildcards.tokens(text, analysed))
    tokens = tuple(analysed(text))
    if lexeme.mark == "~":
        return _fuzzy(lexeme, tokens)
    return _made({"=": Exact, "*": Prefix}.get(lexeme.mark, Word), lexeme, text, tokens)


def _made(kind: type[Leaf], lexeme: Lexeme, text: str, tokens: tuple[Token, ...]) -> Leaf | None:
    return kind(text, tokens, lexeme.in_title, lexeme.start, lexeme.end) if tokens else None


def _phrase(lexeme: Lexeme, analysed: Analysed) -> Leaf | None:
    """A single word between quotes is that form alone."""
    text = _inside(lexeme) + ("*" if lexeme.mark == "*" else "")
    tokens = wildcards.tokens_of_phrase(text, analysed)
    if len(tokens) != 1:
        return _made(Phrase, lexeme, text, tokens)
    word = tokens[0].text
    beginning = word.rstrip("*")
    if wildcards.is_pattern(beginning):
        return _made(Wildcard, lexeme, word, wildcards.tokens(word, analysed))
    kind = Exact if word == beginning else Prefix
    return _made(kind, lexeme, beginning, tuple(analysed(beginning)))


def _near(lexeme: Lexeme, analysed: Analysed) -> Leaf | None:
    text = _inside(lexeme)
    tokens = tuple(analysed(text))
    if not tokens:
        return None
    if lexeme.number is None or lexeme.number > MAX_DISTANCE:
        reason = translate(
            "behind the quotes of words near one another stands how many other words may be"
            ' between two of them, {most} at the most: "traité défense"~5.'
        )
        raise QuerySyntaxError(position=lexeme.start, reason=reason.format(most=MAX_DISTANCE))
    near = Near(text, tokens, lexeme.in_title, lexeme.start, lexeme.end, lexeme.number)
    if not 1 < len(near.content) <= MAX_NEAR or wildcards.is_pattern(text):
        reason = translate("words near one another are two to {most}, without wildcards (* and ?).")
        raise QuerySyntaxError(position=lexeme.start, reason=reason.format(most=MAX_NEAR))
    return near


def _fuzzy(lexeme: Lexeme, tokens: tuple[Token, ...]) -> Leaf | None:
    if lexeme.number is not None and not 0 < lexeme.number <= MAX_EDITS:
        reason = translate("a mistyped word has one or two letters wrong: write ~, ~1 or ~2.")
        raise QuerySyntaxError(position=lexeme.end - len(str(lexeme.number)), reason=reason)
    if not tokens:
        return None
    place = (lexeme.in_title, lexeme.start, lexeme.end)
    return Fuzzy(lexeme.text, tokens, *place, lexeme.number)


def _inside(lexeme: Lexeme) -> str:
    """Inside one kind of quotes the others are punctuation."""
    return lexeme.text.replace('"', " ").strip()
