"""The list of what is in the built program, as CycloneDX 1.6 JSON: https://cyclonedx.org/docs/1.6/json/"""

from __future__ import annotations

import json
import platform
import uuid
from collections.abc import Mapping, Sequence
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

NAME = "desktop-proxy"
MAX_LICENSE_NAME = 60
"""Some put a whole text where its name belongs."""


def write(file: Path, version: str, distributions: Sequence[Distribution], packages: Mapping[str, str]) -> None:
    """The same contents give the same file."""
    file.write_text(json.dumps(document(version, distributions, packages), indent=2) + "\n", encoding="utf-8")


def document(version: str, distributions: Sequence[Distribution], packages: Mapping[str, str]) -> dict[str, Any]:
    """Every distribution and package, and Python itself."""
    python = platform.python_version()
    components = [
        _component("python", python, f"pkg:generic/python@{python}", license="PSF-2.0"),
        *(_of_distribution(distribution) for distribution in distributions),
        *(_component(name, found, f"pkg:deb/{_system()}/{name}@{found}") for name, found in packages.items()),
    ]
    program = _component(NAME, version, f"pkg:generic/{NAME}@{version}", license="MIT") | {"type": "application"}
    identity = json.dumps([program, components], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
        "dependencies": [
            {"ref": program["bom-ref"], "dependsOn": sorted(component["bom-ref"] for component in components)}
        ],
    }


def _of_distribution(distribution: Distribution) -> dict[str, Any]:
    name = distribution.name.lower().replace("_", "-")
    purl = f"pkg:pypi/{name}@{distribution.version}"
    return _component(distribution.name, distribution.version, purl) | _licenses_of(distribution)


def _licenses_of(distribution: Distribution) -> dict[str, Any]:
    """As exactly as it says: by an SPDX expression, else by the names of its classifiers or its own."""
    metadata = distribution.metadata
    if expressions := metadata.get_all("License-Expression"):
        return {"licenses": [{"expression": expressions[0]}]}
    classifiers = [text for text in metadata.get_all("Classifier") or () if text.startswith("License :: ")]
    names = [text.rpartition(" :: ")[2] for text in classifiers] or metadata.get_all("License") or []
    short = [name for name in names if len(name) <= MAX_LICENSE_NAME]
    return {"licenses": [{"license": {"name": name}} for name in short]} if short else {}


def _component(name: str, version: str, purl: str, *, license: str | None = None) -> dict[str, Any]:
    stated = {"licenses": [{"expression": license}]} if license else {}
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, **stated}


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:
        return "debian"
