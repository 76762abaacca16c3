"""What an index holds, counted."""

from ..model import LanguageCount, Statistics
from ..query.clauses import LANGUAGE_FIELD
from ..query.languages import FRENCH
from ..query.rewrite import language_clause
from .snapshot import Snapshot


def statistics(snapshot: Snapshot) -> Statistics:
    """The figures of one generation; takes as long as going through its words."""
    manifest, reader = snapshot.manifest, snapshot.reader
    return Statistics(
        generation=snapshot.name,
        engine=manifest.engine,
        built=manifest.created,
        documents=manifest.documents,
        paragraphs=manifest.paragraphs,
        words=len(reader.terms("form")),
        skipped=manifest.skipped,
        languages=_languages(snapshot),
    )


def _languages(snapshot: Snapshot) -> tuple[LanguageCount, ...]:
    reader = snapshot.reader
    codes = (FRENCH, *reader.terms(LANGUAGE_FIELD))
    counts = (LanguageCount(one, reader.count(language_clause(one, reader))) for one in codes)
    return tuple(sorted((one for one in counts if one.total), key=lambda one: (-one.total, one)))
