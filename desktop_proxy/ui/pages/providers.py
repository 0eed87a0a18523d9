"""Providers: who can answer, their keys and addresses, tested where they are set up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop_proxy.core import Core
from desktop_proxy.providers import provider
from desktop_proxy.routing.endpoints import DEMO
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.providers.add_dialog import AddDialog
from desktop_proxy.ui.providers.dialog import FieldsDialog
from desktop_proxy.ui.providers.entries import entries
from desktop_proxy.ui.providers.form import SCROLL_MARGIN, ProviderForm
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.paste_dialog import PasteDialog
from desktop_proxy.ui.providers.provider_list import ProviderList
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.page import Page

ADD = "add"
"""What opens the page with its dialog."""


class ProvidersPage(Page):
    """A list, and the form of the selected one; a form that was made is kept, with what is being typed in it."""

    name, icon, scrolls = "providers", "providers", False

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__(core, bridge, theme)
        self._parts = Parts.of(core, bridge, theme)
        self._forms: dict[str, ProviderForm] = {}
        self.dialog: FieldsDialog | None = None
        content = self.body.parentWidget()
        self.paste_button = button(self.tr("Paste a key…"), self.open_paste_dialog, parent=content)
        self.add_button = button(self.tr("Add provider…"), self.open_add_dialog, parent=content)
        self.header.addWidget(self.paste_button)
        self.header.addWidget(self.add_button)
        self.keyring = Message(theme, content)
        self.list = ProviderList(theme, content)
        self.list.chosen.connect(self._show_form)
        self.forms = QStackedWidget(content)
        row = QHBoxLayout()
        row.setSpacing(tokens.GROUP)
        row.addWidget(self.list)
        row.addWidget(self.forms, 1)
        self._notice = QHBoxLayout()
        self._notice.addWidget(self.keyring)
        self.body.addLayout(self._notice)
        self.body.addLayout(row, 1)
        self._widen()
        bridge.settings_changed.connect(self.refresh)
        self._parts.keys.changed.connect(self.refresh)
        self.refresh()
        self.list.choose(core.settings.current.routing.preferred_provider or "") or self.list.setCurrentRow(0)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Pages", "Providers")

    @property
    def form(self) -> ProviderForm | None:
        """The one that is shown."""
        return self._forms.get(self.list.current)

    def open_with(self, argument: object) -> None:
        """A provider's name selects it, "add" opens the dialog; a preset that is not set up is offered there."""
        if argument == ADD:
            self.open_add_dialog()
        elif isinstance(argument, str) and not self.list.choose(argument):
            row = provider(argument)
            if row is not None and row.preset:
                self.open_add_dialog(argument)

    def refresh(self) -> None:
        """Show the providers there are, and what is known of each."""
        settings = self.core.settings.current
        preferred = settings.routing.preferred_provider or DEMO
        there = entries(settings)
        for name in self._forms.keys() - {entry.name for entry in there}:
            gone = self._forms.pop(name)
            self.forms.removeWidget(gone)
            gone.deleteLater()
        self.list.show_entries([(entry, self._parts.state(entry), entry.name == preferred) for entry in there])
        for form in self._forms.values():
            form.refresh()
        self._tell_keyring()

    def open_add_dialog(self, preset: str = "") -> None:
        """Add an endpoint."""
        dialog = AddDialog(self.theme, self.core.settings, preset, self)
        dialog.added.connect(self._save_for)
        self._open(dialog)

    def open_paste_dialog(self) -> None:
        """Save a key whose provider is found out."""
        dialog = PasteDialog(self._parts, self)
        dialog.pasted.connect(self._save_for)
        self._open(dialog)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the keys while the page is seen."""
        super().showEvent(event)
        self._parts.keys.watch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._parts.keys.unwatch()

    def _widen(self) -> None:
        """The form's scroll bar stands in the margin of the page; everything else keeps its place."""
        content = self.list.parentWidget()
        column = content.layout() if content is not None else None
        if column is None:
            return
        right = tokens.MARGIN - SCROLL_MARGIN
        column.setContentsMargins(tokens.MARGIN, tokens.MARGIN, right, tokens.MARGIN)
        self.header.setContentsMargins(0, 0, SCROLL_MARGIN, 0)
        self._notice.setContentsMargins(0, 0, SCROLL_MARGIN, 0)

    def _open(self, dialog: FieldsDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_form(self, name: str) -> None:
        if name not in self._forms:
            form = ProviderForm(self._parts, self._parts.entry(name), self.forms)
            form.key_for.connect(self._save_for)
            self._forms[name] = form
            self.forms.addWidget(form)
        self.forms.setCurrentWidget(self._forms[name])

    def _save_for(self, name: str, key: str) -> None:
        """Show that provider, which is set up, and save the key there."""
        self.list.choose(name)
        if self.form is not None and key:
            self.form.save_key(key)

    def _tell_keyring(self) -> None:
        """Why keys cannot be read or kept, as long as that is so."""
        keys = self._parts.keys
        if keys.problem is None:
            self.keyring.clear()
            return
        said = keys.problem
        if not keys.unavailable:
            said = self.tr("%1 Keys that are saved here are kept until Desktop Proxy ends.").replace("%1", said)
        if self.keyring.isHidden() or self.keyring.text.text() != said:
            self.keyring.show_message("warning", said, (self.tr("Try again"), keys.reload))
