from __future__ import annotations

import asyncio
import os
import signal

import pytest

from desktop_proxy.core.stop_signals import stop_on_signals


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
async def test_the_first_signal_stops_and_the_second_ends() -> None:
    stop = stop_on_signals()
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(stop.wait(), 5)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
