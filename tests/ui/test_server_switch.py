"""The proxy is started and stopped once, whoever presses, and everybody sees it."""

from __future__ import annotations

from desktop_proxy.core import Core
from desktop_proxy.server.runner import Running, Stopped
from desktop_proxy.ui.bridge import CoreBridge
from tests.fakes import eventually


async def test_stopping_is_told_from_the_press_to_the_end(running_core: Core, bridge: CoreBridge) -> None:
    switch, told = bridge.server_switch, list[bool]()
    switch.changed.connect(lambda: told.append(switch.stopping))
    switch.toggle()
    switch.toggle()
    assert switch.stopping and isinstance(running_core.server.state, Running)
    await eventually(lambda: not switch.stopping)
    assert isinstance(running_core.server.state, Stopped) and told == [True, False]


async def test_what_is_stopped_is_started(running_core: Core, bridge: CoreBridge) -> None:
    await running_core.server.stop()
    bridge.server_switch.toggle()
    await eventually(lambda: isinstance(running_core.server.state, Running))
    assert not bridge.server_switch.stopping
