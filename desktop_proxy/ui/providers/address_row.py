"""The base URL of a provider. A key belongs to a host: it goes to another one only after the user has said so, and
nothing goes unencrypted to another machine unless that is accepted here.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox

from desktop_proxy.settings import SettingsError
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.states import HAS_KEY
from desktop_proxy.ui.providers.web_address import host, origin, sends_unencrypted
from desktop_proxy.ui.widgets.stacked_message import StackedMessage
from desktop_proxy.ui.widgets.stacked_setting import TextSetting
from desktop_proxy.upstream.google_address import DEFAULT_LOCATION, vertex_host


class AddressRow(TextSetting):
    """Acts as every setting, but for the two questions."""

    def __init__(self, parts: Parts, name: str) -> None:
        self._parts, self._name = parts, name
        caption = QCoreApplication.translate("AddressRow", "Base URL")
        super().__init__(parts.core.settings, f"providers.{name}.base_url", caption)
        self._allow = f"providers.{name}.allow_insecure_http"
        self.field.setFont(parts.theme.fixed_font())
        self.insecure = QCheckBox(self.tr("Accept plain HTTP: it can be read on the way"), self)
        self.insecure.clicked.connect(self.commit)
        self.question = StackedMessage(parts.theme, self)
        self.below.addWidget(self.insecure)
        self.below.addWidget(self.question)
        self.field.textEdited.connect(lambda _text: self.question.clear())
        self.applied.connect(lambda _value: self.refresh_address())
        self.refresh_address()

    @property
    def _entry(self) -> Entry:
        return self._parts.entry(self._name)

    @property
    def _unencrypted(self) -> bool:
        return sends_unencrypted(self.entered or "")

    def refresh_address(self) -> None:
        """Show the address in effect, and where requests go without one."""
        self.refresh()
        self.show_value()
        self.field.setPlaceholderText(self._default())
        self.insecure.setChecked(self._entry.own.allow_insecure_http)
        self.insecure.setVisible(self._unencrypted and not self.pinned)

    def check(self) -> bool:
        """Also refuses plain HTTP to another machine that was not accepted."""
        self._typing.stop()
        problem = self._problem()
        self.complain(problem)
        self.insecure.setVisible(self._unencrypted)
        return not problem

    def commit(self) -> None:
        """Store the address; asks first where the key would go to another host."""
        if not self.field.isEnabled() or not self.check() or self.entered == self.stored:
            return
        if self._moves_the_key():
            self._ask()
        else:
            self._apply()

    def revert(self) -> None:
        """Forget what was typed."""
        super().revert()
        self.question.clear()
        self.refresh_address()

    def _problem(self) -> str:
        if self.entered == self.stored:
            return ""
        if self.entered is None and not self._default():
            return self.tr("This provider needs an address, usually one that ends in /v1.")
        if self._unencrypted and not self.insecure.isChecked():
            return self.tr("It would send the key and the traffic unencrypted: use https, or accept that here.")
        try:
            self._store.check(self._changes(self.entered))
        except SettingsError as error:
            return str(error)
        return ""

    def _changes(self, value: str | None) -> dict[str, Any]:
        """Plain HTTP is accepted for one address alone: that comes and goes with it, also by Undo."""
        return {self._allow: True if sends_unencrypted(value or "") else None, self.dotted: value}

    def _default(self) -> str:
        """Where requests go while the field is empty."""
        table = self._parts.table_row(self._name)
        if table is None:
            return ""
        return vertex_host(self._entry.own.location or DEFAULT_LOCATION) if table.way == "vertex" else table.base_url

    def _moves_the_key(self) -> bool:
        entry, info = self._entry, self._parts.keys.info(self._entry)
        there = origin(self.entered or self._default())
        if not entry.fault and origin(entry.row.base_url) == there:
            return False
        if entry.row.way == "vertex":
            # Its access tokens are made from credentials that lie elsewhere.
            return self.entered is not None
        # As long as nobody knows whether there is a key, there may be one.
        return entry.takes_key and (info is None or info.source in (*HAS_KEY, "unavailable"))

    def _ask(self) -> None:
        entry, info = self._entry, self._parts.keys.info(self._entry)
        masked = f" ({info.masked})" if info is not None and info.masked else ""
        said = self.tr("The key of %1%2 would be sent to %3 from now on.")
        said = said.replace("%1", entry.label).replace("%2", masked)
        said = said.replace("%3", visible(host(self.entered or self._default())))
        self.question.ask(said, (self.tr("Send it there"), self._apply), (self.tr("Keep the old address"), self.revert))

    def _apply(self) -> None:
        self.question.clear()
        self.change(self.entered)
