"""Start at login is what the system says, and a refusal of the system is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.general.autostart_row import AutostartRow
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the place of the other systems is not a folder")


@pytest.fixture
def config_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


async def loaded(bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> AutostartRow:
    made = AutostartRow(bridge, theme)
    qtbot.addWidget(made)
    made.show()
    made.load()
    await eventually(made.toggle.isEnabled)
    return made


async def test_it_is_the_place_of_the_environment_it_is_given(bridge: CoreBridge, theme: Theme, tmp_path: Path) -> None:
    row = AutostartRow(bridge, theme, environ={"HOME": str(tmp_path)})
    row.load()
    await eventually(row.toggle.isEnabled)
    row.toggle.click()
    await eventually(lambda: (tmp_path / ".config" / "autostart" / "desktop-proxy.desktop").exists())
    await eventually(row.toggle.isEnabled)


async def test_it_is_switched_on_and_off_in_the_system(
    config_home: Path, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> None:
    row = await loaded(bridge, theme, qtbot)
    assert not row.toggle.isChecked()
    QTest.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    await eventually(row.toggle.isEnabled)
    assert row.toggle.isChecked() and list((config_home / "autostart").iterdir())
    QTest.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    await eventually(row.toggle.isEnabled)
    assert not row.toggle.isChecked() and not list((config_home / "autostart").iterdir())


async def test_a_folder_that_cannot_be_made_is_told_and_the_switch_stays_true(
    config_home: Path, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> None:
    row = await loaded(bridge, theme, qtbot)
    config_home.write_text("not a folder")
    QTest.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    await eventually(row.remark.isVisible)
    assert "start at login" in row.remark.text().lower()
    assert not row.toggle.isChecked()
