"""The signs of the query language: text → lexemes with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ..analysis.tokenizer import RUN
from ..errors import QuerySyntaxError
from ..wording.messages import translate
from . import wildcards
from .columns import column_of
from .fields import (
    ATTRIBUTE,
    BEFORE_TITLE,
    FILTER,
    Columns,
    is_like_a_field,
    refuse_field_in_title,
    refuse_unknown_field,
    value_of,
)


class Kind(Enum):
    WORD = auto()
    PHRASE = auto()
    DATE = auto()
    LANGUAGE = auto()
    ATTRIBUTE = auto()
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
    mark: "=", "*", "~", "?" for a word with wildcards in it, or ""
    number: what stands behind "~", if something does
    in_title: whether `titre:` stands before it
    column: the key of what an attribute is
    """

    kind: Kind
    text: str
    start: int
    end: int
    sign: str = ""
    mark: str = ""
    number: int | None = None
    in_title: bool = False
    column: str = ""


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
_BEFORE = re.compile(
    rf"(?P<sign>[+-]?)(?:(?P<title>{BEFORE_TITLE})(?P<inner>[+-]?))?(?P<exact>=?)", re.IGNORECASE
)
_AFTER = re.compile(r"(?P<mark>[*~])(?:(?<=~)(?P<number>\d{1,4}))?")
#: Digits that a number has at least to be one of a telephone, with its country's.
_TELEPHONE = 8
_GAP = re.compile(r"[\s()]")
#: A word of nothing but letters that another one follows, or nothing: most are, and no sign, field
#: or longer word begins so.
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]{2,}+(?=\Z| [A-Za-zÀ-ÖØ-öø-ÿŒœ])")


def read(query: str, columns: Columns, *, operators: bool = True) -> Iterator[Lexeme]:
    """The lexemes of `query`; whatever is no sign of the language is skipped.

    columns: those of the index that attributes may be of
    operators: whether ET, OU, SAUF… are operators or plain words.
    Raises QuerySyntaxError for a field that doesn't exist, for signs that exclude one
    another, and for signs at a parenthesis that it can't have.
    """
    position = 0
    while position < len(query):
        lexeme = _lexeme_at(query, position, columns, operators)
        if lexeme:
            yield lexeme
        position = lexeme.end if lexeme else position + 1


def is_read_as_word(text: str) -> bool:
    """Whether a word is one behind a gap too, and no operator or field (« OU(e) », « a78:34 »)."""
    return not (_OPERATOR.match(text) or is_like_a_field(text))


def _lexeme_at(query: str, position: int, columns: Columns, operators: bool) -> Lexeme | None:
    at_gap = position == 0 or bool(_GAP.match(query, position - 1))
    if at_gap and (plain := _PLAIN.match(query, position)) and plain.group() not in OPERATORS:
        return Lexeme(Kind.WORD, plain.group(), *plain.span())
    if at_gap and operators and (operator := _OPERATOR.match(query, position)):
        return Lexeme(OPERATORS[operator.group()], operator.group(), *operator.span())
    if at_gap and (found := FILTER.match(query, position)):
        kind, name = (Kind.DATE, "dates") if found["code"] is None else (Kind.LANGUAGE, "code")
        return Lexeme(kind, found[name].rstrip('"'), found.start(name), found.end(), found["sign"])
    if at_gap and (attribute := _attribute(query, position, columns)):
        return attribute
    if query[position] == ")":
        _refuse_nearly(query, position + 1)
        return Lexeme(Kind.CLOSE, ")", position, position + 1)
    if not at_gap:
        return _operand(query, position, position, {})
    if _is_telephone_number(query, position):
        return _word(query, position, position, {})
    refuse_unknown_field(query, position, columns)
    before = _BEFORE.match(query, position)
    assert before is not None  # it matches the empty string
    if before["title"]:
        refuse_field_in_title(query, before.end(), columns)
    modifiers = {
        "sign": before["sign"] or before["inner"] or "",
        "mark": before["exact"],
        "in_title": bool(before["title"]),
    }
    return (
        _pattern(query, position, before.end(), modifiers)
        or _operand(query, position, before.end(), modifiers)
        or _operand(query, position, position, {})
    )


