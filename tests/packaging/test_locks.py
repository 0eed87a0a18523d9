"""The lock files: nothing without a hash, nothing that was once poisoned, and no address to fetch it from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "tests/requirements.lock", "packaging/requirements.lock")
POISONED = {"litellm": {"1.82.7", "1.82.8"}}
PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)(?P<rest>.*)$")


def requirements(lock: str) -> dict[str, list[tuple[str, str]]]:
    """Versions and hashes of each; some have a version for each Python."""
    text = (TOP / lock).read_text("utf-8").replace("\\\n", " ")
    found: dict[str, list[tuple[str, str]]] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = PINNED.match(line)
        assert match, f"not pinned: {line[:80]}"
        found.setdefault(match["name"], []).append((match["version"], match["rest"]))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_has_hashes(lock: str) -> None:
    rows = [row for rows in requirements(lock).values() for row in rows]
    assert len(rows) > 30
    assert [version for version, rest in rows if not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_poisoned_version_is_among_them(lock: str) -> None:
    found = requirements(lock)
    assert found["litellm"]
    assert [name for name, bad in POISONED.items() if bad & {version for version, _ in found.get(name, [])}] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_is_in_them(lock: str) -> None:
    text = (TOP / lock).read_text("utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|@ ", text)


def test_the_binary_is_built_of_what_runs_from_source() -> None:
    source, binary = requirements(LOCKS[0]), requirements(LOCKS[2])
    assert {name for name, rows in source.items() if rows != binary.get(name)} == set()


def test_the_npm_lock_has_hashes_and_no_address() -> None:
    lock = json.loads((TOP / "tests/e2e/node/package-lock.json").read_bytes())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
