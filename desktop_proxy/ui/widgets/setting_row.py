"""One setting on a page: a name, what it means, its control, and below it a sentence where the value cannot be.

A setting acts when it is made; for five seconds "Undo" stands beside it. What is set by the environment or the command
line is shown and cannot be changed here.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.settings.document import value_at
from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.form_row import FormRow


class SettingRow(FormRow):
    """Give `control` its value in `show_value`-like code of the page and call `change` when the user has made one.

    Signals: `applied(value)` after a change was stored, also by Undo.
    """

    applied = Signal(object)

    def __init__(
        self,
        store: SettingsStore,
        dotted: str,
        caption: str,
        explanation: str,
        control: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(caption, explanation, control, parent)
        self._store, self.dotted = store, dotted
        self._before: dict[str, Any] = {}
        self._pinned_said = False
        self.undo = button(self.tr("Undo"), self._undo, "flat", self)
        self.undo.setAccessibleName(f"{self.undo.text()}: {caption}")
        keep = self.undo.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.undo.setSizePolicy(keep)
        self.undo.hide()
        self.row.insertWidget(self.row.count() - 1, self.undo, 0, Qt.AlignmentFlag.AlignVCenter)
        self._undo_timer = QTimer(self, interval=tokens.UNDO_MS, singleShot=True)
        self._undo_timer.timeout.connect(self._hide_undo)
        self.refresh()

    @property
    def value(self) -> Any:
        """The value in effect."""
        return value_at(self._store.current, self.dotted)

    @property
    def pinned(self) -> bool:
        """Whether something stronger than the settings file decides."""
        return self._store.pinned_by(self.dotted) is not None

    def change(self, value: Any) -> bool:
        """Store the new value; False, with a sentence below the control, where it cannot be."""
        before, changes = self.value, self._changes(value)
        # What was a default becomes one again by Undo, and is not written as if it had been chosen.
        stored = {name: self._store.written(name) for name in changes}
        try:
            self._store.update(changes)
        except SettingsError as error:
            self.complain(str(error))
            return False
        self.complain("")
        if self.value != before:
            self._before = stored
            self.undo.show()
            self._undo_timer.start()
        self.applied.emit(self.value)
        return True

    def refresh(self) -> None:
        """Look again whether something stronger than the settings file decides."""
        said = pinned_sentence(self._store, self.dotted)
        self.control.setEnabled(said is None)
        if said is not None or self._pinned_said:
            self.say(said or "")
        self._pinned_said = said is not None

    def _changes(self, value: Any) -> dict[str, Any]:
        """What is stored for a value, all of it or nothing, and undone together."""
        return {self.dotted: value}

    def _hide_undo(self) -> None:
        if self.undo.hasFocus():
            self.control.setFocus()
        self.undo.hide()

    def _undo(self) -> None:
        """The last change is undone, and only that one."""
        self._undo_timer.stop()
        self._hide_undo()
        try:
            self._store.update(self._before)
        except SettingsError as error:
            self.complain(str(error))
            return
        self.complain("")
        self.applied.emit(self.value)


def pinned_sentence(store: SettingsStore, dotted: str) -> str | None:
    """What is to be said where a source decides that is stronger than the settings file; None where none does."""
    words = {
        "environment": QCoreApplication.translate("SettingRow", "Set by the environment; change it there."),
        ".env": QCoreApplication.translate("SettingRow", "Set by the file .env; change it there."),
        "command line": QCoreApplication.translate("SettingRow", "Set by the command line; start without it."),
    }
    source = store.pinned_by(dotted)
    return words.get(source) if source else None


def pinned_remark(store: SettingsStore, dotted: str) -> str:
    """The same in the words of a menu; empty where nothing stronger decides."""
    words = {
        "environment": QCoreApplication.translate("SettingRow", "Set by the environment"),
        ".env": QCoreApplication.translate("SettingRow", "Set by the file .env"),
        "command line": QCoreApplication.translate("SettingRow", "Set by the command line"),
    }
    return words.get(store.pinned_by(dotted) or "", "")
