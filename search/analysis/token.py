"""What the analyzer makes of a text."""

from typing import NamedTuple


class Token(NamedTuple):
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
        return Token(self.text[start:end], self.start + start, self.start + end, stop=self.stop)

    def settled(self, form: str) -> "Token":
        """This word with its form decided: the filters that cut words leave it whole."""
        return Token(self.text, self.start, self.end, form, self.stem, self.stop)

    def as_stop_word(self) -> "Token":
        """This word, left out of the `stem` field."""
        return Token(self.text, self.start, self.end, self.form, self.stem, True)

    def stemmed(self, stem: str) -> "Token":
        """This word with its stem."""
        return Token(self.text, self.start, self.end, self.form, stem, self.stop)

    def shifted(self, offset: int) -> "Token":
        """This word, found `offset` characters further on."""
        return Token(
            self.text, self.start + offset, self.end + offset, self.form, self.stem, self.stop
        )
