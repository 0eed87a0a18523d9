from __future__ import annotations

import asyncio
import json

from desktop_proxy.commands.selftest.checks import CHECKS, Check, Skipped
from desktop_proxy.commands.selftest.command import _run_one

from ..conftest import Home


def test_every_part_works_on_this_machine(home: Home):
    done = home.run("selftest", "--json")
    results = json.loads(done.stdout)
    assert done.returncode == 0, results
    assert len(results) == len(CHECKS)
    skipped = [result["check"] for result in results if result["outcome"] == "skip"]
    assert skipped == ["the keyring keeps a key"]
    assert list((home.path / "data").glob("requests*")) == []


def test_lines_and_a_sum_are_said(home: Home):
    done = home.run("selftest")
    assert done.stdout.splitlines()[-1] == f"{len(CHECKS) - 1} passed, 1 skipped."


def test_a_failing_check_is_a_result_and_not_the_end():
    async def fails(world):
        raise RuntimeError("broken")

    async def skips(world):
        raise Skipped("not here")

    assert asyncio.run(_run_one(Check("x", fails), None)).outcome == "FAIL"
    assert asyncio.run(_run_one(Check("x", skips), None)).detail == "not here"
