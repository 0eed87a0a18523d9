"""The tray app with a probe on its loop, for `benchmarks.window`.

Each line on standard input ends a phase: the app prints how late a precise 10 ms timer came in it, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

from desktop_proxy import tasks
from desktop_proxy.commands.process import open_core
from desktop_proxy.commands.state import State
from desktop_proxy.core import Core
from desktop_proxy.ui import application
from desktop_proxy.ui.start import Start

INTERVAL_S = 0.01


class Probe:
    """Lateness of each tick, in seconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=round(INTERVAL_S * 1000))
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, now - self._last - INTERVAL_S))
        self._last = now

    def end_phase(self) -> None:
        """Print and begin anew."""
        late, self.late = sorted(self.late), []
        at = {q: late[min(len(late) - 1, int(q * len(late)))] * 1000 for q in (0.5, 0.99)}
        stalls = [round(value * 1000) for value in late if value > 0.05]
        print(json.dumps({"p50": at[0.5], "p99": at[0.99], "worst": late[-1] * 1000, "stalls": stalls}), flush=True)


async def _watch(core: Core) -> None:
    while core.url is None:
        await asyncio.sleep(0.01)
    print(core.url, flush=True)
    probe, loop = Probe(), asyncio.get_running_loop()

    def read() -> None:
        for _ in sys.stdin:
            loop.call_soon_threadsafe(probe.end_phase)

    threading.Thread(target=read, daemon=True).start()
    await asyncio.Event().wait()


def main() -> int:
    """As the tray command starts it."""
    state = State(os.environ, Path.cwd())

    def core() -> Core:
        made = open_core(state, {"server.port": 0})
        tasks.spawn(_watch(made), name="probe")
        return made

    return application.run(Start(state.paths, core))


if __name__ == "__main__":
    sys.exit(main())
