"""The language of the command line."""

import gettext
import os

import click

from ..errors import SettingsError
from ..settings import load_settings
from ..wording import messages

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def speak(commands: click.Group) -> None:
    """Choose the language, and translate the commands' help into it.

    Click says its own part (« Usage », « Options ») through gettext's global functions: it
    is given our catalogue, which has its messages too.
    """
    messages.set_language(_chosen())
    os.environ["LANGUAGE"] = messages.language()
    gettext.bindtextdomain(messages.DOMAIN, messages.LOCALE)
    gettext.textdomain(messages.DOMAIN)
    _translate_help(commands)


def _chosen() -> str:
    """What the settings say, else what the system speaks if that is English, else French."""
    try:
        wanted = load_settings().language
    except SettingsError:
        wanted = ""  # the command itself reports it
    system = next((os.environ[name] for name in _LOCALE if os.environ.get(name)), "")
    return wanted or ("en" if system.startswith("en") else messages.LANGUAGES[0])


def _translate_help(command: click.Command) -> None:
    if command.help:
        command.help = messages.translate(command.help)
    for parameter in command.params:
        if parameter.metavar:
            parameter.metavar = messages.translate(parameter.metavar)
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = messages.translate(parameter.help)
    if isinstance(command, click.Group):
        for child in command.commands.values():
            _translate_help(child)
