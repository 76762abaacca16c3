"""What Alinéa tells of itself while its documentation is built, so that none of it can be untrue.

    {said} alinea search "11 000 soldats"     the command, and what it prints
    {asked} /api/search?q=missile&size=1      the address, and what it answers
    {query-language}                          the table that the page of help shows
    {settings}                                each setting with its default

All are run over the document that comes with Alinéa. A command that fails, or an answer of another
status than `:status:` says, is a warning, and so the end of the build.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from search import Settings
from search.wording.messages import set_language, translate
from web import create_app
from web.presentation.query_language import AFTER, BEFORE, ROWS

REPOSITORY = Path(__file__).parents[2]
SEED = "000_bb954991637d5d05.txt"
#: Columns of a terminal.
_WIDTH = 88


class Surroundings:
    """A folder with the document that comes with Alinéa, and an index of it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "seeds").mkdir()
        shutil.copy(REPOSITORY / "seeds" / SEED, self.folder / "seeds")
        self.run("rebuild")
        settings = Settings(index=self.folder / "index", words=self.folder / "words.txt")
        self.client = create_app(settings).test_client()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        surroundings = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        surroundings |= {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
        surroundings |= {"ALINEA_LANGUAGE": self.language, "COLUMNS": str(_WIDTH)}
        return subprocess.run(
            [sys.executable, "-m", "search", *words],
            capture_output=True,
            encoding="utf-8",
            env=surroundings,
            cwd=self.folder,
            check=False,
        )

    def remove(self, *_: object) -> None:
        shutil.rmtree(self.folder)


class _Live(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True

    @property
    def surroundings(self) -> Surroundings:
        return self.env.app.alinea

    def wrong(self, reason: str) -> list[nodes.Node]:
        return [self.state.document.reporter.warning(reason, line=self.lineno)]


class Said(_Live):
    """A command of the shell and what it prints."""

    option_spec: ClassVar = {"status": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        command = self.arguments[0]
        done = self.surroundings.run(*shlex.split(command)[1:])
        if done.returncode != self.options.get("status", 0):
            return self.wrong(f"{command}: {done.returncode} {done.stderr}")
        lines = [line.rstrip() for line in (done.stdout + done.stderr).strip("\n").split("\n")]
        return [_block("\n".join((f"$ {command}", *lines)), "console")]


class Asked(_Live):
    """An address of the endpoint and what it answers, or one part of it alone (`:only:`)."""

    option_spec: ClassVar = {"status": directives.nonnegative_int, "only": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        path = self.arguments[0]
        answer = self.surroundings.client.get(path, headers={"Accept-Language": self._language})
        if answer.status_code != self.options.get("status", 200):
            return self.wrong(f"{path}: {answer.status_code} {answer.text[:200]}")
        command = _block(f"$ curl 'http://127.0.0.1:8000{path}'", "console")
        if not answer.mimetype.endswith("json"):
            return [command, _block(answer.text.strip(), "text")]
        shown = json.loads(answer.data)
        if only := self.options.get("only"):
            shown = {only: shown[only]}
        return [command, _block(json.dumps(shown, ensure_ascii=False, indent=2), "json")]

    @property
    def _language(self) -> str:
        return self.surroundings.language


class QueryLanguage(SphinxDirective):
    """What can be asked, as the page of help has it."""

    def run(self) -> list[nodes.Node]:
        set_language(self.config.language)
        rows = [(nodes.literal(text=row.sample), translate(row.meaning)) for row in ROWS]
        before = [nodes.paragraph(text=translate(one)) for one in BEFORE]
        after = [nodes.paragraph(text=translate(one)) for one in AFTER]
        return [*before, _table(rows), *after]


class SettingsTable(SphinxDirective):
    """Each setting with its default and what it is."""

    def run(self) -> list[nodes.Node]:
        set_language(self.config.language)
        rows = []
        for setting in fields(Settings):
            default = setting.default
            if isinstance(default, tuple):
                default = json.dumps([str(one) for one in default])
            cells = (setting.name, str(default), translate(setting.metadata["help"]))
            rows.append((nodes.literal(text=cells[0]), nodes.literal(text=cells[1]), cells[2]))
        return [_table(rows)]


def _block(text: str, language: str) -> nodes.Node:
    return nodes.literal_block(text, text, language=language)


def _table(rows: Iterable[tuple[Any, ...]]) -> nodes.Node:
    body = nodes.tbody()
    for cells in rows:
        row = nodes.row()
        for cell in cells:
            content = nodes.inline(text=cell) if isinstance(cell, str) else cell
            row += nodes.entry("", nodes.paragraph("", "", content))
        body += row
    columns = len(body[0])
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in range(columns)), cols=columns)
    group += body
    return nodes.table("", group, classes=["colwidths-auto"])


def _surround(app: Sphinx) -> None:
    app.alinea = Surroundings(app.config.language)  # type: ignore[attr-defined]
    app.connect("build-finished", app.alinea.remove)  # type: ignore[attr-defined]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("said", Said)
    app.add_directive("asked", Asked)
    app.add_directive("query-language", QueryLanguage)
    app.add_directive("settings", SettingsTable)
    app.connect("builder-inited", _surround)
    return {"parallel_read_safe": False}
