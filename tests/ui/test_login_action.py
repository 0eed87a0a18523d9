"""Start at login is asked from the system and changed there."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_proxy import autostart
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.login_action import LoginAction
from tests.fakes import eventually


@pytest.fixture(autouse=True)
def configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an XDG desktop looks for what to start."""
    folder = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setattr("sys.platform", "linux")
    return folder


async def test_the_check_mark_follows_the_system(bridge: CoreBridge) -> None:
    login = LoginAction(bridge)
    autostart.enable(["/bin/true"])
    login.look()
    await eventually(login.action.isChecked)
    autostart.disable()
    login.look()
    await eventually(lambda: not login.action.isChecked())


async def test_choosing_it_changes_the_system(bridge: CoreBridge) -> None:
    login = LoginAction(bridge)
    login.action.trigger()
    await eventually(autostart.is_enabled)
    await eventually(login.action.isChecked)
    login.action.trigger()
    await eventually(lambda: not autostart.is_enabled())


async def test_a_system_that_refuses_is_told_and_the_mark_is_as_before(bridge: CoreBridge, configuration: Path) -> None:
    configuration.write_text("a file where the folder should be")
    login = LoginAction(bridge)
    told: list[tuple[str, str]] = []
    login.told.connect(lambda *words: told.append(words))
    login.action.trigger()
    await eventually(lambda: bool(told))
    assert told[0][0] == "The start at login cannot be changed" and str(configuration) in told[0][1]
    await eventually(lambda: not login.action.isChecked())
