"""The workflows: actions pinned, the least rights, and no step that could not be run here by make."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

TOP = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((TOP / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"^\s*(- )?uses: (?P<action>[\w.-]+/[\w./-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
MAKE = re.compile(r"^(sudo )?(env .* )?make (?P<target>[\w-]+)")
RIGHTS = {"publish": {"contents": "write", "id-token": "write", "attestations": "write"}}


def jobs(workflow: Path) -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load(workflow.read_text("utf-8"))["jobs"])


def steps(workflow: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(workflow).values() for step in job.get("steps", [])]


def test_there_is_one_for_tests_builds_and_releases() -> None:
    assert [workflow.stem for workflow in WORKFLOWS] == ["build", "release", "test"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_commit_with_its_version(workflow: Path) -> None:
    used = [line for line in workflow.read_text("utf-8").splitlines() if "uses:" in line and "./.github" not in line]
    assert used
    assert [line for line in used if not PINNED.match(line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_are_the_least(workflow: Path) -> None:
    document = yaml.safe_load(workflow.read_text("utf-8"))
    assert document["permissions"] == {"contents": "read"}
    for name, job in jobs(workflow).items():
        assert job.get("permissions", RIGHTS.get(name)) == RIGHTS.get(name)
    for step in steps(workflow):
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
    assert "pull_request_target" not in workflow.read_text("utf-8")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_is_a_target_of_the_makefile(workflow: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", (TOP / "Makefile").read_text("utf-8"), re.M))
    commands = [line for step in steps(workflow) if "run" in step for line in step["run"].splitlines()]
    assert commands
    found = [MAKE.match(command) for command in commands]
    assert [match["target"] for match in found if match and match["target"] not in targets] == []
    assert all(found)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_job_has_a_limit_of_time(workflow: Path) -> None:
    assert [name for name, job in jobs(workflow).items() if "steps" in job and "timeout-minutes" not in job] == []


@pytest.mark.parametrize("name", ["deb.sh", "deb-prerm.sh"])
def test_the_shell_can_read_the_scripts(name: str) -> None:
    script = TOP / "packaging" / name
    shell = script.read_text().splitlines()[0].removeprefix("#!").split()[-1]
    subprocess.run([shell, "-n", str(script)], check=True)
