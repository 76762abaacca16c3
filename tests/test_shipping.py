"""What Alinéa is shipped with agrees with Alinéa: versions, licences, units, dashboard."""

import configparser
import json
import re
from pathlib import Path

import inventory
import pytest
from prometheus_client import CollectorRegistry, generate_latest

from search import Settings, open_indexer
from search.opening import open_snapshots
from search.serving.exporter import IndexCollector, ProcessCollector
from search.serving.metrics import RequestMetrics
from search.serving.status import VARIABLE, Status, write_status
from search.settings import names

REPOSITORY = Path(__file__).parents[1]
OPERATIONS = REPOSITORY / "docs" / "operations"
UNITS = sorted((OPERATIONS / "systemd").glob("*.service"))


def test_each_package_that_is_needed_has_its_version_its_licence_and_its_place_in_the_sbom():
    pinned = inventory.names_in(inventory.CONSTRAINTS.read_text("utf-8"))
    assert {inventory.canonicalize_name(one.name) for one in inventory.needed()} == pinned.keys()
    listed = inventory.LICENCES.read_text("utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| (\S+) \| (\S.*) \|$", listed, re.MULTILINE)
    assert {inventory.canonicalize_name(name): version for name, version, _ in rows[2:]} == pinned
    components = json.loads(inventory.SBOM.read_text("utf-8"))["components"]
    found = {inventory.canonicalize_name(one["name"]): one["version"] for one in components}
    assert found == pinned


def test_what_comes_along_may_be_shipped_under_the_licence_of_the_whole():
    for package in inventory.needed():
        assert not re.search(r"AGPL|Proprietary|see its files", inventory.licence(package))


def test_no_file_that_installs_names_an_address():
    for path in (inventory.CONSTRAINTS, inventory.SBOM, REPOSITORY / "Dockerfile"):
        assert "//" not in path.read_text("utf-8").replace("http://127.0.0.1:8000", "")


def test_the_dashboard_and_the_alerts_ask_for_metrics_that_there_are(tmp_path, monkeypatch):
    told = exported(tmp_path, monkeypatch)
    for name in ("grafana.json", "alerts.yml"):
        asked = set(re.findall(r"\balinea_\w+", (OPERATIONS / name).read_text("utf-8")))
        assert len(asked) >= 5
        assert {one for one in asked if f"\n{one}" not in told} == set(), name
    documented = set(re.findall(r"`(alinea_\w+)`", (OPERATIONS / "README.md").read_text("utf-8")))
    assert {one for one in documented if f"\n{one}" not in told} == set()


def exported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """All metrics that there may be."""
    monkeypatch.setenv(VARIABLE, str(folder))
    write_status(folder, Status(2, 2, {"watcher": True, "exporter": True}, {"worker": 1}))
    (folder / "documents").mkdir()
    (folder / "documents" / "a.txt").write_text("Le chat dort.", "utf-8")
    settings = Settings(index=folder / "index")
    open_indexer(settings).rebuild(folder / "documents")
    registry = CollectorRegistry()
    registry.register(IndexCollector(open_snapshots(settings).named_manifest))
    registry.register(ProcessCollector())
    counted = RequestMetrics(registry)
    counted.answered("/", 200, 0.1, "")
    counted.answered("/", 503, 0.1, "busy")
    return "\n" + generate_latest(registry).decode("utf-8")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_each_unit_is_sandboxed_and_sets_what_there_is_to_set(path):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(path)
    service = unit["Service"]
    assert service["User"] not in ("", "root")
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert service["ExecStart"].split()[1] in ("serve", "update")
    assert variables(service["Environment"]) <= set(names())


def test_the_image_sets_what_there_is_to_set_and_runs_without_root():
    written = (REPOSITORY / "Dockerfile").read_text("utf-8")
    assert variables(written) <= set(names())
    assert re.findall(r"^USER (\w+)", written, re.MULTILINE) == ["alinea"]
    assert "/readyz" in written


def variables(text: str) -> set[str]:
    return {name.lower() for name in re.findall(r"\bALINEA_(\w+)=", text)}


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_no_proxy_passes_on_what_a_stranger_says_of_himself(name):
    """What is set of him is set to what the proxy sees, and not added to."""
    written = (OPERATIONS / name).read_text("utf-8")
    assert re.search(r"X-Forwarded-For (\$remote_addr|\{remote_host\})", written)
    assert "proxy_add_x_forwarded_for" not in written
    assert "underscores_in_headers off" in written or "-X_Forwarded_For" in written
