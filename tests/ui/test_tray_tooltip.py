"""What the tray says when it is pointed at."""

from __future__ import annotations

import time

import pytest

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui import tray_tooltip
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.tray_tooltip import TrayTooltip
from tests.fakes import eventually


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray_tooltip, "READ_MS", 400)


def ask(core: Core, number: int, *, age_s: float = 0, **columns: object) -> None:
    row = RequestRow(id=f"req_{number}", started_at=time.time() - age_s, asked="claude-sonnet-5")
    core.request_log.begin(row)
    core.request_log.finish(row.id, **{"state": "done", "answered": "gpt-6.1-sol", "provider": "openai", **columns})


async def test_it_says_where_the_proxy_is_and_that_nothing_was_asked(running_core: Core, bridge: CoreBridge) -> None:
    tooltip = TrayTooltip(running_core, bridge)
    assert tooltip.text == f"Desktop Proxy at {running_core.url}\nNo requests today"


async def test_it_says_who_answered_last_and_what_today_cost(running_core: Core, bridge: CoreBridge) -> None:
    tooltip = TrayTooltip(running_core, bridge)
    ask(running_core, 0, age_s=2 * 86_400, input_tokens=1, output_tokens=1, cost_usd=9.0)
    ask(running_core, 1, input_tokens=1000, cached_tokens=400, output_tokens=100, cost_usd=0.25)
    ask(running_core, 2, input_tokens=500, output_tokens=0, cost_usd=0.17, answered="gpt-6-luna")
    wanted = ["claude-sonnet-5 → gpt-6-luna", "2 requests today, 2.0k tokens, $0.42"]
    await eventually(lambda: tooltip.text.splitlines()[1:] == wanted)


async def test_a_price_that_is_not_known_is_left_out(running_core: Core, bridge: CoreBridge) -> None:
    tooltip = TrayTooltip(running_core, bridge)
    for number in (1, 2):
        ask(running_core, number, input_tokens=1000, output_tokens=100)
    await eventually(lambda: tooltip.text.endswith("2 requests today, 2.2k tokens"))


async def test_the_figures_of_before_are_there_after_a_start(running_core: Core, bridge: CoreBridge) -> None:
    ask(running_core, 1, input_tokens=10, output_tokens=10, cost_usd=0.5)
    await running_core.request_log.flush()
    tooltip = TrayTooltip(running_core, bridge)
    await eventually(lambda: tooltip.text.endswith("$0.50"))


async def test_many_changes_are_read_once(
    running_core: Core, bridge: CoreBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray_tooltip, "READ_MS", 600)
    tooltip = TrayTooltip(running_core, bridge)
    await eventually(tooltip._midnight.isActive)
    reads: list[float] = []
    read = tooltip._read_totals
    monkeypatch.setattr(tooltip, "_read_totals", lambda since: reads.append(since) or read(since))
    for number in range(30):
        ask(running_core, number)
    await running_core.request_log.flush()
    await eventually(lambda: "30 requests" in tooltip.text)
    assert len(reads) == 1


async def test_names_from_elsewhere_are_plain_text(running_core: Core, bridge: CoreBridge) -> None:
    tooltip = TrayTooltip(running_core, bridge)
    ask(running_core, 1, answered="<img src='http://x/y'>\u202e\nevil" + "x" * 500)
    await eventually(lambda: "‹img" in tooltip.text)
    line = tooltip.text.splitlines()[1]
    assert "<" not in line and "⟨202E⟩" in line and len(line) <= tray_tooltip.MAX_LINE_CHARACTERS


async def test_it_follows_the_state_and_warns_of_an_open_proxy(running_core: Core, bridge: CoreBridge) -> None:
    tooltip = TrayTooltip(running_core, bridge)
    told: list[str] = []
    tooltip.changed.connect(told.append)
    running_core.settings.update({"server.require_token": False})
    assert "Open to every program of this machine" in told[-1]
    await running_core.server.stop()
    assert told[-1].startswith("Desktop Proxy is stopped")


async def test_after_midnight_it_is_another_day(running_core: Core, bridge: CoreBridge) -> None:
    tooltip = TrayTooltip(running_core, bridge)
    await eventually(tooltip._midnight.isActive)
    assert 0 < tooltip._midnight.remainingTime() <= 86_402_000
    ask(running_core, 1, cost_usd=0.5)
    await running_core.request_log.flush()
    tooltip._midnight.timeout.emit()
    await eventually(lambda: tooltip.text.endswith("$0.50"))
