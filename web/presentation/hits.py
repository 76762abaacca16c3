"""What the page of results says of a hit besides its texts."""

import re
from urllib.parse import urlsplit

from search.model import DocumentInfo, Hit
from search.wording.messages import language

#: Metadata that may be the address that a document or a record has elsewhere, the likeliest first.
_ADDRESSES = ("url", "lien", "link", "uri", "source")
#: Quotes, of which it is no matter which are typed, and signs that part words.
_QUOTES = str.maketrans("«»“”’", '""""\'')


def hit_id(hit: Hit) -> str:
    """What it is called within the page."""
    return f"hit-{hit.paragraph.address}".replace(" ", "%20")


def web_address(info: DocumentInfo) -> str:
    """Where the document is on the web, as it says itself; "" if it doesn't."""
    said = {name.lower(): value.strip() for name, value in info.metadata.items()}
    return next((said[name] for name in _ADDRESSES if _is_web(said.get(name, ""))), "")


def _is_web(text: str) -> bool:
    if any(character.isspace() or ord(character) < 32 for character in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def host(address: str) -> str:
    """« exemple.fr » of https://www.exemple.fr/page."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def is_as_typed(read: str, query: str) -> bool:
    """Whether a query was read as it was typed, but for spaces, kinds of quotes and commas."""
    return _bare(read) == _bare(query)


def _bare(query: str) -> str:
    return re.sub(r"[\s,;.()!?]+", " ", re.sub(r'"\s*|\s*"', '"', query.translate(_QUOTES))).strip()


def decimal(value: float) -> str:
    """Two decimals, with the mark of the language."""
    written = f"{value:.2f}"
    return written.replace(".", ",") if language() == "fr" else written


def seconds(milliseconds: float) -> str:
    """One decimal, with the mark of the language."""
    written = f"{milliseconds / 1000:.1f}"
    return written.replace(".", ",") if language() == "fr" else written
