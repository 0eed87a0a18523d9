"""The first steps, in one dialog: who answers, Claude Code is connected, the first request arrives.

It only leads through what the pages can do as well. Every step acts at once, so closing it loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_proxy.clients.outcomes import Outcome, State
from desktop_proxy.core import Core
from desktop_proxy.routing.preference import PREFERRED
from desktop_proxy.settings import SettingsError
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.first_run.answer_step import AnswerStep
from desktop_proxy.ui.first_run.candidate import answering
from desktop_proxy.ui.first_run.connect_step import ConnectStep
from desktop_proxy.ui.first_run.request_step import COMMAND, CONNECTED, OTHER, RequestStep
from desktop_proxy.ui.first_run.step import CURRENT, DONE, WAITING, Step
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.following_area import FollowingArea
from desktop_proxy.ui.widgets.labels import label, restyle
from desktop_proxy.ui.widgets.own_tasks import OwnTasks

SIZE = (680, 720)
FIRST_RUN_DONE = "app.first_run_done"
logger = logging.getLogger(__name__)

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FirstRunDialog(QDialog):
    """Signals: `navigate(name, argument)` asks the window for a page; the dialog has closed by then."""

    navigate = Signal(str, object)

    def __init__(
        self,
        core: Core,
        bridge: CoreBridge,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        ports: Mapping[str, int] | None = None,
    ) -> None:
        """`ports` are those at which model servers are looked for, where they are not the usual ones."""
        super().__init__(parent)
        self._core = core
        self._tasks = OwnTasks(self)
        self._is_connected = False
        self.setWindowTitle(self.tr("First steps"))
        self.setMinimumSize(560, 440)
        self.resize(*SIZE)
        self.answer = AnswerStep(core, theme, ports, self)
        self.client = ConnectStep(core, bridge, theme, self)
        self.request = RequestStep(core, bridge, theme, self)
        titles = (self.tr("Who answers"), self.tr("Connect Claude Code"), self.tr("First request"))
        self.steps = [Step(theme, number, title, self._back_to(number - 1)) for number, title in enumerate(titles, 1)]
        self.later = button(self.tr("Not now"), self.reject, parent=self)
        self.done_button = button(self.tr("Done"), self.accept, parent=self)
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Begin with the first step that is still open. Needs the running loop; `open` or `show` it as well."""
        self._tasks.run(self._resume(), "first steps")

    def done(self, result: int) -> None:
        """However it was closed: nothing goes on in it, and it does not come by itself again."""
        self._tasks.cancel()
        self.answer.stop()
        try:
            self._core.settings.update({FIRST_RUN_DONE: True})
        except SettingsError as error:
            logger.warning("%s", error)
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the focus, else it does what the current step is for."""
        if event.key() not in _RETURN:
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self._go_on()

    async def _resume(self) -> None:
        status = await self.client.status()
        chosen = self._core.settings.source(PREFERRED) == "settings"
        if chosen or self._core.settings.pinned_by(PREFERRED) is not None:
            self.steps[0].show_as(DONE, answering(self._core))
        self._is_connected = status.state is State.CONNECTED and status.url == self._core.url
        if self._is_connected:
            self._show_connected(self.tr("Claude Code is connected."))
        self._next()

    def _next(self) -> None:
        """The first step that is not done becomes the current one."""
        number = next((number for number, step in enumerate(self.steps) if step.state != DONE), len(self.steps) - 1)
        self._make_current(number)

    def _make_current(self, number: int) -> None:
        for step in self.steps:
            if step.state == CURRENT:
                step.show_as(WAITING)
        self.steps[number].show_as(CURRENT)
        (self.answer.begin, self.client.begin, self._wait)[number]()

    def _back_to(self, number: int) -> Callable[[], None]:
        return lambda: self._make_current(number)

    def _go_on(self) -> None:
        current = next((number for number, step in enumerate(self.steps) if step.state == CURRENT), None)
        if current == 0:
            self.answer.go_on()
        elif current == 1:
            self.client.go_on()
        elif self.request.succeeded:
            self.accept()

    def _answered(self, remark: str) -> None:
        self.steps[0].show_as(DONE, f"{answering(self._core)} {remark}".strip(), "warning" if remark else "")
        self._next()

    def _connected(self, outcome: Outcome) -> None:
        kept = self.tr("The file as it was is kept as %1.").replace("%1", str(outcome.backup))
        self._show_connected(f"{outcome.sentence} {kept if outcome.backup else ''}".strip())
        self._is_connected = True
        self._next()

    def _show_connected(self, summary: str) -> None:
        self.steps[1].show_as(DONE, summary)
        # Disconnecting is for the page: nothing is left to choose here.
        self.steps[1].change.hide()

    def _skipped(self) -> None:
        self.steps[1].show_as(DONE, self.tr("Skipped: Claude Code keeps its own settings."))
        self._next()

    def _wait(self) -> None:
        self.done_button.setEnabled(True)
        how = COMMAND if self.client.installed else OTHER
        self.request.begin(CONNECTED if self._is_connected else how)

    def _request_answered(self) -> None:
        """It works, and nothing is left to put aside."""
        self.later.hide()
        self.done_button.setEnabled(True)
        restyle(self.done_button, "role", "primary")
        self.steps[2].tick()
        self.done_button.setFocus()

    def _elsewhere(self) -> None:
        self.reject()
        self.navigate.emit("providers", None)

    def _connect(self) -> None:
        self.answer.answered.connect(self._answered)
        self.answer.elsewhere.connect(self._elsewhere)
        self.client.connected.connect(self._connected)
        self.client.skipped.connect(self._skipped)
        self.request.answered.connect(self._request_answered)
        self.request.provider_wanted.connect(self._back_to(0))

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.MARGIN, tokens.MARGIN, tokens.MARGIN, tokens.GROUP)
        column.setSpacing(tokens.GAP)
        column.addWidget(label(self.tr("First steps"), "title", inside, wrap=False))
        column.addSpacing(tokens.GAP)
        for step, content in zip(self.steps, (self.answer, self.client, self.request), strict=True):
            step.content.addWidget(content)
            column.addWidget(step)
        column.addStretch(1)
        footer = QHBoxLayout()
        footer.setContentsMargins(tokens.MARGIN, 0, tokens.MARGIN, tokens.GROUP)
        footer.setSpacing(tokens.GAP)
        footer.addStretch(1)
        footer.addWidget(self.later)
        footer.addWidget(self.done_button)
        self.done_button.setEnabled(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(tokens.GAP)
        outer.addWidget(FollowingArea(inside, self), 1)
        outer.addLayout(footer)
