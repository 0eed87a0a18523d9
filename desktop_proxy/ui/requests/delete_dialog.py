"""Asks before the request log is deleted; the button says what it does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label

WIDTH = 420


class DeleteDialog(QDialog):
    """Accepted when the requests are to be deleted. Use `open()`."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Delete the request log"))
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        text = self.tr(
            "Every request that has ended will be deleted from this computer, with its tokens, cost and errors. "
            "This cannot be undone. Running requests stay."
        )
        self.cancel = button(self.tr("Cancel"), self.reject, "", self)
        self.delete = button(self.tr("Delete %Ln requests", "", count), self.accept, "danger", self)
        self.cancel.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MARGIN, tokens.MARGIN, tokens.MARGIN, tokens.GROUP)
        column.setSpacing(tokens.GROUP)
        column.addWidget(label(self.tr("Delete the request log?"), "section", self))
        column.addWidget(label(text, "body", self))
        column.addLayout(buttons)