def _attribute(query: str, position: int, columns: Columns) -> Lexeme | None:
    """`auteur:Zola` and the like, where the index has that."""
    found = ATTRIBUTE.match(query, position)
    if not found or not (column := column_of(found["name"], columns)):
        return None
    return Lexeme(
        Kind.ATTRIBUTE,
        value_of(found),
        *found.span(),
        found["sign"],
        found["whole"],
        column=column,
    )


def _is_telephone_number(query: str, position: int) -> bool:
    """« +33 4 76 12 34 56 »: the plus is its own, while « +2024 » requires a year."""
    if query[position] != "+" or not (number := RUN.match(query, position)):
        return False
    return sum(map(str.isdigit, number.group())) >= _TELEPHONE


def _operand(query: str, start: int, position: int, modifiers: dict[str, object]) -> Lexeme | None:
    """The word, phrase or parenthesis at `position`, with what stands before it."""
    character = query[position : position + 1]
    if character == "(" and modifiers.get("mark"):
        reason = translate("= stands before a word or before quotes, not before a parenthesis.")
        raise QuerySyntaxError(position=position - 1, reason=reason)
    if character == "(":
        return _lexeme(Kind.OPEN, "(", start, position + 1, modifiers)
    if character in _CLOSING:
        closing = query.find(_CLOSING[character], position + 1)
        inside_end = closing if closing >= 0 else len(query)
        end = inside_end + 1 if closing >= 0 else inside_end
        if near := _AFTER.match(query, end):
            modifiers, end = modifiers | _mark(near), near.end()
        return _lexeme(Kind.PHRASE, query[position + 1 : inside_end], start, end, modifiers)
    return _word(query, start, position, modifiers)


def _refuse_nearly(query: str, position: int) -> None:
    if query[position : position + 1] == "~":
        reason = translate("~ stands behind a word or behind quotes, not behind a parenthesis.")
        raise QuerySyntaxError(position=position, reason=reason)


def _word(query: str, start: int, position: int, modifiers: dict[str, object]) -> Lexeme | None:
    """Runs with nothing between them (« 50€ »), and the `*` or `~` that ends them."""
    if query[position : position + 1] == "+" and not _is_telephone_number(query, position):
        return None
    end = _end_of_runs(query, position)
    while (alone := position + _end_of_runs(query[position:end], 0)) != end:
        end = alone  # what follows makes no word longer than it is by itself
    if end == position:
        return None
    after = _AFTER.match(query, end)
    if not after:
        return _lexeme(Kind.WORD, query[position:end], start, end, modifiers)
    if modifiers.get("mark") and after["mark"] == "~":
        reason = translate("a word is exact (=) or nearly so (~), not both.")
        raise QuerySyntaxError(position=after.start(), reason=reason)
    return _lexeme(Kind.WORD, query[position:end], start, after.end(), modifiers | _mark(after))


def _end_of_runs(text: str, position: int) -> int:
    while run := RUN.match(text, position):
        position = run.end()
    return position


def _pattern(query: str, start: int, position: int, modifiers: dict[str, object]) -> Lexeme | None:
    """A word with `*` or `?` in it, unless all that it has is a star at its end."""
    word = wildcards.word_at(query, position)
    end = position + len(word)
    if not wildcards.is_pattern(word.rstrip("*")):
        return None
    if query[end : end + 1] == "~":
        reason = translate("a word has wildcards (* and ?), or is spelled nearly so (~), not both.")
        raise QuerySyntaxError(position=end, reason=reason)
    return _lexeme(Kind.WORD, word, start, end, modifiers | {"mark": "?"})


def _mark(after: re.Match[str]) -> dict[str, object]:
    return {"mark": after["mark"], "number": int(after["number"]) if after["number"] else None}


def _lexeme(kind: Kind, text: str, start: int, end: int, modifiers: dict[str, object]) -> Lexeme:
    return Lexeme(kind, text, start, end, **modifiers)  # type: ignore[arg-type]
