"""The head of a provider's form: its name and state, and the two things one does with it: use it and test it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.credentials.credentials import KeyInfo
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.redaction import Secret
from desktop_proxy.routing.preference import switching
from desktop_proxy.settings import SettingsError
from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import one_line, visible
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.tiers_text import tiers_text
from desktop_proxy.ui.providers.trial import FIELD_AT_FAULT, details
from desktop_proxy.ui.widgets.acting_message import ActingMessage
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.form_row import Action
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.state_line import StateLine
from desktop_proxy.ui.widgets.working import Working
from desktop_proxy.upstream.endpoints import Draft
from desktop_proxy.upstream.provider_test import ProviderTest

TITLE_CHARACTERS = 30
"""A name is one word, which cannot be broken."""


class FormHead(QWidget):
    """Signals: `field_wanted(field)` when the user wants to see what is at fault, `save_wanted()` for a key that was
    tested before it was saved. `typed_key` gives such a key.
    """

    field_wanted = Signal(str)
    save_wanted = Signal()

    def __init__(self, parts: Parts, name: str, typed_key: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._name, self._typed_key = parts, name, typed_key
        self.title: QLabel = label("", "section", self)
        self.state = StateLine(parts.theme, "secondary", self)
        self.test_button: QPushButton = button(self.tr("Test"), self.test, parent=self)
        self.use_button: QPushButton = button(self.tr("Use this provider"), self.use, parent=self)
        self.in_use = StateLine(parts.theme, parent=self)
        self.answers: QLabel = label("", "caption", self)
        self.working = Working(parts.theme, self)
        self.working.busy_changed.connect(self.test_button.setDisabled)
        self.message = ActingMessage(parts.theme, parts.core.settings, self)
        self._lay_out()
        self.refresh()

    @property
    def _entry(self) -> Entry:
        return self._parts.entry(self._name)

    def refresh(self) -> None:
        """Show what holds now."""
        entry = self._entry
        self.title.setText(one_line(entry.label, TITLE_CHARACTERS))
        state = self._parts.state(entry)
        self.state.show_state(state.icon, entry.fault or state.word, state.tone)
        # Where there is a key, its card says so.
        self.state.setVisible(bool(entry.fault) or not entry.takes_key)
        preferred = self._parts.core.settings.current.routing.preferred_provider
        in_use = preferred == self._name or (preferred is None and entry.row.way == "demo")
        self.use_button.setVisible(not in_use)
        self.in_use.setVisible(in_use)
        if self._parts.lacks_key(entry):
            self.in_use.show_state("alert-triangle", self.tr("In use, but without a key"), "warning")
        elif self._parts.keys.refused(entry):
            self.in_use.show_state(state.icon, self.tr("In use, but key refused"), state.tone)
        else:
            self.in_use.show_state("check-circle", self.tr("In use"), "ok")
        self._show_answers(in_use)

    def use(self) -> None:
        """Let this provider answer, at once; what was before comes back by Undo."""
        said = self.tr("%1 answers from the next request on.").replace("%1", self._entry.label)
        self.message.change(switching(self._name, self._parts.core.settings), said)

    def test(self) -> None:
        """Ask the provider for its models and for one short answer."""
        self.message.clear()
        key = self._typed_key()
        draft = Draft(key=Secret(key)) if key else None
        # Known now: another one may be saved while this one is tested.
        stored = None if key else self._parts.keys.info(self._entry)
        asked = self._parts.core.upstream.test(self._name, draft=draft)
        said = self.tr("Asking %1").replace("%1", self._entry.label)
        self.working.begin(said, asked, lambda test: self._tested(test, stored, unsaved=bool(key)))

    def _tested(self, test: ProviderTest, stored: KeyInfo | None = None, *, unsaved: bool) -> None:
        entry = self._entry
        if test.ok or test.fault == "key":
            self._parts.keys.judge(entry, stored, refused=not test.ok)
        if test.models:
            self._parts.fetched.keep(self._name, test.models)
        actions: list[Action] = []
        field = FIELD_AT_FAULT.get(test.fault or "")
        if test.ok and unsaved:
            actions.append((self.tr("Save key"), self.save_wanted.emit))
        if field is not None:
            actions.append((self.tr("Go to the field"), lambda: self.field_wanted.emit(field)))
        redactor = self._parts.core.redactor
        self.message.show_message(
            "ok" if test.ok else "error",
            visible(redactor.redact(test.sentence)),
            *actions,
            details=lambda: details(entry, test, redactor),
        )

    def _show_answers(self, in_use: bool) -> None:
        store = self._parts.core.settings
        try:
            settings = store.current if in_use else store.preview(switching(self._name, store))
            tiers = tiers_text(settings, self._name)
        except (ApiError, SettingsError):
            self.answers.setText(self.tr("It has no model yet: fetch its models below and choose one."))
            self.use_button.setEnabled(False)
            return
        self.use_button.setEnabled(True)
        said = self.tr("Answers: %1") if in_use else self.tr("Would answer: %1")
        self.answers.setText(said.replace("%1", tiers))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GAP)
        buttons.addWidget(self.test_button)
        buttons.addWidget(self.use_button)
        buttons.addWidget(self.in_use, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addLayout(buttons)
        column.addWidget(self.answers)
        column.addWidget(self.working)
        column.addWidget(self.message)
