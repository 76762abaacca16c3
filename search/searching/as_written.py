"""How the documents of an index write a word."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import partial

from ..analysis import FRENCH, WantedTerms
from ..analysis.memory import Memory
from ..engines.base import Match, Reader
from ..engines.payload import from_payload, text_of_payload
from ..errors import IndexDamagedError
from ..model import DocumentInfo, Paragraph
from ..query.clauses import TermClause
from .plain_spelling import spellings

#: Paragraphs that are read for a word.
_FOR_A_WORD = 3
#: Bytes of words that are remembered as they are written, in each generation.
_REMEMBERED = 2 << 20


def as_written(reader: Reader, form: str) -> str:
    """The word as the index's documents write it, in small letters if one does; never as a
    symbol (« € » has the form of « euro »).
    """
    return all_as_written(reader, (form,))[form]


def all_as_written(reader: Reader, forms: Iterable[str]) -> dict[str, str]:
    """The same of several, by form: what is read for each is looked through together."""
    written: dict[str, str] = {}
    reading = {form: _reading(reader, form) for form in forms}
    found: Mapping[str, Sequence[str] | None] = dict.fromkeys(reading)
    while reading:
        texts: dict[str, str] = {}
        for form, tokens in found.items():
            try:
                texts[form] = reading[form].send(tokens)  # type: ignore[arg-type]  # first None
            except StopIteration as end:
                written[form] = end.value
                del reading[form]
        found = words_of(texts)
    return written


def words_of(texts: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """The words of each form in a text of its own, in order, as they are written there."""
    told = {form: spellings(text, form) for form, text in texts.items()}
    found = {form: words for form, words in told.items() if words is not None}
    unsure = [form for form in texts if form not in found]
    tokens = FRENCH.tokens_like([texts[form] for form in unsure], WantedTerms(set(unsure), set()))
    for form, ones in zip(unsure, tokens, strict=True):
        found[form] = [one.text for one in ones if one.form == form]
    return found


def _reading(reader: Reader, form: str) -> Generator[str, Sequence[str], str]:
    """Gives text after text that a word is to be looked for in, for each of which it is sent the
    words found, and returns how it is written.
    """
    written = form
    for match in _first_with(reader, form):
        words: list[str] = []
        for text in _texts(reader, match):
            found = yield text
            words += [word for word in found if word[0].isalnum()]
            if small := next(filter(str.islower, words), None):
                return small
        written = words[0] if words else written
    return written


def _first_with(reader: Reader, form: str) -> Iterator[Match]:
    """The first paragraphs that have a word in some field, then in the next."""
    for field in FIELDS:
        if reader.document_frequency(field, form):
            yield from reader.search(TermClause(field, form), _FOR_A_WORD).best


def written_forms(reader: Reader) -> Memory[str]:
    """The same for all words of a generation, of which those asked for lately are remembered."""
    return Memory(partial(all_as_written, reader), _REMEMBERED)


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


def _texts(reader: Reader, match: Match) -> Iterator[str]:
    found = stored(reader, match)
    for texts in FIELDS.values():
        yield from texts(*found)


#: The field of the forms of paragraphs.
IN_TEXT = "form"
#: What each field of forms is indexed from.
FIELDS: dict[str, Callable[[DocumentInfo, Paragraph], Sequence[str]]] = {
    IN_TEXT: lambda _, paragraph: (paragraph.text,),
    "heading_form": lambda _, paragraph: paragraph.headings,
    "title_form": lambda document, _: (document.title,),
}


def stored(reader: Reader, match: Match) -> tuple[DocumentInfo, Paragraph]:
    """What the index keeps of a paragraph that was found."""
    try:
        return from_payload(reader.payload(match))
    except ValueError as error:
        raise _damaged(reader, error) from error


def stored_page(reader: Reader, matches: Sequence[Match]) -> list[tuple[DocumentInfo, Paragraph]]:
    """The same of several, which are read together."""
    try:
        return list(map(from_payload, reader.payloads(matches)))
    except ValueError as error:
        raise _damaged(reader, error) from error


def stored_texts(reader: Reader, matches: Sequence[Match]) -> list[str]:
    """The texts of paragraphs that were found."""
    try:
        return list(map(text_of_payload, reader.payloads(matches)))
    except ValueError as error:
        raise _damaged(reader, error) from error


def _damaged(reader: Reader, error: ValueError) -> IndexDamagedError:
    return IndexDamagedError(path=reader.folder, reason=error, command="alinea rebuild")
