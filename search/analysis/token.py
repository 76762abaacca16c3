"""What the analyzer makes of a text."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text.

    text: the word as written, always equal to `source[start:end]`
    start, end: its place in the source, in characters
    form: lower-cased ASCII, what phrases, prefixes and exact words compare;
        empty until a filter has settled it
    stem: the French stem of the form, what recall runs on
    stop: whether the word is left out of the `stem` field
    """

    text: str
    start: int
    end: int
    form: str = ""
    stem: str = ""
    stop: bool = False

    def part(self, start: int, end: int) -> "Token":
        """The characters `start:end` of this word, as a word of its own."""
        return replace(
            self, text=self.text[start:end], start=self.start + start, end=self.start + end
        )

    def settled(self, form: str) -> "Token":
        """This word with its form decided: the filters that cut words leave it whole."""
        return replace(self, form=form)

    def shifted(self, offset: int) -> "Token":
        """This word, found `offset` characters further on."""
        return Token(
            self.text, self.start + offset, self.end + offset, self.form, self.stem, self.stop
        )
