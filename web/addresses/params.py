"""What may be asked in a URL: the declarations that validate requests and describe them."""

import re
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, inspect
from werkzeug.datastructures import MultiDict

from search.errors import ParameterError
from search.representation import CODE_POINTS, Offsets
from search.searching import MAX_HITS, MAX_ORDINAL
from search.wording.messages import number, translate

_Query = Annotated[str, Meta(description="The query.", examples=["traité de défense"])]
_Page = Annotated[int, Meta(ge=1, le=MAX_HITS, description="Page, from 1.")]
_Size = Annotated[int, Meta(ge=1, le=100, description="Hits on a page.")]
#: What `Period.typed` reads, but for the calendar.
_DATE = (
    r"^(\d{4}([\-/.]\d{1,2}([\-/.]\d{1,2})?)?|(\d{1,2}[\-/.])?\d{1,2}[\-/.]\d{4}"
    r"|(\d{1,2}(er)? +|premier +)?[A-Za-zéÉûÛ]+\.? +\d{4})$"
)
_CODE = r"^[A-Za-z]{2}$"
_Date = Annotated[
    str,
    Meta(
        pattern=_DATE,
        description="YYYY, YYYY-MM, YYYY-MM-DD, or as it's written in French: 5/11/2024,"
        " 11/2024, 5 novembre 2024.",
        examples=["2024-11", "5/11/2024"],
    ),
]

_Duplicates = Annotated[
    Literal["once", "all"],
    Meta(
        description="Whether a paragraph that stands in several places is one hit (`once`, the"
        " default), or each is (`all`, the default with group=document: each document is one)."
    ),
]
_Language = Annotated[
    str,
    Meta(
        pattern=_CODE,
        description="Language of the documents, ISO 639-1. One that none is in finds nothing.",
        examples=["en"],
    ),
]

_Folder = Annotated[
    str,
    Meta(
        description="Folder of the documents, and what is under it; behind a slash, from the root.",
        examples=["2023/presse", "/2023"],
    ),
]
_File = Annotated[
    str,
    Meta(
        description="Words of the file's name; with * and ? for letters, or behind =, all of it.",
        examples=["facture", "*.pdf", "=facture EDF.pdf"],
    ),
]
_Format = Annotated[str, Meta(description="Format of the files.", examples=["pdf", "docx"])]
_Facets = Annotated[
    str,
    Meta(
        description="What to count the paragraphs by that match, with commas between: year, month,"
        " folder, format, language, and metadata that the setting `facets` names; or all.",
        examples=["year,format,auteur"],
    ),
]

_After = Annotated[
    str,
    Meta(
        max_length=64,
        description="In place of `page`, what a link has given: the cursor of a page beyond the"
        " first 10,000 hits. It is good for this query and this state of the index.",
    ),
]

_Sort = Annotated[
    Literal["relevance", "date", "oldest", "added"],
    Meta(description="First the best, the latest, the earliest, or what was indexed last."),
]
_Group = Annotated[
    Literal["paragraph", "document"], Meta(description="One hit a paragraph, or one a document.")
]

_Explain = Annotated[
    Literal[0, 1], Meta(description="1 to have told, of each hit, what its score is made of.")
]

#: The parameter that says how offsets are counted.
OFFSETS = "offsets"
_Offsets = Annotated[
    Offsets,
    Meta(
        description="What spans and positions count: code points, or UTF-16 code units, as"
        " strings of JavaScript, Java and C# do."
    ),
]

Parameters = TypeVar("Parameters", bound=msgspec.Struct)


class SearchParameters(msgspec.Struct, rename={"first": "from", "last": "to"}):
    """first, last: limits of the document's date."""

    q: _Query
    page: _Page = 1
    after: _After | msgspec.UnsetType = msgspec.UNSET
    size: _Size | msgspec.UnsetType = msgspec.UNSET
    sort: _Sort = "relevance"
    group: _Group = "paragraph"
    duplicates: _Duplicates | msgspec.UnsetType = msgspec.UNSET
    first: _Date | msgspec.UnsetType = msgspec.UNSET
    last: _Date | msgspec.UnsetType = msgspec.UNSET
    language: _Language | msgspec.UnsetType = msgspec.UNSET
    folder: _Folder = ""
    file: _File = ""
    format: _Format = ""
    facets: _Facets = ""
    explain: _Explain = 0
    offsets: _Offsets = CODE_POINTS


class ExportParameters(msgspec.Struct, rename={"first": "from", "last": "to"}):
    """first, last: limits of the document's date."""

    q: _Query
    format: Annotated[
        Literal["csv", "jsonl", "atom"],
        Meta(description="CSV for spreadsheets, JSON Lines, or an Atom feed."),
    ] = "csv"
    sort: _Sort = "relevance"
    snippets: Annotated[
        Literal["no", "yes"],
        Meta(description="Whether snippets come with the texts, which takes ten times as long."),
    ] = "no"
    first: _Date | msgspec.UnsetType = msgspec.UNSET
    last: _Date | msgspec.UnsetType = msgspec.UNSET
    language: _Language | msgspec.UnsetType = msgspec.UNSET
    folder: _Folder = ""
    file: _File = ""


