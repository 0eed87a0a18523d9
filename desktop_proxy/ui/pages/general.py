"""General: where the proxy listens and whom it lets in, start, log, notifications, look, and where files are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.general import table
from desktop_proxy.ui.general.about import AboutCard
from desktop_proxy.ui.general.autostart_row import AutostartRow
from desktop_proxy.ui.general.port_row import PortRow
from desktop_proxy.ui.general.require_token_row import RequireTokenRow
from desktop_proxy.ui.general.table import Row
from desktop_proxy.ui.general.table_row import TableRow
from desktop_proxy.ui.general.token_row import TokenRow
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.disclosure import Disclosure
from desktop_proxy.ui.widgets.form_row import FormRow
from desktop_proxy.ui.widgets.labels import label, selectable
from desktop_proxy.ui.widgets.page import Page


class GeneralPage(Page):
    """A card for each group."""

    name, icon = "general", "general"

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__(core, bridge, theme)
        self.port = PortRow(core, bridge)
        self.token = TokenRow(core, bridge, theme)
        self.require_token = RequireTokenRow(core, bridge, theme)
        self.autostart = AutostartRow(bridge, theme, environ=core.environ)
        self.advanced = Disclosure(theme, self.tr("Advanced"))
        self.delete_all = button(self.tr("Delete all…"), self._delete_all)
        column = self._column()
        for card in (
            self._proxy(),
            self._card(self.tr("Start"), self.autostart, *self._rows(table.START)),
            self._card(self.tr("Request log"), *self._rows(table.REQUEST_LOG), self._deletion()),
            self._card(self.tr("Notify me when"), *self._rows(table.NOTIFICATIONS)),
            self._card(self.tr("Window"), *self._rows(table.LOOK)),
            self._patience(),
            AboutCard(core.paths),
        ):
            column.addWidget(card)
        column.addStretch(1)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Pages", "General")

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again what others may have changed."""
        super().showEvent(event)
        self.token.load()
        self.autostart.load()

    def _column(self) -> QVBoxLayout:
        """As wide as text is read well, at the left."""
        holder = QWidget()
        holder.setMaximumWidth(tokens.READING_WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GROUP)
        beside = QHBoxLayout()
        beside.addWidget(holder, 1000)
        beside.addStretch(1)
        self.body.addLayout(beside)
        return column

    def _card(self, title: str, *rows: QWidget) -> Card:
        card = Card(title)
        for row in rows:
            card.body.addWidget(row)
        return card

    def _rows(self, rows: tuple[Row, ...]) -> list[QWidget]:
        return [TableRow(self.core.settings, self.bridge, self.theme, row) for row in rows]

    def _proxy(self) -> Card:
        host = selectable(label(self.core.settings.current.server.host, wrap=False))
        host.setFont(self.theme.fixed_font())
        address = FormRow(self.tr("Address"), self.tr("Only programs on this computer reach the proxy."), host)
        return self._card(self.tr("Proxy"), address, self.port, self.token, self.require_token)

    def _deletion(self) -> QWidget:
        explanation = self.tr("Every request that is stored; the settings and keys stay.")
        return FormRow(self.tr("Delete the request log"), explanation, self.delete_all)

    def _delete_all(self) -> None:
        self.navigate.emit("requests", {"clear": True})

    def _patience(self) -> Card:
        for row in self._rows(table.PATIENCE):
            self.advanced.folded.addWidget(row)
        return self.advanced
