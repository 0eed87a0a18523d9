"""Measure the Requests table with 100,000 rows on a real view, offscreen: `python -m benchmarks.window_table`.

One line for each figure with its limit. Times are CPU of this process, so another busy program changes little.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from benchmarks.process import cpu_s, rss_mb
from desktop_proxy.core import Core
from desktop_proxy.paths import HOME_VARIABLE, Paths
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.requests.feed import Feed
from desktop_proxy.ui.requests.filter import compile_filter
from desktop_proxy.ui.requests.table_model import CAPACITY, RequestTableModel
from desktop_proxy.ui.requests.table_view import RequestTable
from desktop_proxy.ui.theme import Theme

ROWS = CAPACITY
BATCH_S = 0.1
RATE = 200
APPENDING_S = 10.0
FILTER = "gpt -status:interrupted duration:>1s"
FILTERS = (
    "gpt",
    "no-such-text",
    "status:error",
    "model:gpt cost:>0.01",
    "claude openai -error tokens:>10k",
    "tool:Bash",
)

MODELS = ("gpt-6.1-sol", "gpt-6-astra", "gpt-6-luna", "gemini-3.8-flash", "gemini-3.1-pro-preview", "grok-4.6")


def a_row(number: int, chance: random.Random) -> RequestRow:
    """As different from the others as in a week of work: a session is some twenty requests."""
    row = RequestRow(
        f"req_{number:024d}", 1_795_000_000 + number * 6.0, "done", "claude-sonnet-5", chance.choice(MODELS)
    )
    row.provider = {"gpt": "openai", "gem": "gemini", "gro": "xai"}[str(row.answered)[:3]]
    row.reason = f"the tier “sonnet” → {row.provider}/{row.answered}"
    row.session = f"{number // 20:08x}-5b7d-4c11-9e0a-2f64c1d07a35"
    row.streaming, row.status, row.client, row.attempts = True, 200, "claude-cli/2.1.197 (external, cli)", 1
    row.input_tokens, row.cached_tokens = chance.randrange(20, 90_000), chance.randrange(0, 160_000)
    row.output_tokens, row.first_token_ms = chance.randrange(2, 2400), round(chance.uniform(280, 2400), 1)
    row.duration_ms = round(row.first_token_ms + row.output_tokens * 12.5, 1)
    row.cost_usd, row.stop_reason = row.output_tokens * 1e-5, chance.choice(("end_turn", "tool_use"))
    row.tools = chance.choice(("Bash", "Read", "Edit Write", "Grep")) if row.stop_reason == "tool_use" else None
    if number % 20 == 0:
        row.state, row.status, row.error = "error", 429, f"OpenAI: rate limit reached. Try again in {number % 97} s."
    return row


def main() -> None:
    """Print each figure beside its limit."""
    app = QApplication([])
    theme = Theme(app)
    # What the first use loads is not the rows' memory.
    _filled(RequestTableModel(), 1000)
    gc.collect()
    before = rss_mb(os.getpid())
    model = RequestTableModel()
    worst = _filled(model, ROWS)
    gc.collect()
    say("memory of 100,000 rows", rss_mb(os.getpid()) - before, "MB", 60)
    say("longest step of loading them", worst * 1e3, "ms", 50)
    view = RequestTable(model, theme, QSettings())
    view.resize(1240, 700)
    view.show()
    _settle(app, model)
    for text in FILTERS:
        cost, longest = _worked(app, model, lambda text=text: model.set_filter(compile_filter(text)))
        say(f"filter {text}", cost * 1e3, "ms", 100)
        say("  its longest step", longest * 1e3, "ms", 50)
    _worked(app, model, lambda: model.set_filter(compile_filter("")))
    for column, name in ((2, "model"), (8, "cost"), (0, "time")):
        cost, longest = _worked(app, model, lambda column=column: model.sort(column, Qt.SortOrder.DescendingOrder))
        say(f"sort by {name}", cost * 1e3, "ms", 200)
        say("  its longest step", longest * 1e3, "ms", 50)
    say("painting a screen while scrolling", _scrolled(app, view) * 1e3, "ms", 25)
    for text, name in (("", "no filter"), (FILTER, "a filter")):
        _worked(app, model, lambda text=text: model.set_filter(compile_filter(text)))
        view.scrollToTop()
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
            share, longest = runner.run(_appended(model))
        say(f"appending {RATE} rows/s with {name}", share * 100, "% of a core", 10)
        say("  its longest step", longest * 1e3, "ms", 50)


def say(name: str, value: float, unit: str, limit: float) -> None:
    print(f"{name:<48}{value:>8.1f} {unit:<12} limit {limit:g}{'' if value <= limit else '  EXCEEDED'}", flush=True)


def _filled(model: RequestTableModel, count: int) -> float:
    """Load as the history is loaded; the longest step in CPU seconds."""
    chance, worst = random.Random(1), 0.0
    for end in range(count, 0, -500):
        rows = [a_row(number, chance) for number in range(end - 1, max(0, end - 500) - 1, -1)]
        started = time.process_time()
        model.add_older(rows)
        worst = max(worst, time.process_time() - started)
    return worst


def _settle(app: QApplication, model: RequestTableModel) -> None:
    for _ in range(3):
        app.processEvents()
    while model.busy:
        app.processEvents()


def _worked(app: QApplication, model: RequestTableModel, act: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds until the answer stands in the view, and the longest time in which nothing else could run."""
    _settle(app, model)
    started = time.process_time()
    step = started
    act()
    longest = time.process_time() - step
    while model.busy:
        step = time.process_time()
        app.processEvents()
        longest = max(longest, time.process_time() - step)
    for _ in range(2):
        step = time.process_time()
        app.processEvents()
        longest = max(longest, time.process_time() - step)
    return time.process_time() - started, longest


def _scrolled(app: QApplication, view: RequestTable) -> float:
    bar, turns = view.verticalScrollBar(), 50
    started = time.process_time()
    for turn in range(turns):
        bar.setValue(turn * 1900)
        app.processEvents()
    return (time.process_time() - started) / turns


async def _appended(model: RequestTableModel) -> tuple[float, float]:
    """The share of a core that live rows take from the request log to the screen, and the loop's longest pause."""
    chance, size, longest = random.Random(2), int(RATE * BATCH_S), 0.0
    with tempfile.TemporaryDirectory() as folder:
        environ = {HOME_VARIABLE: folder}
        core = Core(Paths.find(environ), environ, Path(folder), announced=False)
        core.request_log.enabled = False
        bridge = CoreBridge(core)
        feed = Feed(core.request_log, bridge, model)
        feed.set_active(True)
        await asyncio.sleep(0.5)
        used, started, number = cpu_s(os.getpid()), time.monotonic(), random.randrange(10**9) + 10**7
        for turn in range(1, int(APPENDING_S / BATCH_S) + 1):
            for _ in range(size):
                number += 1
                core.request_log.begin(a_row(number, chance))
            before = time.process_time()
            await asyncio.sleep(max(0.0, started + turn * BATCH_S - time.monotonic()))
            longest = max(longest, time.process_time() - before)
        share = (cpu_s(os.getpid()) - used) / (time.monotonic() - started)
        feed.set_active(False)
        bridge.close()
    return share, longest


if __name__ == "__main__":
    main()
