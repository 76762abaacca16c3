"""The language after `langue:` and in the `language` of the endpoints."""

import re
from functools import cache

from ..analysis.folding import fold_word
from ..errors import QuerySyntaxError
from ..wording.messages import translate
from ..wording.names import named_languages
from .tree import Language

#: What documents are in unless they say otherwise.
FRENCH = "fr"
_CODE = re.compile(r"[a-z]{2}")


def parse_language(text: str, position: int = 0) -> Language:
    """« en », or « anglais » and “English” as well.

    A code that the index doesn't have is one all the same, and finds nothing. Raises
    QuerySyntaxError, with the place in the query, for what is neither code nor name.
    """
    written = fold_word(text) if text.isalpha() else ""
    if _CODE.fullmatch(written):
        return Language(written)
    if code := _by_name().get(written):
        return Language(code)
    reason = translate("“{text}” is not a language. Write fr, en, de, es or it, for example.")
    raise QuerySyntaxError(position=position, reason=reason.format(text=text))


@cache
def _by_name() -> dict[str, str]:
    return {fold_word(name): code for name, code in named_languages().items()}
