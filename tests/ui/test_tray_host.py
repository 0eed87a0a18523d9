"""Trays come and go: it is noticed, and an icon is asked for once a new host has settled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tray_host
from desktop_proxy.ui.tray_host import TrayHosts


@pytest.fixture
def tray_is_there(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """What Qt says; offscreen there is never a tray. The real hosts are in tests/e2e/desktop."""
    said = {"now": False}
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: said["now"]))
    monkeypatch.setattr(tray_host, "LOOK_MS", 10)
    monkeypatch.setattr(tray_host, "SETTLE_MS", 10)
    return said


def test_a_tray_that_comes_and_goes_is_told(qtbot: QtBot, tray_is_there: dict[str, bool]) -> None:
    hosts = TrayHosts()
    assert not hosts.available
    for now in (True, False):
        with qtbot.waitSignal(hosts.available_changed, timeout=2000) as told:
            tray_is_there["now"] = now
        assert told.args == [now] and hosts.available is now


def test_nothing_is_told_while_nothing_changes(qtbot: QtBot, tray_is_there: dict[str, bool]) -> None:
    hosts = TrayHosts()
    with qtbot.assertNotEmitted(hosts.available_changed, wait=60):
        pass


def test_where_there_always_is_a_tray_nothing_is_watched(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray_host, "MAY_BE_MISSING", False)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    hosts = TrayHosts()
    assert hosts.available
    assert not any(timer.isActive() for timer in hosts.findChildren(QTimer))
