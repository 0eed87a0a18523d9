from __future__ import annotations

import asyncio
import os
import signal

import pytest

from desktop_proxy.commands.process import run_on_loop, stop_on_signals


async def name_of_the_loop() -> str:
    return type(asyncio.get_running_loop()).__module__


def test_the_fastest_loop_there_is_runs_it():
    pytest.importorskip("uvloop")
    assert run_on_loop(name_of_the_loop).startswith("uvloop")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_the_first_signal_stops_and_the_second_ends():
    async def wait() -> bool:
        stop = stop_on_signals()
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.wait_for(stop.wait(), 5)
        return signal.getsignal(signal.SIGTERM) is signal.SIG_DFL

    assert run_on_loop(wait)
