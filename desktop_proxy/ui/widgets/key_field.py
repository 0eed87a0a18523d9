"""A field for a key: masked, with a button that shows what was typed, and never with a key that is stored."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_proxy.ui.theme import Theme

MAX_CHARACTERS = 16_384


class KeyField(QLineEdit):
    """What was pasted, without blanks around it, is `key`. It is cleared as soon as the key was taken."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(MAX_CHARACTERS)
        # No input method may learn it.
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._show = QAction(self.tr("Show what was typed"), self)
        self._show.setCheckable(True)
        # Its button cannot be reached by Tab.
        self._show.setShortcut(QKeySequence("Ctrl+Shift+H"))
        self._show.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        keys = self._show.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._show.setToolTip(f"{self._show.text()} ({keys})")
        self._show.toggled.connect(self._reveal)
        self.addAction(self._show, QLineEdit.ActionPosition.TrailingPosition)
        theme.changed.connect(self._tint)
        self._tint()

    @property
    def key(self) -> str:
        """As typed or pasted."""
        return self.text().strip()

    def take(self) -> str:
        """The key; the field is empty and masked afterwards."""
        key = self.key
        # Not `clear`, which Ctrl+Z takes back.
        self.setText("")
        self._show.setChecked(False)
        return key

    def _reveal(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._tint()

    def _tint(self) -> None:
        self._show.setIcon(self._theme.icon("eye-off" if self._show.isChecked() else "eye", "secondary"))
