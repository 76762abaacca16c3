"""What comes along with Alinéa: writes `constraints.txt`, `docs/licences.md` and
`docs/operations/sbom.json` (CycloneDX 1.6) from what is installed here. `make inventory` runs it.
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[1]
#: What `pip install 'alinea[…]'` may bring along to a server.
EXTRAS = ("formats", "limits", "metrics", "opensearch", "tantivy")
CONSTRAINTS = REPOSITORY / "constraints.txt"
LICENCES = REPOSITORY / "docs" / "licences.md"
SBOM = REPOSITORY / "docs" / "operations" / "sbom.json"
#: Names of SPDX for what packages say in other words.
_SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}


def needed() -> list[Distribution]:
    """All distributions that Alinéa needs with these extras, by name."""
    found: dict[str, Distribution] = {}
    for name in _needs(distribution("alinea"), EXTRAS):
        _gather(name, found)
    return [found[name] for name in sorted(found)]


def _gather(requirement: Requirement, found: dict[str, Distribution]) -> None:
    name = canonicalize_name(requirement.name)
    if name in found:
        return
    try:
        found[name] = distribution(name)
    except PackageNotFoundError:
        return  # of another system
    for other in _needs(found[name], tuple(requirement.extras)):
        _gather(other, found)


def _needs(package: Distribution, extras: tuple[str, ...]) -> Iterator[Requirement]:
    for line in package.requires or ():
        requirement = Requirement(line)
        wanted = ({"extra": extra} for extra in ("", *extras))
        if requirement.marker is None or any(map(requirement.marker.evaluate, wanted)):
            yield requirement


def licence(package: Distribution) -> str:
    """As SPDX writes it, as far as the package says."""
    metadata = package.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier") or ()
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    said = (metadata.get("License") or "").split("\n")[0][:60]
    names = [_SPDX.get(name, name) for name in classified or [said]]
    return " AND ".join(filter(None, names)) or "see its files"


def constraints() -> str:
    """For `pip install --constraint`: each in the version that was tested."""
    lines = [f"{canonicalize_name(one.name)}=={one.version}" for one in needed()]
    return "\n".join(["# Made by `make inventory`.", *lines, ""])


def licences() -> str:
    rows = [f"| {one.name} | {one.version} | {licence(one)} |" for one in needed()]
    head = (
        "# Licences\n\nWhat `alinea[formats,limits,metrics,tantivy]` brings along, and under which "
        "licence, as each says\nof itself (`make inventory`). Alinéa itself is GPL-3.0-or-later; "
        "why is in the [README](../README.md).\n\n| package | version | licence |\n"
        "| --- | --- | --- |"
    )
    return "\n".join([head, *rows, ""])


def sbom() -> str:
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{canonicalize_name(one.name)}@{one.version}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{canonicalize_name(one.name)}@{one.version}",
            "licenses": [{"license": {"name": licence(one)}}],
        }
        for one in needed()
    ]
    own = distribution("alinea")
    about = {"type": "application", "bom-ref": "alinea", "name": "alinea", "version": own.version}
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": about},
        "components": components,
        "dependencies": [
            {"ref": "alinea", "dependsOn": [str(one["bom-ref"]) for one in components]}
        ],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def names_in(text: str) -> dict[str, str]:
    """The versions of a file of constraints, by name."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE))


def main() -> None:
    for path, text in ((CONSTRAINTS, constraints()), (LICENCES, licences()), (SBOM, sbom())):
        path.write_text(text, "utf-8")
        sys.stdout.write(f"{path.relative_to(REPOSITORY)}\n")


if __name__ == "__main__":
    main()
