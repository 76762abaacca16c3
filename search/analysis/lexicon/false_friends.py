"""The decisions of `unrelated.txt` → stems of their own, for the words that are apart."""

from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files

from .lexicon import Frequencies, Lexicon, total

Stem = Callable[[str], str]
#: Parts that are apart, each with the lemmas that belong together.
Decision = list[list[str]]


def decisions() -> Iterator[Decision]:
    """The lines of `unrelated.txt`."""
    for line in files(__package__).joinpath("unrelated.txt").read_text("utf-8").splitlines():
        if content := line.partition("#")[0].strip():
            yield [part.split() for part in content.split("|")]


def false_friends(lexicon: Lexicon, apart: Iterable[Decision], stem: Stem) -> dict[str, list[str]]:
    """The stems to be set, each with its forms; `stem` is what they are set against."""
    taken = {stem(form) for form in lexicon.frequencies}
    found: dict[str, list[str]] = {}
    for parts in apart:
        for forms in _set_apart([_forms(lexicon, part) for part in parts], stem):
            name = next(form for form in _names(forms) if form not in taken)
            taken.add(name)
            found[name] = sorted(forms)
    return found


def stems_apart(lexicon: Lexicon, apart: Iterable[Decision], stem: Stem) -> dict[str, set[str]]:
    """For each lemma that was decided upon, the stems of the words that are unrelated to it."""
    found: dict[str, set[str]] = {}
    for parts in apart:
        stems = [{stem(form) for form in _forms(lexicon, part)} for part in parts]
        for number, part in enumerate(parts):
            others = set().union(*stems[:number], *stems[number + 1 :])
            for lemma in part:
                found.setdefault(lemma, set()).update(others)
    return found


def _forms(lexicon: Lexicon, lemmas: Iterable[str]) -> Frequencies:
    return total(map(lexicon.forms, lemmas))


def _set_apart(parts: list[Frequencies], stem: Stem) -> Iterator[set[str]]:
    """The forms of each part but the first that share a stem with another part, and are that
    part's own or more often than any other's.
    """
    for number, part in enumerate(parts[1:], start=1):
        others = [other for place, other in enumerate(parts) if place != number]
        shared = {stem(form) for other in others for form in other}
        own = {
            form
            for form, frequency in part.items()
            if stem(form) in shared
            and all(form not in other or frequency > other[form] for other in others)
        }
        if own:
            yield own


def _names(forms: set[str]) -> Iterator[str]:
    """What the stem may be called: the shortest form, or else one that nothing is read as."""
    shortest = sorted(forms, key=lambda form: (len(form), form))
    yield from shortest
    yield f"{shortest[0]}_"
