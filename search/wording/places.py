"""Where a paragraph stands, in words: in other places too, or no longer where it was."""

from .messages import number, translate, translate_plural


def repeated_in_words(repeated: int) -> str:
    """How many of the hits are copies: « dont 12 copies, montrées avec les autres »."""
    said = translate_plural(
        "{n} of them a copy, shown with the other",
        "{n} of them copies, shown with others",
        repeated,
    )
    return said.format(n=number(repeated))


def also_in_words(total: int, documents: int) -> str:
    """Where else a hit stands: « aussi dans 3 documents ».

    total: the places; documents: others than its own
    """
    if not documents:
        said = translate_plural(
            "once more in this document", "{n} more times in this document", total
        )
        return said.format(n=number(total))
    within = translate_plural("also in {n} document", "also in {n} documents", documents)
    within = within.format(n=number(documents))
    if total == documents:
        return within
    times = translate_plural("{n} time", "{n} times", total).format(n=number(total))
    return translate("{within}, {times}").format(within=within, times=times)


def fate_in_words(fate: str, before: str, now: str) -> str:
    """What became of the paragraph that a permalink names (`model.Fate`); its addresses."""
    sentences = {
        "here": translate("The paragraph is at {now}."),
        "moved": translate("The paragraph has moved: it was at {before}, it is at {now}."),
        "elsewhere": translate(
            "The paragraph is in another document now: it was at {before}, it is at {now}."
        ),
        "changed": translate(
            "The paragraph doesn't stand as it was any more. The nearest is at {now}: a few words"
            " are others."
        ),
        "gone": translate("The paragraph is gone. The nearest to where it was is at {now}."),
    }
    return sentences[fate].format(before=before, now=now)
