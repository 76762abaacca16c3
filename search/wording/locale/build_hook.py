"""Compiles the gettext catalogues when the project is built or installed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    """Writes `<language>/LC_MESSAGES/alinea.mo` beside each `<language>.po`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in (Path(self.root) / "search/wording/locale").glob("*.po"):
            target = source.with_suffix("") / "LC_MESSAGES/alinea.mo"
            target.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as file, target.open("wb") as compiled:
                write_mo(compiled, read_po(file, locale=source.stem))
