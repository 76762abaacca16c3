"""The compose files agree with Alinéa: its settings, commands, ports and folders."""

import json
import re
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from search.cli.commands import commands
from search.settings import Settings, load_settings, names
from web import create_app

REPOSITORY = Path(__file__).parents[1]
FILES = ("compose.yaml", "compose.cluster.yaml")
NODES = {f"node{number}" for number in (1, 2, 3)}
DOCKERFILE = (REPOSITORY / "Dockerfile").read_text("utf-8")


def read(name: str) -> dict:
    return yaml.safe_load((REPOSITORY / name).read_text("utf-8"))


def ours(name: str) -> dict[str, dict]:
    """The services that are Alinéa's image."""
    return {key: one for key, one in read(name)["services"].items() if one["image"] == "alinea"}


OURS = {f"{file}: {name}": one for file in FILES for name, one in ours(file).items()}


def settings_of(service: dict) -> Settings:
    """As they are in its container. Raises SettingsError for what can't be."""
    of_the_image = dict(re.findall(r"\b(ALINEA_\w+)=(\S+)", DOCKERFILE))
    variables = of_the_image | service.get("environment", {})
    assert {one.removeprefix("ALINEA_").lower() for one in variables} <= set(names())
    return load_settings(environment=variables, file=Path("nowhere.toml"))


def balancer() -> str:
    """What HAProxy is told."""
    return read("compose.cluster.yaml")["configs"]["balancer"]["content"]


def test_the_services_are_those_that_the_documentation_tells_of():
    assert ours("compose.yaml").keys() == {"first", "watch", "serve"}
    assert ours("compose.cluster.yaml").keys() == {"watch", "alinea1", "alinea2"}


@pytest.mark.parametrize("service", OURS.values(), ids=OURS)
def test_a_service_sets_what_there_is_to_set_and_can_write_nothing_but_its_volumes(service):
    settings_of(service)
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("service", OURS.values(), ids=OURS)
def test_a_service_runs_commands_that_there_are(service):
    said = f"{service.get('entrypoint', 'alinea')} {service.get('command', '')}".strip()
    run = re.findall(r"\balinea (\w+)", said if said != "alinea" else "alinea serve")
    assert run
    assert set(run) <= set(commands.list_commands(click.Context(commands)))


@pytest.mark.parametrize("service", OURS.values(), ids=OURS)
def test_a_service_has_its_index_and_its_documents_where_its_settings_look_for_them(service):
    mounted = {volume.split(":")[1] for volume in service["volumes"]}
    settings = settings_of(service)
    assert str(settings.index) in mounted
    assert mounted <= {str(settings.index), *map(str, settings.source)}


def test_only_the_one_that_builds_can_write_what_it_shares():
    assert ours("compose.yaml")["serve"]["volumes"] == ["index:/index:ro"]
    folders = [one["volumes"][-1] for one in ours("compose.cluster.yaml").values()]
    assert len(set(folders)) == len(folders)


@pytest.mark.parametrize("service", ours("compose.cluster.yaml").values())
def test_the_servers_of_a_cluster_ask_its_nodes(service):
    settings = settings_of(service)
    assert settings.engine == "opensearch"
    assert set(settings.opensearch_hosts) == {f"http://{name}:9200" for name in NODES}
    assert 0 < settings.opensearch_replicas < len(NODES)
    assert "cluster" in service["networks"]


def test_the_nodes_are_of_the_version_that_is_tested_and_know_one_another():
    services = read("compose.cluster.yaml")["services"]
    pom = (REPOSITORY / "tests" / "cluster" / "pom.xml").read_text("utf-8")
    tested = re.findall(r"<opensearch>(.+)</opensearch>", pom)
    for name in NODES:
        node, given = services[name], services[name]["environment"]
        assert [node["image"].partition(":")[2]] == tested
        assert given["node.name"] == name
        assert set(given["discovery.seed_hosts"].split(",")) == NODES
        assert set(given["cluster.initial_cluster_manager_nodes"].split(",")) == NODES


def test_the_settings_of_nodes_are_those_that_operators_are_told():
    told = (REPOSITORY / "docs" / "operations" / "opensearch.md").read_text("utf-8")
    given = read("compose.cluster.yaml")["services"]["node1"]["environment"]
    for name in ("action.auto_create_index", "indices.query.bool.max_clause_count"):
        assert re.search(rf'`{re.escape(name)}: "?{re.escape(given[name])}"?`', told), name


def test_the_nodes_and_the_servers_are_reached_from_the_balancer_alone():
    whole = read("compose.cluster.yaml")
    assert whole["networks"]["cluster"]["internal"] is True
    assert [name for name, one in whole["services"].items() if "ports" in one] == ["balancer"]
    assert all(whole["services"][name]["networks"] == ["cluster"] for name in NODES)


def test_the_balancer_asks_each_server_at_its_port_whether_it_is_ready(tmp_path):
    servers = ours("compose.cluster.yaml")
    asked = dict(re.findall(r"^ *server (\w+) (\S+)", balancer(), re.MULTILINE))
    serving = {name for name, one in servers.items() if "entrypoint" not in one}
    assert asked == {name: f"{name}:{settings_of(servers[name]).port}" for name in serving}
    [path] = re.findall(r"option httpchk GET (\S+)", balancer())
    app = create_app(Settings(index=tmp_path))
    assert app.url_map.bind("localhost").match(path)


def test_the_published_port_is_the_balancer_s_own():
    [published] = read("compose.cluster.yaml")["services"]["balancer"]["ports"]
    [bound] = re.findall(r"bind :(\d+)", balancer())
    assert published == f"127.0.0.1:{bound}:{bound}"


def test_the_image_is_asked_at_the_port_that_it_serves():
    port = settings_of({}).port
    assert re.findall(r"^EXPOSE (\d+)", DOCKERFILE, re.MULTILINE) == [str(port)]
    assert f"http://127.0.0.1:{port}/readyz" in DOCKERFILE
    assert json.loads(re.findall(r"^CMD (\[.*\])", DOCKERFILE, re.MULTILINE)[0]) == ["serve"]


@pytest.mark.needs("haproxy")
def test_the_balancer_understands_what_it_is_told(tmp_path):
    (tmp_path / "haproxy.cfg").write_text(balancer(), "utf-8")
    command = ["haproxy", "-c", "-f", str(tmp_path / "haproxy.cfg")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
