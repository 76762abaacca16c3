"""What narrows documents by folder, file, format or metadata: terms of one field, no scan."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from ...analysis.keywords import file_key, keywords, path_key, whole_key
from ..budget import listing
from ..clauses import (
    KEYWORD_FIELD,
    Clause,
    ConstantClause,
    PhraseClause,
    PrefixClause,
    TermClause,
    keyword_term,
    whole_term,
)
from ..columns import FILE, FOLDER, FORMAT
from ..tree import Attribute
from ..wildcards import expression, is_pattern
from .boolean import any_of
from .context import Context


def attribute_clause(context: Context, attribute: Attribute) -> Clause:
    """The paragraphs of documents of which the attribute is so; they score 0."""
    match attribute.column:
        case column if column == FOLDER:
            return _folder(context, attribute.text)
        case column if column == FORMAT:
            return _term(keyword_term(FORMAT, attribute.text))
        case column if column == FILE and is_pattern(attribute.text):
            return _files(context, attribute)
        case column if column == FILE and attribute.whole:
            return _term(whole_term(FILE, file_key(attribute.text)))
        case column if attribute.whole:
            return _term(whole_term(column, whole_key(attribute.text)))
        case _:
            return _words(context, attribute)


def _term(term: str) -> Clause:
    return ConstantClause(TermClause(KEYWORD_FIELD, term))


# ---- folders


def _folder(context: Context, path: str) -> Clause:
    """A folder and what is under it: wherever one is called so, or, after a slash, from the
    root on.
    """
    anchored = path.startswith("/")
    if anchored and not is_pattern(path):
        return _below(path_key(path))
    begin = keyword_term(FOLDER, "")
    found = context.index.terms(KEYWORD_FIELD, begin)
    context.budget.charge(listing(len(found)))
    wanted = [expression(whole_key(name)) for name in path.split("/") if name]
    folders = {_first_called(term.removeprefix(begin), wanted, anchored) for term in found}
    return any_of([_below(folder) for folder in sorted(folders - {""})])


def _first_called(path: str, wanted: Sequence[re.Pattern[str]], anchored: bool) -> str:
    """The beginning of a path that ends in the names wanted; "" if there is none."""
    names = path.split("/")[:-1]
    starts = len(names) - len(wanted) + 1
    for start in range(min(starts, 1) if anchored else starts):
        here = names[start : start + len(wanted)]
        if all(one.fullmatch(name) for one, name in zip(wanted, here, strict=True)):
            return "".join(f"{name}/" for name in names[: start + len(wanted)])
    return ""


def _below(folder: str) -> Clause:
    return PrefixClause(KEYWORD_FIELD, keyword_term(FOLDER, folder))


# ---- files and metadata


def _files(context: Context, attribute: Attribute) -> Clause:
    """As a shell reads `rapport*.pdf`: a pattern of the whole name. What it begins with, or the
    suffix that it ends in, says enough where there is nothing else.
    """
    pattern = file_key(attribute.text)
    if not is_pattern(begin := pattern.removesuffix("*")) and begin != pattern:
        return PrefixClause(KEYWORD_FIELD, whole_term(FILE, begin))
    suffix = PurePosixPath(pattern).suffix
    if pattern == f"*{suffix}" and not is_pattern(suffix):
        return _term(keyword_term(FILE, suffix))
    return _any(_like(context, attribute, whole_term(FILE, pattern)))


def _words(context: Context, attribute: Attribute) -> Clause:
    """The words side by side in one value."""
    terms = [keyword_term(attribute.column, word) for word in keywords(attribute.text)]
    if len(terms) == 1 and terms[0].endswith("*") and not is_pattern(terms[0][:-1]):
        return PrefixClause(KEYWORD_FIELD, terms[0][:-1])
    slots = [_like(context, attribute, term) for term in terms]
    if len(slots) == 1 or not all(slots):
        return _any(slots[0] if all(slots) else ())
    return ConstantClause(PhraseClause(KEYWORD_FIELD, tuple(slots)))


def _any(terms: Sequence[str]) -> Clause:
    return ConstantClause(any_of([TermClause(KEYWORD_FIELD, term) for term in terms]))


def _like(context: Context, attribute: Attribute, term: str) -> tuple[str, ...]:
    """The terms of the index that a word or a name stands for."""
    if not is_pattern(term):
        return (term,) if context.has(KEYWORD_FIELD, term) else ()
    return tuple(context.expansions.matching(KEYWORD_FIELD, term, attribute.start))
