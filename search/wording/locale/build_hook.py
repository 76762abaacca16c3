"""Compiles the gettext catalogues when the project is built or installed."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_LOCALE = "search/wording/locale"


class Catalogues(BuildHookInterface[Any]):
    """Puts `<language>/LC_MESSAGES/alinea.mo` of each `<language>.po` into the wheel.

    Nothing is written into the source tree, which may be one that can't be written; but an
    editable install is the source tree, so there it is.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        self._aside = TemporaryDirectory(prefix="alinea-")
        folder = root if version == "editable" else Path(self._aside.name)
        for source in (root / _LOCALE).glob("*.po"):
            name = f"{_LOCALE}/{source.stem}/LC_MESSAGES/alinea.mo"
            _compile(source, folder / name)
            if version != "editable":
                build_data["force_include"][str(folder / name)] = name

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self.target_name == "wheel":
            self._aside.cleanup()


def _compile(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file, target.open("wb") as compiled:
        write_mo(compiled, read_po(file, locale=source.stem))
