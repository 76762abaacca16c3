"""How templates write moments and sizes."""

from datetime import datetime

from flask import Flask
from markupsafe import Markup

from search.period import Period
from search.wording.messages import language, translate

from .dates import in_words

#: SI, as disks are sold.
_UNITS = ("kB", "MB", "GB", "TB")
_FRENCH = {"kB": "ko", "MB": "Mo", "GB": "Go", "TB": "To"}


def moment(written: str) -> Markup:
    """« 26 novembre 2026 à 12 h 04 », in the time of the server; what is no time stays as it is.

    written: ISO 8601
    """
    try:
        when = datetime.fromisoformat(written).astimezone()
    except ValueError:
        return Markup("{}").format(written)
    day = in_words(Period(when.year, when.month, when.day))
    clock = f"{when.hour}\u00a0h\u00a0{when.minute:02}" if language() == "fr" else f"{when:%H:%M}"
    said = translate("{day} at {time}").format(day=day, time=clock)
    zone = when.tzname()
    return Markup('<time datetime="{}" title="{}">{}</time>').format(written, zone, said)


def written_size(size: int) -> str:
    """« 36,8 Mo »; in English “36.8 MB”. Three digits count."""
    place = min(max(len(str(size)) - 1, 3) // 3, len(_UNITS))
    value, unit = size / 1000**place, _UNITS[place - 1]
    written = f"{value:.0f}" if value >= 100 else f"{value:.3g}"
    if language() == "fr":
        return f"{written.replace('.', ',')}\u00a0{_FRENCH[unit]}"
    return f"{written}\u00a0{unit}"


def register(app: Flask) -> None:
    app.jinja_env.filters |= {"moment": moment, "bytes": written_size}
