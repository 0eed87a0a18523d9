"""Overview: what runs and who answers, what is wrong, the first steps that are still open, and today in numbers."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.doctor_dialog import DoctorDialog
from desktop_proxy.ui.overview.first_steps import FirstSteps
from desktop_proxy.ui.overview.looking import View, look
from desktop_proxy.ui.overview.problems import Problems
from desktop_proxy.ui.overview.status_card import StatusCard
from desktop_proxy.ui.overview.today_card import TodayCard
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.page import Page

LOOK_AGAIN_MS = 2000


class OverviewPage(Page):
    """Asks again whenever it is shown and whenever something it shows has changed."""

    name, icon = "overview", "overview"
    _clients_changed = Signal()

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__(core, bridge, theme)
        self._looking: asyncio.Task[None] | None = None
        self._view: View | None = None
        self._doctor: DoctorDialog | None = None
        self.check = button(self.tr("Check everything"), self.check_everything)
        self.header.addWidget(self.check)
        self.problems = Problems(core, theme)
        self.status = StatusCard(core, bridge, theme)
        self.steps = FirstSteps(core, theme)
        self.today = TodayCard(core, bridge, theme)
        self._lay_out()
        self._listen()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Pages", "Overview")

    def showEvent(self, event: QShowEvent) -> None:
        """Another page may have changed everything."""
        super().showEvent(event)
        self.refresh()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is asked while nobody looks."""
        super().hideEvent(event)
        self._tick.stop()

    def refresh(self, *_: object) -> None:
        """Ask who answers and what is done of the first steps."""
        if not self.isVisible():
            return
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self.bridge.run(self._look(), "look for the overview")

    def check_everything(self) -> None:
        """The doctor, over this page; one at a time."""
        if self._doctor is None:
            self._doctor = DoctorDialog(self.core, self.bridge, self.theme, self)
            self._doctor.finished.connect(self._doctor_closed)
            self._doctor.navigate.connect(self.navigate)
            self._doctor.open()

    def _doctor_closed(self, _result: int) -> None:
        self._doctor = None
        self.check.setFocus()

    async def _look(self) -> None:
        self._view = await look(self.core)
        self.status.answers.show_view(self._view)
        self.steps.show_view(self._view)
        self.problems.refresh()

    def _rows_changed(self, _rows: object) -> None:
        # The first request is news; after it there is none in the others.
        if self._view is not None and not self._view.request_seen:
            self.refresh()

    def _listen(self) -> None:
        self._tick = QTimer(self, interval=LOOK_AGAIN_MS)
        self._tick.timeout.connect(self.problems.refresh)
        for part in (self.status.answers, self.steps, self.today):
            part.navigate.connect(self.navigate)
        self.problems.check_wanted.connect(self.check_everything)
        self.problems.try_again_wanted.connect(self.refresh)
        self.bridge.settings_changed.connect(self.refresh)
        self.bridge.rows_changed.connect(self._rows_changed)
        # Through a signal of Qt's, which knows when this page is gone; the core's own is let go of then.
        self._clients_changed.connect(self.refresh)
        forget = self.core.clients.changed.connect(lambda _name: self._clients_changed.emit())
        self.destroyed.connect(lambda: forget())

    def _lay_out(self) -> None:
        for part in (self.problems, self.status, self.steps, self.today):
            self.body.addWidget(part)
        self.body.addStretch(1)
