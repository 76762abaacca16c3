"""What is wrong with what an operator has written."""

from ..wording.messages import mark, translate
from .base import AlineaError


class SettingsError(AlineaError):
    """A setting is unknown or has a value that it can't have."""

    message = mark("Setting {name} ({origin}): {reason}")


class SettingsFileError(SettingsError):
    """The file of settings can't be read or written, or isn't TOML."""

    message = mark("{path}: {reason}")


class WordsError(AlineaError):
    """A line of the file of words can't be understood; line 0 is the whole file."""

    def __str__(self) -> str:
        if not self.details["line"]:
            return translate("{path}: {reason}").format_map(self.in_words)
        return translate("{path}, line {line}: {reason}").format_map(self.in_words)


class ServerError(AlineaError):
    message = mark("Alinéa can't be served at {host}, port {port}: {reason}")
