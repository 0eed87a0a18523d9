"""A command to copy, in one line, with the button that copies it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.clients.text_box import TextBox
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import CopyButton


class CommandLine(QWidget):
    """`name` is what the command is for."""

    def __init__(self, theme: Theme, name: str, command: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.command = command
        self.box = TextBox(theme, name, self)
        self.box.show_text(command)
        self.copy = CopyButton(lambda: self.command, parent=self)
        self.copy.setAccessibleName(f"{self.copy.text()}: {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GAP)
        row.addWidget(self.box, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_command(self, command: str) -> None:
        """Another one."""
        self.command = command
        self.box.show_text(command)
