from __future__ import annotations

import asyncio
import json
import signal

import pytest

from desktop_proxy.commands.selftest import checks
from desktop_proxy.commands.selftest.checks import CHECKS, Check, Skipped
from desktop_proxy.commands.selftest.command import _run_one
from desktop_proxy.commands.selftest.message import Failed
from desktop_proxy.commands.selftest.window import _judge

from ..conftest import Home, Program


def test_every_part_works_on_this_machine(home: Home):
    done = home.run("selftest")
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout
    assert len(lines) == len(CHECKS) + 1
    skipped = [check.name for check, line in zip(CHECKS, lines, strict=False) if line.startswith("skip")]
    assert set(skipped) <= {"the keyring keeps a key", "icons and translations are there"}
    assert lines[-1] == f"{len(CHECKS) - len(skipped)} passed, {len(skipped)} skipped."
    assert list((home.path / "data").glob("requests*")) == []


def test_results_are_said_as_json(program: Program, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checks, "CHECKS", CHECKS[:2])
    done = program("selftest", "--json")
    assert [(result["check"], result["outcome"]) for result in json.loads(done.out)] == [
        (check.name, "ok") for check in CHECKS[:2]
    ]
    assert done.code == 0


def test_a_failing_check_is_a_result_and_not_the_end():
    async def fails(world):
        raise RuntimeError("broken")

    async def skips(world):
        raise Skipped("not here")

    assert asyncio.run(_run_one(Check("x", fails), None)).outcome == "FAIL"
    assert asyncio.run(_run_one(Check("x", skips), None)).detail == "not here"


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        (b'{"missing": "libEGL.so.1: cannot open shared object file"}', 0, ""),
        (b"", -signal.SIGABRT, "no Qt platform plugin could be initialized"),
    ],
)
def test_a_machine_that_shows_no_window_skips_the_pages_in_words(report: bytes, code: int, said: str):
    with pytest.raises(Skipped, match="no window can be shown on this machine: lib"):
        _judge(report, code, said)


def test_pages_with_faults_and_a_process_that_died_are_failures():
    with pytest.raises(Failed, match=r"The page general is blank\."):
        _judge(b'{"faults": ["The page general is blank."]}', 0, "")
    with pytest.raises(Failed, match="ended with -11: it said nothing"):
        _judge(b"", -signal.SIGSEGV, "")
    _judge(b'{"faults": []}', 0, "a remark")
