"""Queries over the whole grammar, made at random from words, and changed at random."""

import random
from collections.abc import Iterator, Mapping
from itertools import cycle, islice, pairwise
from string import ascii_lowercase

LENGTH = 512
WORDS = 64


class Grammar:
    """Makes queries that may be as costly as a query can be.

    frequencies: the forms of an index; frequent ones are taken more often
    """

    def __init__(self, frequencies: Mapping[str, int], chance: random.Random) -> None:
        self.chance = chance
        self._words = sorted(frequencies, key=lambda form: (-frequencies[form], form))

    def query(self) -> str:
        return self._fitting([self._part(0) for _ in range(self.chance.randint(1, WORDS))])

    def changed(self, query: str) -> str:
        """Like `query`, with parts repeated, moved, replaced, left out or put in."""
        parts = query.split(" ")
        for _ in range(self.chance.randint(1, 6)):
            place = self.chance.randrange(len(parts) + 1)
            match self.chance.randrange(4):
                case 0:
                    parts[place:place] = parts[: self.chance.randint(1, 8)]
                case 1:
                    parts[place : place + 1] = [self._part(0)]
                case 2 if len(parts) > 2:
                    del parts[place : place + self.chance.randint(1, 4)]
                case _:
                    parts.insert(place, self._part(0))
        return self._fitting(parts)

    def _fitting(self, parts: list[str]) -> str:
        return " ".join(parts)[:LENGTH]

    def _word(self) -> str:
        """One of the most frequent, of the frequent or of all."""
        among = self.chance.choice([20, 300, len(self._words)])
        return self._words[self.chance.randrange(min(among, len(self._words)))]

    def _part(self, depth: int) -> str:
        chance, word = self.chance, self._word()
        match chance.randrange(18):
            case 0 | 1:
                return word[: chance.randint(1, 3)] + "*"
            case 2:
                return word + "~"
            case 3:
                return '"' + " ".join(self._word() for _ in range(chance.randint(2, 16))) + '"'
            case 4:
                return "-".join(self._word() for _ in range(chance.randint(2, 16)))
            case 5:
                return chance.choice("+-=") + word
            case 6:
                return "titre:" + word
            case 7:
                return chance.choice(["date:2024", "date:1800..", "langue:fr", "-langue:en"])
            case 8 if depth < 8:
                return self._group(depth)
            case 9:
                return chance.choice(["ET", "OU", "SAUF"])
            case 10:
                return word[::-1] + "xq"  # in no index
            case 11:
                place = chance.randrange(len(word))
                return word[:place] + chance.choice("*?") + word[place + 1 :]
            case 12:
                near = " ".join(self._word() for _ in range(chance.randint(2, 8)))
                return f'"{near}"~{chance.randint(1, 100)}'
            case 13:
                return f'"{self._word()} {word[:1]}* {self._word()}"'
            case _:
                return word

    def _group(self, depth: int) -> str:
        inside = [self._part(depth + 1) for _ in range(self.chance.randint(1, 6))]
        glue = self.chance.choice([" ", " ET ", " OU ", " SAUF ", " +", " -"])
        return self.chance.choice(["", "+", "-", "titre:"]) + "(" + glue.join(inside) + ")"


def kinds(frequencies: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Kinds of costly query, each with a name, as long as a query may be."""
    frequent = sorted(frequencies, key=lambda form: (-frequencies[form], form))
    rare = [form for form in reversed(frequent) if len(form) >= 8 and form.isalpha()]
    letters = list(ascii_lowercase)
    pairs = [a + b for a in "cdprtsabelm" for b in "aeiourl"]
    yield "one prefix, nested ET", " ET (".join(["a*"] * 32)
    yield "one prefix repeated", " ".join(["c*"] * WORDS)
    yield "26 prefixes with OU", " OU ".join(f"{one}*" for one in letters)
    yield "26 prefixes with ET", " ET ".join(f"{one}*" for one in letters)
    yield "64 prefixes", " ".join(f"{one}*" for one in islice([*letters, *pairs], WORDS))
    yield "26 required prefixes", " ".join(f"+{one}*" for one in letters)
    yield "excluded prefixes", "de " + " ".join(f"-{one}*" for one in letters)
    yield "letters with hyphens", "-".join(islice(cycle(letters), WORDS))
    yield "words with hyphens", "-".join(frequent[:WORDS])
    yield "pairs with hyphens", " ".join(f"{a}-{b}" for a, b in islice(pairwise(pairs), WORDS // 2))
    yield "unknown words", " ".join(form[:6] + "q" for form in rare[:WORDS])
    yield "mistyped words", " ".join(form[:6] + "~" for form in rare[:WORDS])
    yield "one mistyped word repeated", " ".join(["xxxx~"] * WORDS)
    yield "a phrase of stop words", '"' + " ".join(islice(cycle(["de", "la", "le"]), WORDS)) + '"'
    yield "phrases of stop words", " ".join(['"de la"', '"a la"', '"et de"', '"de l"'] * 8)
    yield "frequent words", " ".join(frequent[:WORDS])
    yield "frequent words with ET", " ET ".join(frequent[:WORDS])
    yield "prefixes in titles", " ".join(f"titre:{one}*" for one in letters)
    yield "nested + and -", "+(de -(" * 8 + " ".join(f"{one}*" for one in letters) + "))" * 8
    yield "endings", " ".join(f"*{one}" for one in islice([*letters, *pairs], WORDS))
    yield "letters left open", " ".join(f"{a}?{b}*" for a, b in islice(pairs, WORDS))
    yield "phrases with beginnings", " ".join(f'"{a}* {b}*"' for a, b in islice(pairs, 32))
    yield "words near one another", " ".join(['"de la et le qui les un des"~100'] * 8)
    yield "pairs of prefixes", " OU ".join(f"({a}* ET s*)" for a in letters)
