"""Core signals reach Qt once, coalesced, and coroutines started from slots run."""

from __future__ import annotations

import time

from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.bridge import CoreBridge
from tests.fakes import eventually


def row(number: int) -> RequestRow:
    return RequestRow(id=f"req_{number}", started_at=time.time(), asked="claude-sonnet-5")


async def test_many_changes_arrive_as_one_list_with_each_row_once(core: Core, bridge: CoreBridge) -> None:
    batches: list[list[RequestRow]] = []
    bridge.rows_changed.connect(batches.append)
    for number in range(50):
        core.request_log.begin(row(number))
        core.request_log.finish(f"req_{number}", state="done")
    await eventually(lambda: bool(batches))
    assert len(batches) == 1
    assert [changed.id for changed in batches[0]] == [f"req_{number}" for number in range(50)]
    assert {changed.state for changed in batches[0]} == {"done"}


def test_requests_in_flight_are_counted(core: Core, bridge: CoreBridge) -> None:
    counts: list[int] = []
    bridge.in_flight_changed.connect(counts.append)
    core.request_log.begin(row(1))
    core.request_log.begin(row(2))
    core.request_log.finish("req_1", state="done")
    core.request_log.finish("req_2", state="error")
    assert counts == [1, 2, 1, 0] and bridge.in_flight == 0


def test_a_changed_setting_is_told(core: Core, bridge: CoreBridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.settings_changed) as told:
        core.settings.update({"upstream.max_retries": 1})
    old, new = told.args
    assert (old.upstream.max_retries, new.upstream.max_retries) == (2, 1)


async def test_a_coroutine_started_from_a_slot_runs(bridge: CoreBridge) -> None:
    async def work() -> int:
        return 42

    assert await bridge.run(work(), "work") == 42


async def test_the_state_of_the_server_is_told(running_core: Core, bridge: CoreBridge) -> None:
    states: list[object] = []
    bridge.state_changed.connect(states.append)
    await running_core.server.stop()
    assert [type(state).__name__ for state in states] == ["Stopped"]
