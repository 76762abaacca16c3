"""Lucene with FrenchAnalyzer and its UnifiedHighlighter, by a small Java program.

Needs java, javac and Lucene's jars: in LUCENE (a class path), or where Maven keeps them
after `mvn dependency:get -Dartifact=org.apache.lucene:lucene-highlighter:9.12.3` and the
same for lucene-analysis-common and lucene-queryparser.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from peer import not_installed

HERE = Path(__file__).parent
JARS = Path.home() / ".m2" / "repository" / "org" / "apache" / "lucene"
HEAP = "-Xmx1g"


def main() -> None:
    what, source, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    path = class_path()
    if not path or not shutil.which("javac"):
        not_installed()
    classes = folder / "classes"
    classes.mkdir(parents=True, exist_ok=True)
    program = str(HERE / "LuceneBench.java")
    subprocess.run(["javac", "-cp", path, "-d", str(classes), program], check=True)
    java = ["java", HEAP, "-cp", f"{classes}{os.pathsep}{path}", "LuceneBench"]
    index = str(folder / "lucene")
    if what == "build":
        count, seconds = output([*java, "build", str(source), index]).split()
        print(json.dumps({"paragraphs": int(count), "seconds": float(seconds)}))
    else:
        lines = folder / "queries.txt"
        lines.write_text("\n".join(json.loads(source.read_text("utf-8"))), "utf-8")
        times = output([*java, "search", index, str(lines)]).split()
        print(json.dumps({"latencies_ms": [float(time) for time in times]}))


def output(command: list[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


def class_path() -> str:
    return os.environ.get("LUCENE") or os.pathsep.join(map(str, sorted(JARS.rglob("*.jar"))))


if __name__ == "__main__":
    main()
