"""An export as CSV, opened in a spreadsheet: the rows, and no formula."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from programs import where

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
#: What a cell would begin with if it were a formula.
DOCUMENTS = {
    "a.txt": "title: =1+1\n\nLe pont, « cité », sur deux\nlignes ; et un point-virgule.",
    "b.txt": 'title: Formules\n\n=HYPERLINK("http://exemple.fr";"pont")\n\n+33 1 23 pont\n\n'
    "-2 ponts\n\n@SUM(pont)",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """What LibreOffice makes of a CSV file, as flat OpenDocument."""

    def convert(content: bytes) -> ElementTree.Element:
        folder = tmp_path_factory.mktemp("calc")
        (folder / "alinea.csv").write_bytes(content)
        program = where("calc")
        assert program
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        utf8_with_commas = "--infilter=CSV:44,34,76,1"
        command = [program, profile, "--headless", utf8_with_commas, "--convert-to", "fods"]
        command += ["--outdir", str(folder), str(folder / "alinea.csv")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return ElementTree.fromstring(Path(folder / "alinea.fods").read_bytes())

    return convert


@pytest.mark.needs("calc")
def test_a_spreadsheet_has_the_rows_and_no_formula(client_of, opened):
    client = client_of(DOCUMENTS)
    total = client.get("/api/search?q=pont").get_json()["total"]
    sheet = opened(client.get("/api/export?q=pont&format=csv").data)
    rows = [row for row in sheet.iter(f"{TABLE}table-row") if list(row.itertext())]
    assert len(rows) == 1 + total == 6
    assert not [cell for cell in sheet.iter() if cell.get(f"{TABLE}formula")]
    cells = ["".join(cell.itertext()) for cell in sheet.iter(f"{TABLE}table-cell")]
    assert any("=HYPERLINK" in cell for cell in cells)
    assert any("Le pont, « cité », sur deux" in cell for cell in cells)
