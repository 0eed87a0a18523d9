"""Connecting a client: the change of its settings is shown first, and made when the user confirms it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.outcomes import Outcome, Plan
from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.clients.access import Access, access
from desktop_proxy.ui.clients.diff_view import DiffView
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label, selectable
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.own_tasks import OwnTasks


class ConnectPanel(QWidget):
    """Hidden until `begin`. Signals: `connected(Outcome)`, `cancelled()` by the user."""

    connected = Signal(object)
    cancelled = Signal()

    def __init__(self, core: Core, theme: Theme, client: str, cancel: str, parent: QWidget | None = None) -> None:
        """`cancel` is the word on the button that does not connect."""
        super().__init__(parent)
        self._core, self._client = core, client
        self._tasks = OwnTasks(self)
        self._access: Access | None = None
        self._plan: Plan | None = None
        self.intro: QLabel = selectable(label("", parent=self))
        self.diff = DiffView(theme, self.tr("Change of its settings"), self)
        self.notes: QLabel = label("", "caption", self)
        self.message = Message(theme, self)
        self.connect_button: QPushButton = button(self.tr("Connect"), self.confirm, "primary", self)
        self.cancel_button: QPushButton = button(cancel, self._cancel, parent=self)
        self._lay_out()
        self.hide()

    @property
    def ready(self) -> bool:
        """Whether the change is shown and can be made."""
        return self._plan is not None

    def begin(self) -> None:
        """Read the client's settings and show the change."""
        self.clear()
        self.show()
        self._tasks.run(self._look(), "change of a client's settings")

    def clear(self) -> None:
        """Show nothing, and forget what was shown."""
        self._show(None)
        self.message.clear()
        self.hide()

    def confirm(self) -> None:
        """Make the change that is shown."""
        if self._plan is not None and self._access is not None:
            self.connect_button.setEnabled(False)
            self._tasks.run(self._connect(self._plan, self._access), "connecting a client")

    async def _look(self) -> None:
        if self._core.url is None:
            self._fail(self.tr("The proxy does not run, so there is no address to connect to. Start it first."))
            return
        self._access = await access(self._core)
        if self._access.token is None:
            self._fail(self._access.problem)
            return
        try:
            plan = await self._core.clients.plan(self._client, self._access.url, self._access.token.reveal())
        except ClientError as error:
            self._fail(str(error))
            return
        self._show(plan)
        self.connect_button.setFocus()

    async def _connect(self, plan: Plan, shown: Access) -> None:
        now = await access(self._core)
        if self.isHidden():
            # Cancelled while the keyring was asked.
            return
        if self._core.url is None or now != shown:
            await self._show_anew()
            return
        token = shown.token.reveal() if shown.token else ""
        try:
            outcome: Outcome = await self._core.clients.connect(self._client, shown.url, token, plan)
        except ClientError as error:
            self._fail(str(error))
            return
        self.hide()
        self.connected.emit(outcome)

    async def _show_anew(self) -> None:
        """Nothing is written that was not shown."""
        self.clear()
        self.show()
        await self._look()
        if self.ready:
            said = self.tr("The proxy's address or token has changed since it was shown; look at the change again.")
            self.message.show_message("info", said)

    def _show(self, plan: Plan | None) -> None:
        self._plan = plan
        self.connect_button.setEnabled(plan is not None)
        self.diff.setVisible(bool(plan and plan.diff))
        self.notes.setText("\n".join(plan.notes) if plan else "")
        self.notes.setVisible(bool(plan and plan.notes))
        if plan is None:
            self.intro.setText(self.tr("Reading its settings…"))
            return
        self.diff.show_diff(plan.diff)
        words = self.tr("This goes into %1. Everything else in it stays, and Disconnect puts back what was there.")
        if not plan.diff:
            words = self.tr("Everything that is needed stands in %1 already.")
        self.intro.setText(words.replace("%1", str(plan.path)))

    def _fail(self, sentence: str) -> None:
        self._show(None)
        self.intro.setText(self.tr("Nothing was changed."))
        self.message.show_message("error", sentence, (self.tr("Try again"), self.begin))
        # The button that had the focus is off now, and it would go to one that leaves.
        self.cancel_button.setFocus()

    def _cancel(self) -> None:
        self.hide()
        self.cancelled.emit()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GAP)
        buttons.addWidget(self.connect_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        for widget in (self.intro, self.diff, self.notes, self.message):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
