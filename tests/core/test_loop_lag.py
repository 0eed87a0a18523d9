from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from fakes import eventually

from desktop_proxy.core import loop_lag
from desktop_proxy.core.loop_lag import LoopLag

LIMIT_S = 0.1
FACTORIES: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {"asyncio": asyncio.new_event_loop}
if sys.platform != "win32":
    import uvloop

    FACTORIES["uvloop"] = uvloop.new_event_loop

QASYNC = """
import asyncio, logging, sys, time
import qasync
from PySide6.QtCore import QCoreApplication
from desktop_proxy.core.loop_lag import LoopLag

logging.basicConfig(stream=sys.stdout, format="%(message)s")

def compute_for_long():
    end = time.monotonic() + 0.6
    while time.monotonic() < end:
        sum(range(100))

async def main():
    watch = LoopLag(0.1)
    watch.start()
    await asyncio.sleep(0.3)
    compute_for_long()
    await asyncio.sleep(0.3)
    watch.stop()

app = QCoreApplication([])
with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
    runner.run(main())
"""


def compute_for(seconds: float) -> None:
    """Hold the loop up by computing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(100))


def wait_for(seconds: float, secret: str = "canary-0123456789") -> None:
    """Hold the loop up by waiting, with something in a local variable."""
    time.sleep(seconds)


def stalls(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == loop_lag.__name__]


def running(loop: str, main: Callable[[], object]) -> None:
    with asyncio.Runner(loop_factory=FACTORIES[loop]) as runner:
        runner.run(main())  # type: ignore[arg-type]


@pytest.mark.parametrize("hold", [compute_for, wait_for])
@pytest.mark.parametrize("loop", FACTORIES)
def test_a_stall_is_logged_with_its_length_and_what_ran(
    loop: str, hold: Callable[[float], None], caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        watch = LoopLag(LIMIT_S)
        watch.start()
        await asyncio.sleep(LIMIT_S)
        hold(6 * LIMIT_S)
        await eventually(lambda: bool(stalls(caplog)))
        watch.stop()

    running(loop, main)
    (told,) = stalls(caplog)
    found = re.match(r"The loop stood still for (\d\.\d\d) s, in (.*)", told)
    assert found, told
    assert 4 * LIMIT_S < float(found[1]) < 20 * LIMIT_S
    first, second = found[2].split(" < ")[:2]
    assert first == f"core/test_loop_lag.py:{hold.__name__}"
    assert "main" in second
    assert "canary" not in told


@pytest.mark.parametrize("loop", FACTORIES)
def test_a_loop_that_works_in_short_steps_is_left_in_peace(loop: str, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        watch = LoopLag(0.5)
        watch.start()
        end = time.monotonic() + 1.2
        while time.monotonic() < end:
            compute_for(0.005)
            await asyncio.sleep(0)
        watch.stop()

    running(loop, main)
    assert stalls(caplog) == []


def test_a_stall_that_does_not_end_is_told_while_it_lasts(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop_lag, "HANGING_S", 0.3)

    async def main() -> None:
        watch = LoopLag(LIMIT_S)
        watch.start()
        deadline = time.monotonic() + 20
        while not stalls(caplog) and time.monotonic() < deadline:
            compute_for(0.01)
        watch.stop()

    asyncio.run(main())
    assert "still does" in stalls(caplog)[0]


def test_an_idle_loop_is_woken_no_more_often_than_the_limit_says() -> None:
    async def main() -> int:
        loop = asyncio.get_running_loop()
        timers = 0

        def count(delay: float, callback: Callable[..., object], *arguments: object) -> object:
            nonlocal timers
            timers += 1
            return call(delay, callback, *arguments)

        call, loop.call_later = loop.call_later, count  # type: ignore[assignment]
        watch = LoopLag(LIMIT_S)
        watch.start()
        await asyncio.sleep(5 * LIMIT_S)
        watch.stop()
        # One of them was this function's own.
        return timers - 1

    assert 2 <= asyncio.run(main()) <= 6


def test_after_stop_nothing_watches_and_it_can_be_started_again(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        watch = LoopLag(LIMIT_S)
        watch.stop()
        watch.start()
        assert "loop lag" in [thread.name for thread in threading.enumerate()]
        watch.stop()
        assert "loop lag" not in [thread.name for thread in threading.enumerate()]
        compute_for(3 * LIMIT_S)
        assert stalls(caplog) == []
        watch.start()
        await asyncio.sleep(LIMIT_S)
        compute_for(5 * LIMIT_S)
        await eventually(lambda: bool(stalls(caplog)))
        watch.stop()

    asyncio.run(main())


def test_it_ends_with_a_loop_that_was_closed() -> None:
    async def main() -> None:
        LoopLag(0.02).start()

    asyncio.run(main())
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "loop lag"]
    assert thread.daemon
    thread.join(5)
    assert not thread.is_alive()


def test_it_works_on_the_loop_of_the_window() -> None:
    pytest.importorskip("PySide6")
    done = subprocess.run([sys.executable, "-c", QASYNC], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    (told,) = done.stdout.splitlines()
    assert re.match(r"The loop stood still for 0\.\d+ s, in .*compute_for_long < .*main", told)
