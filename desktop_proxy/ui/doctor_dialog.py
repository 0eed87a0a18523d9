"""Check everything: a line for each finding as it comes, what mends it, and the whole as text to copy."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.doctor import CHECKS, Check, Finding, examine
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.doctor.findings_view import FindingsView
from desktop_proxy.ui.doctor.report import report
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import CopyButton, button
from desktop_proxy.ui.widgets.labels import label, restyle
from desktop_proxy.ui.widgets.state_line import StateLine

SIZE = (680, 560)
SMALLEST = (480, 360)


class DoctorDialog(QDialog):
    """Use `open()`: it begins by itself, and stops when it is closed.

    Signals: `navigate(page, argument)` asks the window for a page; the dialog has closed by then.
    """

    navigate = Signal(str, object)

    def __init__(
        self,
        core: Core,
        bridge: CoreBridge,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        checks: Sequence[Check] = CHECKS,
    ) -> None:
        super().__init__(parent)
        self._core, self._bridge, self._checks = core, bridge, checks
        self._work = _Work()
        self.destroyed.connect(self._work.stop)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Check everything"))
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self.summary = StateLine(theme, "section", self)
        self.about: QLabel = label(
            self.tr("Nothing is changed. Providers are asked for their models, which costs nothing."), "caption", self
        )
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, len(checks))
        self.progress.setAccessibleName(self.tr("Checks that are done"))
        self.findings = FindingsView(theme, (check.title for check in checks), self)
        self.findings.navigate.connect(self._leave)
        self.copy = CopyButton(self.report, self.tr("Copy report"), self)
        self.again: QPushButton = button("", self._stop_or_again, parent=self)
        self.close_it: QPushButton = button(self.tr("Close"), self.accept, parent=self)
        self._lay_out()
        self._begin()

    @property
    def busy(self) -> bool:
        """Whether it is still looking."""
        return self._work.task is not None

    def report(self) -> str:
        """What was found so far, as text without secrets."""
        return report(self.findings.found, self._core.redactor)

    def done(self, result: int) -> None:
        """Closing it, in whichever way, ends the checks."""
        self._work.stop()
        super().done(result)

    def _leave(self, page: str, argument: object) -> None:
        self.accept()
        self.navigate.emit(page, argument)

    def _begin(self) -> None:
        self.findings.clear()
        self.progress.setValue(0)
        self._work.task = self._bridge.run(self._examine(), "check everything")
        self._show_state()

    async def _examine(self) -> None:
        async with contextlib.aclosing(examine(self._core, self._checks)) as findings:
            async for check, finding in findings:
                self._add(check, finding)
        self._work.task = None
        self.progress.setValue(len(self._checks))
        self._show_state()

    def _add(self, check: Check, finding: Finding) -> None:
        self.findings.add(check.title, finding)
        self.progress.setValue(self._checks.index(check) + 1)
        self._show_state()

    def _stop_or_again(self) -> None:
        if self.busy:
            self._work.stop()
            self._show_state(stopped=True)
        else:
            self._begin()

    def _show_state(self, *, stopped: bool = False) -> None:
        self.again.setText(self.tr("Stop") if self.busy else self.tr("Run again"))
        # To close is what is done while it looks, to run it again what follows a change.
        restyle(self.again, "role", "" if self.busy else "primary")
        (self.close_it if self.busy else self.again).setDefault(True)
        self.copy.setEnabled(bool(self.findings.found))
        self.progress.setVisible(self.busy)
        if self.busy:
            done = self.tr("Checking, %1 of %2 done").replace("%1", str(self.progress.value()))
            self.summary.show_state("clock", done.replace("%2", str(len(self._checks))))
        elif stopped:
            self.summary.show_state("slash-circle", self.tr("Stopped before everything was checked"))
        else:
            self.summary.show_state(*self._verdict())

    def _verdict(self) -> tuple[str, str, str]:
        levels = [finding.level for _, finding in self.findings.found]
        errors, warnings = levels.count("error"), levels.count("warn")
        if not errors and not warnings:
            return "check-circle", self.tr("Everything is well"), "ok"
        if not errors:
            return "alert-triangle", self.tr("%n things to look at", "", warnings), "warning"
        return "alert-circle", self.tr("%n problems to fix", "", errors), "error"

    def _lay_out(self) -> None:
        keep = self.progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keep)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GAP)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.close_it)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.summary)
        head.addWidget(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MARGIN, tokens.MARGIN, tokens.MARGIN, tokens.GROUP)
        column.setSpacing(tokens.GROUP)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.findings, 1)
        column.addLayout(buttons)


class _Work:
    """The task, apart from the widget, so that it can be stopped when the widget is no more."""

    def __init__(self) -> None:
        self.task: asyncio.Task[None] | None = None

    def stop(self, *_: object) -> None:
        task, self.task = self.task, None
        if task is not None:
            task.cancel()
