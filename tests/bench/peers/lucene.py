"""Lucene with FrenchAnalyzer and its UnifiedHighlighter, by a small Java program.

Needs java, javac and Maven, which brings the Lucene of `pom.xml` (once; from then on nothing has
to be fetched); or, without Maven, its jars in LUCENE (a class path). LUCENE_FIELDS says which
fields (`LuceneBench.java`).
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from peer import not_installed

HERE = Path(__file__).parent
HEAP = "-Xmx1g"
#: Seconds that Maven may take to fetch Lucene.
_FETCH = 300


def main() -> None:
    what, source, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    path = class_path(folder)
    if not (path and shutil.which("javac")):
        not_installed()
    classes = folder / "classes"
    classes.mkdir(parents=True, exist_ok=True)
    program = str(HERE / "LuceneBench.java")
    subprocess.run(["javac", "-cp", path, "-d", str(classes), program], check=True)
    java = ["java", HEAP, "-cp", f"{classes}{os.pathsep}{path}", "LuceneBench"]
    index, fields = str(folder / "lucene"), os.environ.get("LUCENE_FIELDS", "stems")
    if what == "build":
        count, seconds = output([*java, "build", fields, str(source), index]).split()
        print(json.dumps({"paragraphs": int(count), "seconds": float(seconds)}))
    else:
        lines = folder / "queries.txt"
        lines.write_text("\n".join(json.loads(source.read_text("utf-8"))), "utf-8")
        times = output([*java, "search", fields, index, str(lines)]).split()
        print(json.dumps({"latencies_ms": [float(time) for time in times]}))


def output(command: list[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


def class_path(folder: Path) -> str:
    """Of Lucene; nothing if it can't be had. Maven is asked without the net first."""
    if given := os.environ.get("LUCENE"):
        return given
    if not (maven := shutil.which("mvn")):
        return ""
    found = folder / "classpath.txt"
    command = [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:build-classpath"]
    command.append(f"-Dmdep.outputFile={found}")
    for offline in (["-o"], []):
        told = subprocess.run(
            [*command, *offline], capture_output=True, timeout=_FETCH, text=True, check=False
        )
        if told.returncode == 0:
            return found.read_text("utf-8").strip()
    print(told.stdout, file=sys.stderr)
    return ""


if __name__ == "__main__":
    main()
