"""A node of OpenSearch from Maven's repository, for tests and for trying things out.

    python tests/cluster/node.py [port]

fetches it unless it's there (62 MB, kept in ~/.cache/alinea), starts it on 127.0.0.1 with its data
in a temporary folder, and stops it with Ctrl-C. It needs a JDK and Maven.
"""

import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock

sys.path.insert(0, str(Path(__file__).parents[2]))

from search.parent_death import end_with_parent

HERE = Path(__file__).parent
_SOURCES = (HERE / "pom.xml", HERE / "OpenSearchNode.java")
#: Without these a start takes four times as long, and what goes on for minutes half.
_SHORT_LIVED = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_LOGGING = (f"-Dlog4j.configurationFile={HERE / 'log4j2.properties'}",)
#: Seconds that a start may take, and a stop.
_STARTING, _STOPPING = 600, 60


def installed() -> Path:
    """The folder with all that a node needs, fetched and compiled once for each version of it."""
    version = hashlib.sha256(b"".join(path.read_bytes() for path in _SOURCES)).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "alinea")
    folder = cache / f"opensearch-{version}"
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "lock"):  # Maven's repository is for one at a time
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(dir=cache, ignore_cleanup_errors=True) as made:
                _install(Path(made))
                Path(made).rename(folder)
    return folder


def _install(folder: Path) -> None:
    goal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
    maven = ["mvn", "--quiet", "--batch-mode", "--file", str(HERE / "pom.xml"), goal]
    # What Maven makes of its own goes nowhere; what it fetches is kept beside, since it looks for
    # a home where the system says that a user's is, be that as it may.
    maven += [f"-DoutputDirectory={folder / 'lib'}", f"-Dproject.build.directory={folder / 'x'}"]
    maven += [f"-Dmaven.repo.local={folder.parent / 'maven'}"]
    subprocess.run([*maven, "-DincludeScope=runtime"], check=True, timeout=600)
    java = ["javac", "-cp", f"{folder / 'lib'}/*", "-d", str(folder / "classes")]
    subprocess.run([*java, str(HERE / "OpenSearchNode.java")], check=True, timeout=120)


def _ending_with(parent: int) -> Callable[[], None]:
    """What is killed while it has nodes leaves none."""
    return partial(end_with_parent, parent)


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


class Node:
    """One node, with its data in `folder`.

    url: where it answers; peers: transport ports of all nodes, itself too; none if it is alone
    """

    def __init__(
        self,
        folder: Path,
        name: str = "node1",
        *,
        http: int = 0,
        transport: int = 0,
        peers: Sequence[int] = (),
        names: Sequence[str] = (),
        heap: int = 512,
        lasting: bool = False,
    ) -> None:
        """names: of all nodes, which choose the first manager of the cluster; heap: megabytes
        lasting: whether it is for measuring, rather than to be there soon
        """
        self.folder, self.name, self._heap = folder, name, heap
        self._machine = () if lasting else _SHORT_LIVED
        port = http or free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._settings = {
            "path.home": str(folder),
            "cluster.name": "alinea",
            "node.name": name,
            "network.host": "127.0.0.1",
            "http.port": port,
            "transport.port": transport or free_port(),
            "action.auto_create_index": "false",
            "indices.query.bool.max_clause_count": 16384,
            "cluster.max_shards_per_node": 5000,
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        if peers:
            hosts = ",".join(f"127.0.0.1:{peer}" for peer in peers)
            self._settings["discovery.seed_hosts"] = hosts
            self._settings["cluster.initial_cluster_manager_nodes"] = ",".join(names)
        else:
            self._settings["discovery.type"] = "single-node"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Node":
        """Start it; it answers a little later (`wait_for`)."""
        there = installed()
        (self.folder / "config").mkdir(parents=True, exist_ok=True)
        heap = (f"-Xms{self._heap}m", f"-Xmx{self._heap}m")
        classes = os.pathsep.join([str(there / "classes"), f"{there / 'lib'}/*"])
        settings = [f"{name}={value}" for name, value in self._settings.items()]
        command = [
            "java",
            *_LOGGING,
            *heap,
            *self._machine,
            "-cp",
            classes,
            "OpenSearchNode",
            *settings,
        ]
        with (self.folder / "said.txt").open("ab") as said:
            self._process = subprocess.Popen(
                command, stdout=said, stderr=said, preexec_fn=_ending_with(os.getpid())
            )
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOPPING)
            except subprocess.TimeoutExpired:
                self.kill()

    def processor_seconds(self) -> float:
        """That it has used so far, as Linux tells it."""
        assert self._process is not None
        told = Path(f"/proc/{self._process.pid}/stat").read_text("ascii")
        used = told.rpartition(")")[2].split()[11:13]  # in user mode and in the kernel
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")

    def check(self) -> None:
        """Raises RuntimeError if it has ended."""
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"the node {self.name} has ended:\n{self.said()}")

    def said(self) -> str:
        """The last of what it has said."""
        return (self.folder / "said.txt").read_text("utf-8", "replace")[-2000:]


@contextmanager
def running(
    folder: Path, count: int, *, heap: int = 512, lasting: bool = False
) -> Iterator[list[Node]]:
    """So many nodes of one cluster, which answer; see `Node`."""
    ports, names = [free_port() for _ in range(count)], [f"node{n}" for n in range(count)]
    peers = ports if count > 1 else []
    nodes = [
        Node(
            folder / name,
            name,
            transport=port,
            peers=peers,
            names=names,
            heap=heap,
            lasting=lasting,
        )
        for name, port in zip(names, ports, strict=True)
    ]
    try:
        for node in nodes:
            node.start()
        wait_for(nodes)
        yield nodes
    finally:
        for node in nodes:
            node.kill()


def wait_for(nodes: Sequence[Node]) -> None:
    """Until the first of them sees all of them. Raises RuntimeError."""
    url = f"{nodes[0].url}/_cluster/health?wait_for_nodes={len(nodes)}&timeout=1s"
    until = time.monotonic() + _STARTING
    while time.monotonic() < until:
        for node in nodes:
            node.check()
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the nodes have not found one another:\n{nodes[0].said()}")


def healthy(nodes: Sequence[Node]) -> bool:
    """Whether all nodes are there, and all copies of all shards, where they are to stay."""
    try:
        found = _told(nodes[0], "/_cluster/health?timeout=1s")
    except (urllib.error.URLError, OSError):
        return False
    told = (found["number_of_nodes"], found["status"], found["relocating_shards"])
    return bool(told == (len(nodes), "green", 0))


def holders(asked: Node, index: str) -> set[str]:
    """The names of the nodes that have the first shard of an index."""
    shards = _told(asked, f"/_cat/shards/{index}?format=json&h=shard,node")
    return {one["node"] for one in shards if one["shard"] == "0"}


def _told(asked: Node, path: str) -> Any:
    with urllib.request.urlopen(f"{asked.url}{path}", timeout=5) as answer:
        return json.load(answer)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        node = Node(Path(folder), http=int(sys.argv[1]) if len(sys.argv) > 1 else 9200).start()
        try:
            wait_for([node])
            print(f"{node.url}: stop it with Ctrl-C", flush=True)
            while True:
                time.sleep(1)
                node.check()
        except KeyboardInterrupt:
            pass
        finally:
            node.stop()


if __name__ == "__main__":
    main()
