"""A passage for a reference manager: BibTeX, and CSL-JSON (Citation Style Language 1.0.2)."""

import json
import re
from collections.abc import Iterator

from ..model import DocumentInfo, Paragraph

#: What LaTeX takes for a command, and how it is written as text.
_LATEX = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "{}$&#_%"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
#: What documents call their authors (`query/columns.py`); several have `;` between them.
_AUTHORS = ("author", "auteur", "authors", "auteurs")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def bibtex(info: DocumentInfo, paragraph: Paragraph, url: str, digest: str) -> str:
    """An entry of a `.bib` file; its key is the digest of the passage."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex(info, paragraph, url))
    return f"@misc{{{digest},\n{fields}}}\n"


def _bibtex(info: DocumentInfo, paragraph: Paragraph, url: str) -> Iterator[tuple[str, str]]:
    if authors := _authors(info):
        # Braces keep what may be an institution from being cut into names.
        yield "author", f"{{{' and '.join(f'{{{_latex(one)}}}' for one in authors)}}}"
    yield "title", f"{{{{{_latex(info.title)}}}}}"
    if info.date:
        yield "year", f"{{{info.date.year:04}}}"
        if info.date.month:
            yield "month", _MONTHS[info.date.month - 1]
    if paragraph.page:
        yield "pages", f"{{{paragraph.page}}}"
    yield "note", f"{{¶~{paragraph.ordinal}: {_latex(paragraph.text)}}}"
    yield "url", f"{{{url}}}"
    yield "langid", f"{{{info.language or 'fr'}}}"


def csl_json(info: DocumentInfo, paragraph: Paragraph, url: str, digest: str) -> str:
    """A list of one item, as reference managers import it."""
    item: dict[str, object] = {"id": digest, "type": "document", "title": info.title}
    if authors := _authors(info):
        item["author"] = [{"literal": one} for one in authors]
    if info.date:
        parts = (info.date.year, info.date.month, info.date.day)
        item["issued"] = {"date-parts": [[part for part in parts if part]]}
    if paragraph.page:
        item["page"] = str(paragraph.page)
    item |= {"URL": url, "language": info.language or "fr"}
    item["note"] = f"¶\u00a0{paragraph.ordinal}: {paragraph.text}"
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _authors(info: DocumentInfo) -> list[str]:
    said = next((info.metadata[name] for name in _AUTHORS if info.metadata.get(name)), "")
    return [one.strip() for one in said.split(";") if one.strip()]


def _latex(text: str) -> str:
    plain = re.sub(r"\s+", " ", text)
    return "".join(_LATEX.get(character, character) for character in plain)
