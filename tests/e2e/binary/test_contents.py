"""What is in the built program, and what is not."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from .conftest import TOP

RELEASED, MEASURED_HERE = 19, 9
"""Levels of compression; what a lower one keeps small enough, a higher one does too."""
MAX_BYTES, MAX_COMPRESSED = 260_000_000, 95_000_000


def files(bundle: Path) -> list[Path]:
    return [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]


def test_it_is_small_enough_to_download(bundle: Path) -> None:
    unpacked = sum(file.stat().st_size for file in files(bundle))
    tarring = ["tar", "-C", str(bundle.parent), "-cf", "-", bundle.name]
    with subprocess.Popen(tarring, stdout=subprocess.PIPE) as tar:
        packing = ["zstd", f"-{MEASURED_HERE}", "-T0", "-c"]
        packed = subprocess.run(packing, stdin=tar.stdout, capture_output=True, check=True)
    assert tar.returncode == 0
    print(f"\n{unpacked / 1e6:.0f} MB, {len(packed.stdout) / 1e6:.0f} MB compressed at level {MEASURED_HERE}")
    assert unpacked <= MAX_BYTES
    assert len(packed.stdout) <= MAX_COMPRESSED


def test_no_file_of_it_runs_code_when_any_python_starts(bundle: Path) -> None:
    assert [str(file) for file in files(bundle) if file.suffix == ".pth"] == []


def test_nothing_of_the_tests_is_in_it(bundle: Path) -> None:
    names = {path.name for path in (bundle / "_internal").iterdir()}
    assert names.isdisjoint({"pytest", "mypy", "ruff", "hypothesis", "anthropic", "numpy", "PIL", "boto3", "tests"})


def test_every_icon_and_every_translation_is_in_it(bundle: Path) -> None:
    inside = bundle / "_internal" / "desktop_proxy" / "resources"
    for folder in ("icons", "tray"):
        wanted = {file.name for file in (TOP / "resources" / folder).glob("*.svg")}
        assert {file.name for file in (inside / folder).iterdir()} == wanted
    languages = {file.stem for file in (TOP / "resources" / "translations").glob("*.ts")}
    assert {file.stem for file in (inside / "translations").glob("*.qm")} == languages


def test_libraries_of_the_system_s_own_are_left_to_it(bundle: Path) -> None:
    inside = {path.name for path in (bundle / "_internal").glob("*.so*")}
    for library in (
        "libstdc++",
        "libgcc_s",
        "libglib-2",
        "libX11",
        "libfontconfig",
        "libGL",
        "libEGL",
        "libgtk",
        "libc.",
    ):
        assert not [name for name in inside if name.startswith(library)]
    assert {"libxcb-cursor.so.0", "libxkbcommon-x11.so.0"} <= inside


def test_the_list_of_its_contents_names_every_distribution_as_the_lock_has_it(bundle: Path) -> None:
    listed = json.loads((bundle.parent / "sbom.json").read_bytes())
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    versions = {
        re.sub(r"[-_.]+", "-", part["name"].lower()): part["version"]
        for part in listed["components"]
        if part["purl"].startswith("pkg:pypi/")
    }
    assert {"litellm", "pyside6-essentials", "cryptography", "aiohttp", "keyring"} <= set(versions)
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (TOP / "packaging" / "requirements.lock").read_text(), re.M))
    assert {name: version for name, version in versions.items() if locked.get(name) != version} == {}
    assert [part for part in listed["components"] if part["purl"].startswith("pkg:deb/")]


def test_the_licences_of_what_it_contains_are_in_it(bundle: Path) -> None:
    folder = bundle / "_internal" / "licenses"
    assert {"LGPL-3.txt", "GPL-3.txt"} <= {file.name for file in (folder / "Qt").iterdir()}
    assert len(list(folder.iterdir())) > 40
