"""What a document is narrowed and counted by: folder, file, format, language, month, metadata."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ..analysis.keywords import file_key, keywords, path_key, whole_key
from ..model import DocumentInfo
from ..query.clauses import keyword_term, whole_term
from ..query.columns import FILE, FOLDER, FORMAT, LANGUAGE, LISTS, MONTH, column_key

#: Words of a value that it is found by, and characters of one that is counted.
_MOST_WORDS, _LONGEST = 32, 200
#: Characters of a term.
_LONGEST_KEY = 1000
#: What stands between several values, and between those of a list.
_BETWEEN, _IN_A_LIST = re.compile(r"\s*[;|\n]\s*"), re.compile(r"\s*[;|\n,]\s*")

Values = Mapping[str, tuple[str, ...]]


def metadata_values(info: DocumentInfo) -> dict[str, tuple[str, ...]]:
    """The values in each column of a document's metadata, by its key; each once."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for name, value in info.metadata.items():
        if key := column_key(name):
            separate = _IN_A_LIST if key in LISTS else _BETWEEN
            values = found.setdefault(key, {})
            for one in separate.split(value):
                if words := keywords(one):
                    values.setdefault(words, " ".join(one.split()))
    return {key: tuple(values.values()) for key, values in found.items() if values}


def counted_values(info: DocumentInfo, metadata: Values) -> dict[str, tuple[str, ...]]:
    """What a document is counted by: the values of each column, as they are written."""
    date, folder = info.date, folder_of(info.path)
    own = {
        FOLDER: folder,
        FORMAT: info.format,
        LANGUAGE: info.language,
        MONTH: str(date)[:7] if date else "",
    }
    found: dict[str, tuple[str, ...]] = {key: (value,) for key, value in own.items() if value}
    for key, values in metadata.items():
        if short := tuple(value for value in values if len(value) <= _LONGEST):
            found[key] = short
    return found


def keyword_terms(info: DocumentInfo, metadata: Values) -> str:
    """The terms that a document is narrowed by: its format, its folder; the words of each value,
    and behind them all of it, so that no words stand side by side that are of two values.
    """
    terms = [keyword_term(FORMAT, info.format)] if info.format else []
    if folder := folder_of(info.path):
        terms.append(keyword_term(FOLDER, path_key(folder)))
    for key, values in metadata.items():
        for value in values:
            terms += _value_terms(key, value, whole_key(value))
    return " ".join((*terms, *_file_terms(PurePosixPath(info.path))))


def _file_terms(path: PurePosixPath) -> Iterator[str]:
    key = file_key(path.name)
    yield from _value_terms(FILE, path.name, key)
    if suffix := PurePosixPath(key).suffix:
        yield keyword_term(FILE, suffix)


def _value_terms(column: str, value: str, whole: str) -> Iterator[str]:
    yield from (keyword_term(column, word) for word in keywords(value)[:_MOST_WORDS])
    yield whole_term(column, whole[:_LONGEST_KEY])


def folder_of(path: str) -> str:
    """« 2023/presse » of 2023/presse/a.pdf; "" of what is in no folder."""
    return path.rpartition("/")[0]
