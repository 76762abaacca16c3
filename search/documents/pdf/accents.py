"""Accents that are glyphs of their own, put together with the letters below them."""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .characters import Character

_COMBINING = {
    "\u00b4": "\u0301", "`": "\u0300", "^": "\u0302", "\u02c6": "\u0302", "\u00a8": "\u0308",
    "\u00b8": "\u0327", "~": "\u0303", "\u02dc": "\u0303", "\u02da": "\u030a", "\u02d8": "\u0306",
    "\u02c7": "\u030c", "\u02d9": "\u0307", "\u02ca": "\u0301", "\u02cb": "\u0300",
}  # fmt: skip
ACCENTS = "".join(_COMBINING)
#: Characters before and after an accent among which its letter is looked for, and how many
#: accents of a page are looked into.
AROUND, _MOST_STRAY = 150, 200
_DOTLESS = {"\u0131": "i", "\u0237": "j"}


def composed(found: "list[Character | None]") -> "list[Character | None]":
    """The characters, each accent that stands over a letter made part of it."""
    if not any(one is not None and one.text in _COMBINING for one in found):
        return found
    made: list[Character | None] = []
    stray: list[Character] = []
    place = 0
    while place < len(found):
        one = found[place]
        place += 1
        if one is None or one.text not in _COMBINING:
            made.append(one)
            continue
        after, away = _next_letter(found, place)
        before = next((late for late in made[:-3:-1] if late and not late.text.isspace()), None)
        if after is not None and _is_over(one, after):
            _drop_space(made, after)
            made.append(_together(one, after))
            place += away
        elif before is not None and before.text.isalpha() and _is_over(one, before):
            while made[-1] is not before:
                made.pop()
            made[-1] = _together(one, before)
        else:
            made.append(one)
            stray.append(one)
    for one in stray[:_MOST_STRAY]:
        _put_over(one, made)
    return made


def _put_over(accent: "Character", made: "list[Character | None]") -> None:
    """An accent that the file has elsewhere in the line: over a capital, mostly."""
    place = next(n for n, one in enumerate(made) if one is accent)
    for away in range(1, AROUND):
        for near in (place - away, place + away):
            letter = made[near] if 0 <= near < len(made) else None
            if (
                letter
                and letter.text.isalpha()
                and letter.text.isascii()
                and _is_over(accent, letter)
            ):
                made[near] = _together(accent, letter)
                begin, end = place, place + 1
                while begin and (space := made[begin - 1]) and space.text == " ":
                    begin -= 1
                while end < len(made) and (space := made[end]) and space.text == " ":
                    end += 1
                del made[begin:end]
                return


def _next_letter(found: "list[Character | None]", place: int) -> "tuple[Character | None, int]":
    """The letter after an accent, and how many places to go on: a space may be between."""
    for away, after in enumerate(found[place : place + 2], start=1):
        if after is None or not after.text.isspace():
            return (after if after is not None and after.text.isalpha() else None), away
    return None, 1


def _is_over(accent: "Character", letter: "Character") -> bool:
    middle = (accent.left + accent.right) / 2
    slack = 0.1 * letter.size
    beside = letter.left - slack <= middle <= letter.right + slack
    return beside and abs(accent.base - letter.base) < letter.size


def _together(accent: "Character", letter: "Character") -> "Character":
    base = _DOTLESS.get(letter.text, letter.text)
    return letter._replace(text=unicodedata.normalize("NFC", base + _COMBINING[accent.text]))


def _drop_space(made: "list[Character | None]", letter: "Character") -> None:
    """A space that only the accent's place has made."""
    if len(made) > 1 and (space := made[-1]) is not None and space.text == " ":
        before = made[-2]
        if before is not None and before.text.isalpha():
            gap = letter.left - before.right
            if abs(gap) < 0.12 * letter.size and abs(before.base - letter.base) < 1:
                made.pop()
