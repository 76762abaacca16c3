"""How the documents of an index write a word, and which words they write behind others."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from ..analysis import FRENCH, is_stop_form
from ..engines.base import Match, Reader
from ..engines.payload import from_payload
from ..errors import IndexDamagedError
from ..model import DocumentInfo, Paragraph
from ..query.clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)

#: Paragraphs that are read for a word, and for what follows others.
_FOR_A_WORD = 3
_FOR_FOLLOWERS = 256
_MOST_FOLLOWERS = 20
#: Between two words side by side; what is elided belongs to the second.
_GAP = r"[^\w']+(?:\w{1,2}')?"


def as_written(reader: Reader, form: str) -> str:
    """The word as the index's documents write it, in small letters if one does; never as a
    symbol (« € » has the form of « euro »).
    """
    written = form
    for field in _FIELDS:
        for match in reader.search(TermClause(field, form), _FOR_A_WORD).best:
            words = [
                token.text
                for text in _texts(reader, match)
                for token in FRENCH.tokens(text)
                if token.form == form and token.text[0].isalnum()
            ]
            if any(word.islower() for word in words):
                return next(word for word in words if word.islower())
            written = words[0] if words else written
    return written


def stem_as_written(reader: Reader, field: str, stem: str) -> str | None:
    """The word of that stem which the first paragraphs that have it there write most, those
    in small letters before others.
    """
    forms: Counter[tuple[bool, str]] = Counter()
    for match in reader.search(TermClause(field, stem), _FOR_A_WORD).best:
        for text in _texts(reader, match):
            tokens = (token for token in FRENCH.tokens(text) if token.stem == stem)
            forms.update((not token.text.islower(), token.form) for token in tokens)
    if not forms:
        return None
    _, form = min(forms, key=lambda one: (one[0], -forms[one], one))
    return as_written(reader, form)


def followers(reader: Reader, context: Sequence[str], prefix: str) -> list[str]:
    """The words that begin so and stand behind the forms of `context`, as written, the most
    frequent first: in the first paragraphs that have the context, or, if those have none,
    in the first that have both.
    """
    behind = re.compile(
        r"\b" + _GAP.join([*map(re.escape, context), rf"({re.escape(prefix)}\w*)(?![\w'])"])
    )
    for field, texts in _FIELDS.items():
        if not all(reader.document_frequency(field, form) for form in context):
            continue
        for clause in _clauses(field, context, prefix):
            matches = reader.search(ConstantClause(clause), _FOR_FOLLOWERS)
            payloads = (stored(reader, match) for match in matches.best)
            if found := _behind(behind, {text for one in payloads for text in texts(*one)}):
                return found
            if matches.total <= _FOR_FOLLOWERS:
                break
    return []


def _clauses(field: str, context: Sequence[str], prefix: str) -> Iterator[Clause]:
    slots = tuple((form,) for form in context)
    together = PhraseClause(field, slots) if len(slots) > 1 else TermClause(field, context[0])
    yield together
    yield BooleanClause(must=(together, PrefixClause(field, prefix)))


def _behind(pattern: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    """The words that the pattern's group is in the texts, the most frequent first; only
    texts that have one are analysed.
    """
    found: Counter[str] = Counter()
    having: dict[str, str] = {}
    for text in sorted(texts):
        for word in pattern.findall(_plain(text)):
            found[word] += 1
            having.setdefault(word, text)
    best = sorted(found, key=lambda word: (-found[word], word))
    words = (_written_in(having[word], word) for word in best if not is_stop_form(word))
    return list(islice(words, _MOST_FOLLOWERS))


def _plain(text: str) -> str:
    """Small letters without accents, in no time; the forms of nearly all words."""
    text = text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode("ascii").lower()


def _written_in(text: str, form: str) -> str:
    return next((token.text for token in FRENCH.tokens(text) if token.form == form), form)


def _texts(reader: Reader, match: Match) -> Iterator[str]:
    found = stored(reader, match)
    for texts in _FIELDS.values():
        yield from texts(*found)


#: What each field is indexed from.
_FIELDS: dict[str, Callable[[DocumentInfo, Paragraph], Sequence[str]]] = {
    "form": lambda _, paragraph: (paragraph.text,),
    "heading_form": lambda _, paragraph: paragraph.headings,
    "title_form": lambda document, _: (document.title,),
}


def stored(reader: Reader, match: Match) -> tuple[DocumentInfo, Paragraph]:
    """What the index keeps of a paragraph that was found."""
    try:
        return from_payload(reader.payload(match))
    except ValueError as error:
        raise IndexDamagedError(
            path=reader.folder, reason=error, command="alinea rebuild"
        ) from error
