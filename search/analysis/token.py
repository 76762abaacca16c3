"""What the analyzer makes of a text."""

from typing import NamedTuple


class Token(NamedTuple):
    """One word of a text.

    text: the word as written, always equal to `source[start:end]`
    start, end: its place in the source, in characters
    form: lower-cased ASCII, what phrases, prefixes and exact words compare;
        empty until a filter has settled it
    stem: the French stem of the form, what recall runs on; a filter that settles it before
        the others says that it is no stop word
    stop: whether the word is left out of the `stem` field
    accent: its spelling with accents, for queries that ask for them (`accents.py`)
    also: further stems by which it is found: of « autoécole » for the auto of « auto-école »
    reach: characters from `start` that a match by one of those stands for
    """

    text: str
    start: int
    end: int
    form: str = ""
    stem: str = ""
    stop: bool = False
    accent: str = ""
    also: tuple[str, ...] = ()
    reach: int = 0

    @property
    def others(self) -> tuple[str, ...]:
        """The further stems that stand for this word: of « étudiante » for « étudiant·e »."""
        return () if self.reach > self.end - self.start else self.also

    @property
    def joined(self) -> tuple[str, ...]:
        """Those that stand for this word and the next ones together."""
        return self.also if self.reach > self.end - self.start else ()

    def part(self, start: int, end: int) -> "Token":
        """The characters `start:end` of this word, as a word of its own."""
        return Token(self.text[start:end], self.start + start, self.start + end, stop=self.stop)

    def settled(self, form: str, stem: str = "") -> "Token":
        """This word with its form decided: the filters that cut words leave it whole."""
        text, start, end, _, own, stop, accent, also, reach = self
        return Token(text, start, end, form, stem or own, stop, accent, also, reach)

    def stemmed(self, stem: str) -> "Token":
        """This word with its stem."""
        text, start, end, form, _, stop, accent, also, reach = self
        return Token(text, start, end, form, stem, stop, accent, also, reach)

    def as_stop_word(self) -> "Token":
        """This word, left out of the `stem` field."""
        return Token(*self[:5], True, *self[6:])

    def accented(self, accent: str) -> "Token":
        """This word with its spelling with accents."""
        return Token(*self[:6], accent, *self[7:])

    def found_by(self, also: tuple[str, ...], reach: int) -> "Token":
        """This word, found by further words too, which stand for `reach` characters."""
        return Token(*self[:7], also, reach)

    def shifted(self, offset: int) -> "Token":
        """This word, found `offset` characters further on."""
        return Token(self.text, self.start + offset, self.end + offset, *self[3:])
