"""What a match in each field is worth."""

from dataclasses import dataclass

from ..clauses import FIELDS

#: What the weight of a field is called; leads count as titles.
_WEIGHT = {field: field.replace("lead", "title") for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Weights:
    """See docs/french.md and ARCHITECTURE.md for the measurements."""

    stem: float = 1.0
    form: float = 0.2
    heading_stem: float = 1.0
    heading_form: float = 0.2
    title_stem: float = 1.0
    title_form: float = 0.7
    #: Of what a file and its folders are called, in the first paragraph of its document.
    name_stem: float = 0.3
    name_form: float = 0.2
    name_spelling: float = 0.01
    synonym: float = 0.3
    #: Of another stem of the word's family, in those of its own stem.
    family: float = 0.01
    spelling: float = 0.02
    heading_spelling: float = 0.02
    title_spelling: float = 0.02
    meaning: float = 1.5

    def of(self, field: str) -> float:
        return float(getattr(self, _WEIGHT[field]))

    def alone(self, form_field: str) -> float:
        """For what is looked for in a form field only: what its stem would be worth."""
        return self.of(form_field.replace("form", "stem"))
