"""The signs of the query language: text → lexemes with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ..analysis.tokenizer import RUN


class Kind(Enum):
    WORD = auto()
    PHRASE = auto()
    DATE = auto()
    LANGUAGE = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One sign of a query.

    text: the words inside, without quotes and marks
    start, end: where it stands, in characters
    sign: "+", "-" or ""
    mark: "=", "*", "~" or ""
    in_title: whether `titre:` stands before it
    """

    kind: Kind
    text: str
    start: int
    end: int
    sign: str = ""
    mark: str = ""
    in_title: bool = False


OPERATORS = {
    "ET": Kind.AND,
    "AND": Kind.AND,
    "OU": Kind.OR,
    "OR": Kind.OR,
    "SAUF": Kind.NOT,
    "NOT": Kind.NOT,
}
_CLOSING = {'"': '"', "«": "»", "“": "”"}
_OPERATOR = re.compile(rf"(?:{'|'.join(OPERATORS)})(?=[\s()]|$)")
#: What may stand before a word, a phrase or a parenthesis, in this order.
_BEFORE = re.compile(r"(?P<sign>[+-]?)(?P<title>(?:titre|title):)?(?P<exact>=?)", re.IGNORECASE)
_FILTER = re.compile(
    r"(?P<sign>[+-]?)(?:date:(?P<dates>[^\s()]+)|(?:langue|language|lang):(?P<code>[^\s()]+))",
    re.IGNORECASE,
)
#: The distance that Lucene allows after its tilde is read and left out: length decides.
_AFTER = re.compile(r"(?P<mark>[*~])(?:(?<=~)\d)?")
_GAP = re.compile(r"[\s()]")


def read(query: str, *, operators: bool = True) -> Iterator[Lexeme]:
    """The lexemes of `query`; whatever is no sign of the language is skipped.

    operators: whether ET, OU, SAUF… are operators or plain words.
    """
    position = 0
    while position < len(query):
        lexeme = _lexeme_at(query, position, operators)
        if lexeme:
            yield lexeme
        position = lexeme.end if lexeme else position + 1


def _lexeme_at(query: str, position: int, operators: bool) -> Lexeme | None:
    at_gap = position == 0 or bool(_GAP.match(query, position - 1))
    if at_gap and operators and (operator := _OPERATOR.match(query, position)):
        return Lexeme(OPERATORS[operator.group()], operator.group(), *operator.span())
    if at_gap and (found := _FILTER.match(query, position)):
        kind, name = (Kind.DATE, "dates") if found["dates"] else (Kind.LANGUAGE, "code")
        return Lexeme(kind, found[name], found.start(name), found.end(), found["sign"])
    if query[position] == ")":
        return Lexeme(Kind.CLOSE, ")", position, position + 1)
    if not at_gap:
        return _operand(query, position, position, {})
    if query[position] == "+" and RUN.match(query, position):  # « +33 4 76 12 34 56 »
        return _word(query, position, position, {})
    before = _BEFORE.match(query, position)
    assert before is not None  # it matches the empty string
    modifiers = {
        "sign": before["sign"],
        "mark": before["exact"],
        "in_title": bool(before["title"]),
    }
    return _operand(query, position, before.end(), modifiers) or _operand(
        query, position, position, {}
    )


def _operand(query: str, start: int, position: int, modifiers: dict[str, object]) -> Lexeme | None:
    """The word, phrase or parenthesis at `position`, with what stands before it."""
    character = query[position : position + 1]
    if character == "(":
        return _lexeme(Kind.OPEN, "(", start, position + 1, modifiers)
    if character in _CLOSING:
        closing = query.find(_CLOSING[character], position + 1)
        inside_end = closing if closing >= 0 else len(query)
        end = inside_end + 1 if closing >= 0 else inside_end
        return _lexeme(Kind.PHRASE, query[position + 1 : inside_end], start, end, modifiers)
    return _word(query, start, position, modifiers)


def _word(query: str, start: int, position: int, modifiers: dict[str, object]) -> Lexeme | None:
    """Runs with nothing between them (« 50€ »), and the `*` or `~` that ends them."""
    end = position
    while run := RUN.match(query, end):
        end = run.end()
    if end == position:
        return None
    after = _AFTER.match(query, end)
    if after and not modifiers.get("mark"):
        modifiers = modifiers | {"mark": after["mark"]}
        return _lexeme(Kind.WORD, query[position:end], start, after.end(), modifiers)
    return _lexeme(Kind.WORD, query[position:end], start, end, modifiers)


def _lexeme(kind: Kind, text: str, start: int, end: int, modifiers: dict[str, object]) -> Lexeme:
    return Lexeme(kind, text, start, end, **modifiers)  # type: ignore[arg-type]
