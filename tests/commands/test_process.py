from __future__ import annotations

import asyncio

import pytest

from desktop_proxy.commands.process import run_on_loop


async def name_of_the_loop() -> str:
    return type(asyncio.get_running_loop()).__module__


def test_the_fastest_loop_there_is_runs_it():
    pytest.importorskip("uvloop")
    assert run_on_loop(name_of_the_loop).startswith("uvloop")