class PageParameters(msgspec.Struct, rename={"first": "from", "last": "to"}):
    """What the search page is asked; without a query it is the home page."""

    q: str = ""
    page: _Page = 1
    after: _After | msgspec.UnsetType = msgspec.UNSET
    sort: _Sort = "relevance"
    group: _Group = "document"
    duplicates: _Duplicates = "once"
    first: _Date | msgspec.UnsetType = msgspec.UNSET
    last: _Date | msgspec.UnsetType = msgspec.UNSET
    language: _Language | msgspec.UnsetType = msgspec.UNSET
    folder: _Folder = ""
    file: _File = ""
    format: _Format = ""
    explain: _Explain = 0


class FeedParameters(msgspec.Struct, rename={"first": "from", "last": "to"}):
    """What a feed follows: a query, and what narrows it."""

    q: _Query
    first: _Date | msgspec.UnsetType = msgspec.UNSET
    last: _Date | msgspec.UnsetType = msgspec.UNSET
    language: _Language | msgspec.UnsetType = msgspec.UNSET
    folder: _Folder = ""
    file: _File = ""
    format: _Format = ""


class ListingParameters(msgspec.Struct):
    page: _Page = 1
    size: _Size = 100


class DocumentParameters(msgspec.Struct):
    q: Annotated[str, Meta(description="A query, the matches of which are told as spans.")] = ""
    around: (
        Annotated[
            int,
            Meta(ge=1, le=MAX_ORDINAL, description="In place of `page`: the ordinal of the"
                 " paragraph in the middle."),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET  # fmt: skip
    n: Annotated[int, Meta(ge=0, le=100, description="Paragraphs on each side of `around`.")] = 5
    page: _Page = 1
    size: Annotated[int, Meta(ge=1, le=1000, description="Paragraphs on a page.")] = 1000
    offsets: _Offsets = CODE_POINTS


class SimilarParameters(msgspec.Struct):
    paragraph: (
        Annotated[
            int,
            Meta(ge=1, le=MAX_ORDINAL, description="The ordinal of one paragraph of it, from 1."),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    limit: Annotated[int, Meta(ge=1, le=100, description="What is like it, at the most.")] = 10


class PermalinkParameters(msgspec.Struct):
    at: (
        Annotated[
            str,
            Meta(
                max_length=4096,
                description="Where the paragraph was: its address, DOCUMENT#pN.",
                examples=["presse/dépêche.txt#p14"],
            ),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET


class SuggestParameters(msgspec.Struct):
    q: Annotated[str, Meta(max_length=512, description="What has been typed so far.")]
    limit: Annotated[int, Meta(ge=1, le=20, description="Suggestions at the most.")] = 8


class NoParameters(msgspec.Struct):
    """Nothing is asked."""


def given(value: Any) -> Any:
    """The value of a parameter, None if there was none."""
    return None if value is msgspec.UNSET else value


def read(kind: type[Parameters], values: MultiDict[str, str]) -> Parameters:
    """The parameters in a query string; an empty value is one not given, except for `q`.

    Parameters that aren't declared are left alone. Raises ParameterError, for one with several
    values too: none of them is more likely to be meant.
    """
    _refuse_several(kind, values)
    given = {name: value for name, value in values.items() if value or name == "q"}
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        name = _name(str(error))
        raise ParameterError(name=name, reason=_reason(kind, name, given.get(name))) from error


def _refuse_several(kind: type[msgspec.Struct], values: MultiDict[str, str]) -> None:
    if len(values) == sum(1 for _ in values.items(multi=True)):
        return  # each once
    for field in msgspec.structs.fields(kind):
        if len(set(filter(None, values.getlist(field.encode_name)))) > 1:
            reason = translate("it is given more than once, with different values.")
            raise ParameterError(name=field.encode_name, reason=reason)


def _name(message: str) -> str:
    found = re.search(r"`\$\.(\w+)`|field `(\w+)`", message)
    return (found[1] or found[2]) if found else "?"


def _reason(kind: type[msgspec.Struct], name: str, value: str | None) -> str:
    if value is None:
        return translate("it is missing.")
    field = next(field for field in msgspec.structs.fields(kind) if field.encode_name == name)
    return translate("“{value}” is not {wanted}.").format(
        value=value[:40], wanted=_wanted(inspect.type_info(field.type))
    )


def _wanted(declared: Any) -> str:
    """What a parameter may be, in words."""
    if isinstance(declared, inspect.UnionType):
        declared = declared.types[0]
    match declared:
        case inspect.Metadata():
            return _wanted(declared.type)
        case inspect.IntType():
            least, most = (number(int(one or 0)) for one in (declared.ge, declared.le))
            return translate("a number from {least} to {most}").format(least=least, most=most)
        case inspect.LiteralType():
            return translate("one of {values}").format(values=", ".join(map(str, declared.values)))
        case inspect.StrType(pattern=pattern) if pattern == _CODE:
            return translate("a language such as fr, en or de")
        case inspect.StrType(pattern=str()):
            return translate("a date such as 2024, 2024-11, 2024-11-05 or 05/11/2024")
        case inspect.StrType():
            return translate("a text of at most {most} characters").format(most=declared.max_length)
    return translate("what is expected")
