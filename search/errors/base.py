"""What all errors of ours share."""

from typing import ClassVar

from ..wording.messages import mark, number, translate


class AlineaError(Exception):
    """Base of all errors that are ours; `details` fill the message's braces."""

    message: ClassVar[str] = mark("Alinéa failed: {reason}")

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __str__(self) -> str:
        return translate(self.message).format_map(self.in_words)

    @property
    def in_words(self) -> dict[str, object]:
        """The details as they are read, by name."""
        return {
            name: number(value) if isinstance(value, int) else value
            for name, value in self.details.items()
        }


class OutputError(AlineaError):
    """What a command prints."""

    message = mark("The output can't be written: {reason}.")
