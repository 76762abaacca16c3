"""How the documents of an index write a word, and which words they write behind others."""

from collections import Counter
from collections.abc import Iterator, Mapping

from .analysis import FRENCH
from .engines.base import Match, Reader
from .query.clauses import ConstantClause, PhraseClause, TermClause
from .query.suggestions import FORM_FIELDS
from .stored import from_payload

#: Paragraphs that are read for a word, and for what follows others.
_FOR_A_WORD = 3
_FOR_FOLLOWERS = 64


def as_written(reader: Reader, form: str) -> str:
    """The word as the index's documents write it, in small letters if one does; never as a
    symbol (« € » has the form of « euro »).
    """
    written = form
    for field in FORM_FIELDS:
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


def followers(reader: Reader, phrase: PhraseClause) -> Mapping[str, int]:
    """The forms that the last slot is where the phrase stands, in the first paragraphs that
    have it, and how often.
    """
    *before, last = phrase.slots
    following = frozenset(last)
    found: Counter[str] = Counter()
    for match in reader.search(ConstantClause(phrase), _FOR_FOLLOWERS).best:
        for text in _texts(reader, match):
            forms = [token.form for token in FRENCH.tokens(text)]
            found.update(
                form
                for place, form in enumerate(forms[len(before) :])
                if form in following
                and all(map(lambda slot, one: one in slot, before, forms[place:]))
            )
    return found


def _texts(reader: Reader, match: Match) -> Iterator[str]:
    document, paragraph = from_payload(reader.payload(match))
    yield from (paragraph.text, *paragraph.headings, document.title)
