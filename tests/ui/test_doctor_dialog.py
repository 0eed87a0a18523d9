"""The dialog shows findings as they come, stops, runs again, and copies what it found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.doctor import CHECKS, Check, Finding, Remedy
from desktop_proxy.doctor.case import Case
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.doctor_dialog import DoctorDialog
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually


class Stall:
    """A check that waits until it is told, and knows when it was stopped."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.begun = self.stopped = False

    async def run(self, _case: Case) -> list[Finding]:
        self.begun = True
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.stopped = True
            raise
        return [Finding("ok", "It went on.")]


def giving(*findings: Finding) -> Check:
    async def run(_case: Case) -> list[Finding]:
        return list(findings)

    return Check("port", "Port", run)


@pytest.fixture
def make(running_core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot):
    def made(checks: Sequence[Check] = CHECKS) -> DoctorDialog:
        dialog = DoctorDialog(running_core, bridge, theme, checks=checks)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return made


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_every_real_check_says_something(make) -> None:
    dialog = make()
    await eventually(lambda: not dialog.busy, timeout_s=30)
    assert {title for title, _ in dialog.findings.found} == {check.title for check in CHECKS}
    assert all(finding.sentence for _, finding in dialog.findings.found)


async def test_a_finding_is_shown_before_the_others_are_known(make) -> None:
    stall = Stall()
    dialog = make([giving(Finding("ok", "It listens.")), Check("slow", "Slow", stall.run)])
    await eventually(lambda: len(dialog.findings.found) == 1)
    assert dialog.busy and dialog.progress.value() == 1 and dialog.again.text() == "Stop"
    stall.go_on.set()
    await eventually(lambda: not dialog.busy)
    assert len(dialog.findings.found) == 2 and dialog.again.text() == "Run again"


async def test_stop_ends_the_checks_and_they_can_run_again(make) -> None:
    stall = Stall()
    dialog = make([giving(Finding("ok", "It listens.")), Check("slow", "Slow", stall.run)])
    await eventually(lambda: len(dialog.findings.found) == 1)
    click(dialog.again)
    await eventually(lambda: stall.stopped)
    assert not dialog.busy and "Stopped" in dialog.summary.word.text()
    stall.go_on.set()
    click(dialog.again)
    await eventually(lambda: not dialog.busy)
    assert len(dialog.findings.found) == 2


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ([Finding("ok", "a"), Finding("skipped", "b")], "Everything is well"),
        ([Finding("ok", "a"), Finding("warn", "b")], "1 things to look at"),
        ([Finding("error", "a"), Finding("error", "b"), Finding("warn", "c")], "2 problems to fix"),
    ],
)
async def test_the_whole_is_told_in_a_few_words(make, findings: list[Finding], verdict: str) -> None:
    dialog = make([giving(*findings)])
    await eventually(lambda: not dialog.busy)
    assert dialog.summary.word.text() == verdict


async def test_what_mends_it_closes_the_dialog_and_asks_for_its_page(make) -> None:
    dialog = make([giving(Finding("error", "xAI refuses its key.", "Set one.", "xAI", Remedy("new_key", "xai")))])
    await eventually(lambda: not dialog.busy)
    wanted: list[tuple[str, object, bool]] = []
    dialog.navigate.connect(lambda page, argument: wanted.append((page, argument, dialog.isVisible())))
    click(next(made for made in dialog.findings.findChildren(QPushButton) if made.text() == "Change key"))
    assert wanted == [("providers", "xai", False)]


async def test_what_mends_it_comes_in_its_place_for_the_tab_key_each_time(make, qtbot: QtBot) -> None:
    mended = [Finding("error", "One.", remedy=Remedy("port")), Finding("error", "Two.", remedy=Remedy("client"))]
    dialog = make([giving(*mended)])
    for _ in range(2):
        await eventually(lambda: not dialog.busy)
        with qtbot.waitActive(dialog):
            dialog.activateWindow()
        dialog.findings.setFocus()
        reached = []
        for _ in range(3):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            assert isinstance(focused, QPushButton)
            reached.append(focused.text())
        assert reached == ["Change port", "Open Clients", "Copy report"]
        click(dialog.again)


async def test_running_it_again_is_what_return_does_once_it_is_done(make) -> None:
    stall = Stall()
    dialog = make([Check("slow", "Slow", stall.run)])
    assert dialog.close_it.isDefault() and dialog.again.property("role") == ""
    stall.go_on.set()
    await eventually(lambda: not dialog.busy)
    assert dialog.again.isDefault() and dialog.again.property("role") == "primary"


async def test_escape_closes_and_stops(make, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    stall = Stall()
    dialog = make([Check("slow", "Slow", stall.run)])
    await eventually(lambda: stall.begun)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await eventually(lambda: stall.stopped)
    assert not dialog.isVisible()


async def test_a_dialog_that_is_gone_stops(
    running_core: Core, bridge: CoreBridge, theme: Theme, caplog: pytest.LogCaptureFixture
) -> None:
    stall = Stall()
    dialog = DoctorDialog(running_core, bridge, theme, checks=[Check("slow", "Slow", stall.run)])
    await eventually(lambda: stall.begun)
    shiboken6.delete(dialog)
    await eventually(lambda: stall.stopped)
    assert caplog.records == []


async def test_the_report_is_copied(make) -> None:
    dialog = make([giving(Finding("error", "Port 8082 is in use.", "Use another."))])
    assert not dialog.copy.isEnabled()
    await eventually(lambda: not dialog.busy)
    click(dialog.copy)
    assert "[error] Port: Port 8082 is in use.\n    Use another." in QGuiApplication.clipboard().text()
