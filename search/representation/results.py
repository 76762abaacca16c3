"""The answer to a query."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import Change, PageLink, Results
from .facets import Facets, facets_json
from .hits import HitJson, Language, hit_json
from .links import LinksJson, page_links
from .offsets import CODE_POINTS, counted
from .warned import Warned, warnings_json


class QueryJson(msgspec.Struct, rename={"as_typed": "text"}):
    """The query: as typed, as understood, and what else there is to say of it."""

    as_typed: Annotated[str, Meta(description="The query as typed.")]
    understood: Annotated[str, Meta(description="The same, in the query language.")]
    ignored: Annotated[list[str], Meta(description="Stop words that were left out.")]
    dropped: Annotated[
        list[str], Meta(description="Operators that were left out: they had nothing to join.")
    ]
    suggestion: Annotated[str | None, Meta(description="The query with unknown words corrected.")]
    related: Annotated[
        list[str],
        Meta(
            description="Where nothing is found: words of the index, near in meaning to those"
            " of the query that it doesn't have, the nearest first."
        ),
    ]


class LanguageJson(msgspec.Struct):
    """How many paragraphs are in a language."""

    language: Language
    total: int


class WithoutJson(msgspec.Struct):
    """Another query that asks for less, and how much it finds."""

    query: str
    total: int
    change: Annotated[
        Change,
        Meta(
            description="What is other: a word stands alone, the words of a phrase may stand"
            " anywhere, a filter, all filters or what was excluded is dropped."
        ),
    ]
    part: Annotated[str, Meta(description="That word, phrase or filter, in the query language.")]


class TotalsJson(msgspec.Struct):
    """How much answers, on all pages. A paragraph that matches by its text and by a heading is
    counted among both, and is one hit; so are two headings that begin at one paragraph.
    """

    paragraphs: Annotated[int, Meta(description="Those of which the text matches.")]
    headings: Annotated[int, Meta(description="Those that match.")]
    titles: Annotated[
        int,
        Meta(
            description="Those that match, where neither the text of the first paragraph nor a"
            " heading of it does."
        ),
    ]
    documents: Annotated[
        int | None,
        Meta(
            description="Those that any hit is in. Null where there are more than 500 hits, or"
            " 10,000 grouped by document: they aren't counted."
        ),
    ]


class ResultsJson(Warned):
    """One page of the answer to a query; `total` counts hits on all pages, and `totals` what
    they are: paragraphs, headings, and by the title documents. `languages`
    says what matches in each language, whichever was asked for; it is empty where all
    documents of the index are French.
    """

    query: QueryJson
    total: int
    totals: TotalsJson
    repeated: Annotated[
        int,
        Meta(
            description="What matches besides `total`: copies of hits, which are named under"
            " these (`also`)."
        ),
    ]
    took_ms: float
    page: int
    size: int
    sort: str
    group: str
    duplicates: str
    generation: str
    languages: list[LanguageJson]
    facets: Facets
    links: LinksJson
    without: Annotated[
        list[WithoutJson],
        Meta(description="Where nothing is found: what was in the way. Empty if it costs much."),
    ]
    hits: list[HitJson]


def results_json(
    results: Results,
    *,
    first: str | None = None,
    last: str | None = None,
    filters: Sequence[tuple[str, str]] = (),
    offsets: str = CODE_POINTS,
) -> ResultsJson:
    """first, last: the limits of the date, which the links repeat, as they do the filters and how
    spans count
    """
    asked: dict[str, object] = {
        "q": results.query,
        "size": results.size,
        "sort": results.sort,
        "group": results.group,
    }
    limits = (("from", first), ("to", last), ("language", results.language))
    if (results.group == "document") == (results.duplicates == "once"):  # not the default
        asked["duplicates"] = results.duplicates
    asked |= {name: value for name, value in limits if value}
    asked |= {name: [value for other, value in filters if other == name] for name, _ in filters}
    if results.facets:
        asked["facets"] = ",".join(facet.name for facet in results.facets)
    if any(hit.explanation for hit in results.hits):
        asked["explain"] = 1
    if offsets != CODE_POINTS:
        asked["offsets"] = offsets
    this = PageLink(results.page, results.after)
    answer = ResultsJson(
        QueryJson(
            results.query,
            results.understood,
            list(results.ignored),
            list(results.dropped),
            results.suggestion,
            list(results.related),
        ),
        results.total,
        TotalsJson(*results.totals),
        results.repeated,
        round(results.took_ms, 3),
        results.page,
        results.size,
        results.sort,
        results.group,
        results.duplicates,
        results.generation,
        [LanguageJson(code, total) for code, total in results.languages],
        facets_json(results.facets),
        page_links("/api/search", asked, this, results.previous, results.next),
        [WithoutJson(*other) for other in results.without],
        [hit_json(hit) for hit in results.hits],
        warnings=warnings_json(results.notices),
    )
    return counted(answer, offsets)
