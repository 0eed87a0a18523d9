"""Clients: connecting Claude Code, and lines to copy for everything else that speaks to Anthropic."""

from __future__ import annotations

import asyncio
import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.clients.access import Access, access
from desktop_proxy.ui.clients.claude_card import ClaudeCard
from desktop_proxy.ui.clients.command_line import CommandLine
from desktop_proxy.ui.clients.snippet_card import SnippetCard, groups, usual_shell
from desktop_proxy.ui.clients.standing_message import StandingMessage
from desktop_proxy.ui.command_line import claude_command
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label, line
from desktop_proxy.ui.widgets.own_tasks import OwnTasks
from desktop_proxy.ui.widgets.page import Page
from desktop_proxy.ui.widgets.setting_row import SettingRow
from desktop_proxy.ui.widgets.toggle import Toggle


class ClientsPage(Page):
    """Asks again whenever it is shown: programs change their settings by themselves."""

    name, icon = "clients", "clients"

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__(core, bridge, theme)
        self._tasks = OwnTasks(self)
        self._access: Access | None = None
        self._asking: asyncio.Task[None] | None = None
        self.claude = ClaudeCard(core, bridge, theme)
        self.restore = self._restore_row()
        self.command = CommandLine(theme, self.tr("Claude Code through this proxy"), claude_command(core.environ))
        self.problem = StandingMessage(theme)
        self.reveal: QPushButton = button(self.tr("Show token"), self._show_access, "flat")
        self.reveal.setCheckable(True)
        first = usual_shell(core.environ, sys.platform)
        self.snippets = [SnippetCard(theme, group, first) for group in groups()]
        self._lay_out()
        bridge.state_changed.connect(self.refresh)
        bridge.settings_changed.connect(self.refresh)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Pages", "Clients")

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again."""
        super().showEvent(event)
        self.claude.refresh()
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Ask for address and token once more."""
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._tasks.run(self._look(), "address and token for clients")

    @property
    def asked(self) -> bool:
        """Whether the answer is there."""
        return self._asking is not None and self._asking.done()

    async def _look(self) -> None:
        self._access = await access(self.core)
        self._show_access()

    def _show_access(self) -> None:
        if self._access is None:
            return
        self.reveal.setVisible(bool(self._access.token))
        self.reveal.setText(self.tr("Hide token") if self.reveal.isChecked() else self.tr("Show token"))
        if self._access.problem:
            self.problem.show_message("error", self._access.problem, (self.tr("Try again"), self.refresh))
        else:
            self.problem.clear()
        for card in self.snippets:
            card.show_access(self._access, revealed=self.reveal.isChecked())

    def _restore_row(self) -> SettingRow:
        control = Toggle(self.theme)
        row = SettingRow(
            self.core.settings,
            "app.restore_clients",
            self.tr("Restore settings while the proxy does not run"),
            self.tr("Connected clients get their own settings back when it stops, and are connected when it starts."),
            control,
        )
        control.setChecked(bool(row.value))
        control.toggled.connect(row.change)
        row.applied.connect(lambda value: control.setChecked(bool(value)))
        return row

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setMaximumWidth(tokens.READING_WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GROUP)
        self.claude.body.addWidget(line())
        self.claude.body.addWidget(self.restore)
        once = Card(self.tr("Claude Code without connecting it"))
        once.body.addWidget(label(self.tr("For one session, whatever its settings say elsewhere:"), "secondary"))
        once.body.addWidget(self.command)
        heading = QHBoxLayout()
        heading.addWidget(label(self.tr("Other clients"), "section"), 1)
        heading.addWidget(self.reveal)
        for widget in (self.claude, once):
            column.addWidget(widget)
        column.addLayout(heading)
        column.addWidget(self.problem)
        for card in self.snippets:
            column.addWidget(card)
        column.addStretch(1)
        beside = QHBoxLayout()
        beside.addWidget(holder, 1000)
        beside.addStretch(1)
        self.body.addLayout(beside)
