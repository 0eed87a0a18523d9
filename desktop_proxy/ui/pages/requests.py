"""The Requests page: the live table with its filter, and the details of the chosen request."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.requests.deletion import Deletion
from desktop_proxy.ui.requests.details_panel import DetailsPanel
from desktop_proxy.ui.requests.feed import Feed
from desktop_proxy.ui.requests.filter_field import FilterField
from desktop_proxy.ui.requests.passing import show_for_a_while
from desktop_proxy.ui.requests.remarks import Remarks
from desktop_proxy.ui.requests.splitter import DetailsSplitter
from desktop_proxy.ui.requests.table_model import RequestTableModel
from desktop_proxy.ui.requests.table_view import RequestTable
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.empty_state import EmptyState
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.page import Page

WINDOW_FILE = "window.ini"


class RequestsPage(Page):
    """`open_with` takes a filter, `{"id": …}` for one request, or `{"clear": True}` to ask whether all are deleted."""

    name, icon, scrolls = "requests", "requests", False

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__(core, bridge, theme)
        settings = QSettings(str(core.paths.config_dir / WINDOW_FILE), QSettings.Format.IniFormat)
        self._told = ("", "")
        self._sought = ""
        """The id of a request that is to be shown as soon as it is there."""
        self._deletion_wanted = False
        """Whether it is asked for as soon as it is known how many requests there are."""
        self.model = RequestTableModel(parent=self)
        self.feed = Feed(core.request_log, bridge, self.model, self)
        # Each widget is made where it stays: being styled anew for another parent takes longer than being made.
        body = self.body.parentWidget()
        # In the order of the page, which is that of the Tab key.
        self._make_header()
        self.filter = FilterField(theme, body)
        self.message = Message(theme, body)
        self.remarks = Remarks(self.feed, self.model, body)
        self.states = QStackedWidget(body)
        self.splitter = DetailsSplitter(settings, self.states)
        self.table = RequestTable(self.model, theme, settings, self.splitter)
        self.details = DetailsPanel(theme, core.redactor.redact, self.splitter)
        self.details.hide()
        self.splitter.hold(self.table, self.details)
        self.deletion = Deletion(self.feed, bridge, self.message, self)
        self._make_states()
        self._lay_out()
        self._connect()
        self._refresh()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Pages", "Requests")

    def open_with(self, argument: object) -> None:
        """Show what another page speaks of."""
        if isinstance(argument, str):
            self.filter.setText(argument)
        elif isinstance(argument, Mapping) and argument.get("id"):
            self._sought = str(argument["id"])
            self._seek()
        elif isinstance(argument, Mapping) and argument.get("clear"):
            self._deletion_wanted = True
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.feed.set_active(True)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.feed.set_active(False)
        self.table.columns.remember()

    def _make_header(self) -> None:
        self.pause = button(self.tr("Pause"), self._toggle_pause, "", self.body.parentWidget())
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in (self.tr("Pause"), self.tr("Resume")))
        self.pause.setMinimumWidth(widest + tokens.MARGIN + tokens.SMALL_ICON_SIZE + tokens.GAP)
        self.delete_all = button(self.tr("Delete all…"), self._ask_deletion, "", self.body.parentWidget())
        self.header.addWidget(self.pause)
        self.header.addWidget(self.delete_all)

    def _make_states(self) -> None:
        self.nothing_yet = EmptyState(
            self.theme,
            "requests",
            self.tr("No requests yet"),
            self.tr("Each request a client makes appears here as it starts, with what answered it and what it cost."),
            (self.tr("Connect Claude Code"), lambda: self.navigate.emit("clients", None)),
            self.states,
        )
        self.nothing_found = EmptyState(
            self.theme,
            "search",
            self.tr("Nothing matches"),
            self.tr("None of the requests matches the filter."),
            (self.tr("Clear the filter"), self.filter.clear),
            self.states,
        )
        for state in (self.splitter, self.nothing_yet, self.nothing_found):
            self.states.addWidget(state)

    def _lay_out(self) -> None:
        search = QVBoxLayout()
        search.setSpacing(tokens.UNIT)
        search.addWidget(self.filter)
        search.addWidget(self.remarks)
        self.body.setSpacing(tokens.GAP)
        self.body.addLayout(search)
        self.body.addWidget(self.message)
        self.body.addWidget(self.states, 1)

    def _connect(self) -> None:
        self.filter.chosen.connect(self.model.set_filter)
        self.filter.complained.connect(lambda _sentence: self._refresh())
        self.filter.left.connect(self._enter_table)
        self.feed.changed.connect(self._changed)
        self.deletion.changed.connect(self._refresh)
        self.model.counted.connect(self._counted)
        self.model.dataChanged.connect(lambda *_: self._update_details())
        self.table.current_changed.connect(self._current_changed)
        self.table.opened.connect(self._open_details)
        self.table.escaped.connect(self._escape)
        self.table.wanted.connect(self.filter.add)
        self.details.closed.connect(self._close_details)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self._find)
        self.theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self.pause.setIcon(self.theme.icon("play" if self.feed.paused else "pause"))
        self.delete_all.setIcon(self.theme.icon("trash"))

    def _ask_deletion(self) -> None:
        self.deletion.ask(self._ended)

    # --- filter and table ---

    def _find(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _enter_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _escape(self) -> None:
        if self.details.isVisible():
            self._close_details()
        else:
            self.filter.clear()

    def _changed(self) -> None:
        self._seek()
        self._refresh()

    def _toggle_pause(self) -> None:
        self.feed.set_paused(not self.feed.paused)
        self.pause.setText(self.tr("Resume") if self.feed.paused else self.tr("Pause"))
        self._tint()

    def _counted(self) -> None:
        if self.details.id and not self.model.knows(self.details.id):
            self._close_details()
        self._update_details()
        self._seek()
        self._refresh()

    # --- details ---

    def _current_changed(self, id: str) -> None:
        if self.details.isVisible() and id:
            self._show_details(id)

    def _open_details(self) -> None:
        if self.table.current_id:
            self._show_details(self.table.current_id)
            self.details.show()
            self.table.scrollTo(self.table.currentIndex())

    def _show_details(self, id: str) -> None:
        row = self.model.row(id)
        if row is not None:
            self.details.show_row(row)

    def _update_details(self) -> None:
        if self.details.isVisible():
            self._show_details(self.details.id)

    def _close_details(self) -> None:
        had_keys = self.details.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.details.hide()
        if had_keys:
            self._enter_table()

    def _seek(self) -> None:
        if not self._sought:
            return
        if not self.model.knows(self._sought):
            if self.feed.paused:
                self._toggle_pause()
            elif self.feed.begun and not self.feed.loading:
                self._sought = ""
                show_for_a_while(self.message, "info", self.tr("That request is no longer in the request log."))
        elif self.table.select(self._sought):
            self._sought = ""
            self._open_details()
        elif not self.model.busy:
            self.filter.clear()

    # --- what is said around the table ---

    def _refresh(self) -> None:
        total, shown = self.model.total, self.model.rowCount()
        self.delete_all.setEnabled(self._ended > 0 and not self.feed.loading and not self.deletion.active)
        self.pause.setEnabled(total > 0 or self.feed.paused)
        self.remarks.refresh(self.filter.complaint, deleting=self.deletion.active)
        self._show_trouble()
        if shown or self.model.busy or not self.feed.begun:
            self.states.setCurrentWidget(self.splitter)
        else:
            self.states.setCurrentWidget(self.nothing_found if total else self.nothing_yet)

        if self._deletion_wanted and self.feed.begun and not self.feed.loading:
            self._deletion_wanted = False
            if self.delete_all.isEnabled():
                self._ask_deletion()

    @property
    def _ended(self) -> int:
        return self.model.total - self.model.running

    def _show_trouble(self) -> None:
        """Why the log is not whole, once for each reason."""
        failure, notice = self.feed.failure, self.core.request_log.notice or ""
        if (failure, notice) == self._told:
            return
        self._told = (failure, notice)
        if failure:
            self.message.show_message("error", failure, (self.tr("Try again"), self.feed.load))
        elif notice:
            self.message.show_message("warning", notice)
        else:
            self.message.clear()
