"""Words with `*` or `?` in them: any letters, and one letter. What they look like in a query,
and which words of an index they stand for.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from ..analysis import Token
from ..analysis.characters import APOSTROPHES, HYPHENS
from ..analysis.elision import elide
from ..analysis.folding import fold_word
from ..errors import QuerySyntaxError
from ..wording.messages import translate

#: A text → its words.
Analysed = Callable[[str], Sequence[Token]]
#: A word as typed, with what may stand for letters of it. A question mark behind it is one.
_WORD = re.compile(
    rf"[\w{APOSTROPHES}*?][{HYPHENS}\w{APOSTROPHES}*?]*(?<![{HYPHENS}{APOSTROPHES}?])"
)
#: What may follow it: more of a URL or a formula may not.
_AFTER = re.compile(r"[?.,;:!…]*(?:[\s()\"«»“”~]|$)")
#: Words that a pattern may stand for: all are looked for.
MAX_MATCHING = 5000
_MARKS = re.compile(r"([*?]+)")
_PART = re.compile(f"[^{HYPHENS}]+")
_PIECE = re.compile(r"[^\s\"«»“”()]+")


def is_pattern(form: str) -> bool:
    """Whether the form of a token stands for several: no folded form has these signs."""
    return "*" in form or "?" in form


def word_at(text: str, position: int) -> str:
    """The word with wildcards and letters or digits that stands there, or nothing."""
    found = _WORD.match(text, position)
    if not found or not is_pattern(found.group()) or not _AFTER.match(text, found.end()):
        return ""
    return found.group() if any(map(str.isalnum, found.group())) else ""


def tokens(word: str, analysed: Analysed) -> tuple[Token, ...]:
    """Of a word with wildcards: `l'ann?e` → ann?e, `nord-cor*ns` → nord and cor*ns."""
    return tuple(
        token
        for part in _PART.finditer(word)
        for token in _of_part(part.group(), part.start(), analysed)
    )


def tokens_of_phrase(text: str, analysed: Analysed) -> tuple[Token, ...]:
    """Of words between quotes, some of which may have wildcards."""
    if not is_pattern(text):
        return tuple(analysed(text))
    found: list[Token] = []
    start = 0
    for piece in _PIECE.finditer(text):
        if word := word_at(text, piece.start()):
            found += _shifted(analysed(text[start : piece.start()]), start)
            found += _shifted(tokens(word, analysed), piece.start())
            start = piece.start() + len(word)
    return (*found, *_shifted(analysed(text[start:]), start))


@lru_cache(maxsize=256)
def expression(pattern: str) -> re.Pattern[str]:
    """What the whole of a form has to match."""
    parts = (_REGEX.get(part, re.escape(part)) for part in re.split(r"([*?])", pattern))
    return re.compile("".join(parts), re.DOTALL)


def literal_ends(pattern: str) -> tuple[str, str]:
    """What every form that matches begins and ends with."""
    pieces = _MARKS.split(pattern)
    return pieces[0], pieces[-1]


def matching(terms: Mapping[str, int], pattern: str, position: int) -> Mapping[str, int]:
    """Those of the terms that match `pattern`, with their frequencies.

    position: of the pattern in the query. Raises QuerySyntaxError for too many.
    """
    _, end = literal_ends(pattern)
    whole = expression(pattern).fullmatch
    found = [term for term in terms if term.endswith(end) and whole(term)]
    if len(found) > MAX_MATCHING:
        reason = translate(
            "“{pattern}” stands for {count} words of the index; the limit is {limit}."
            " Write more of its letters."
        )
        raise QuerySyntaxError(
            position=position,
            reason=reason.format(pattern=pattern, count=len(found), limit=MAX_MATCHING),
        )
    return {term: terms[term] for term in found}


def _of_part(part: str, offset: int, analysed: Analysed) -> Iterator[Token]:
    if not is_pattern(part):
        yield from _shifted(analysed(part), offset)
        return
    for token in elide([Token(part, 0, len(part))]):
        form = "".join(_folded(piece) for piece in _MARKS.split(token.text))
        if form.strip("*?"):
            yield token.settled(form).stemmed(form).shifted(offset)


def _folded(piece: str) -> str:
    """Several stars are one."""
    return re.sub(r"\*+", "*", piece) if is_pattern(piece) else fold_word(piece)


def _shifted(found: Sequence[Token], offset: int) -> Iterator[Token]:
    return (token.shifted(offset) for token in found)


_REGEX = {"*": ".*", "?": "."}
