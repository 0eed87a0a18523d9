"""A message that changes settings and says so: for five seconds it offers "Undo", then it goes away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.stacked_message import StackedMessage


class ActingMessage(StackedMessage):
    """`change` takes the place of the store's `update` where several settings belong together."""

    def __init__(self, theme: Theme, store: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._store = store
        self._undo_timer = QTimer(self, interval=tokens.UNDO_MS, singleShot=True)
        self._undo_timer.timeout.connect(self.clear)

    def change(self, changes: Mapping[str, Any], said: str) -> bool:
        """Store the changes; False, with the reason shown, where that is not possible."""
        # What was a default becomes one again by Undo, and is not written as if it had been chosen.
        before = {dotted: self._store.written(dotted) for dotted in changes}
        if not self._update(changes):
            return False
        self.show_message("ok", said, (self.tr("Undo"), lambda: self._undo(before)))
        self._undo_timer.start()
        return True

    def clear(self) -> None:
        self._undo_timer.stop()
        super().clear()

    def _undo(self, before: Mapping[str, Any]) -> None:
        self.clear()
        self._update(before)

    def _update(self, changes: Mapping[str, Any]) -> bool:
        self._undo_timer.stop()
        try:
            self._store.update(changes)
        except SettingsError as error:
            self.show_message("error", str(error))
            return False
        return True
