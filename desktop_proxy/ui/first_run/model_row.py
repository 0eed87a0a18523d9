"""A field for another model than the one that was tried, with what the provider offers; any name may be typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.labels import label


class ModelRow(QWidget):
    """Hidden until `offer`. Nothing is tried by choosing: that would ask for each model on the way through the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tried: str | None = None
        self.field = Choice([], self)
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.setAccessibleName(self.tr("Model"))
        name: QLabel = label(self.tr("&Model"), parent=self, wrap=False)
        name.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GAP)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.field, 1)
        self.hide()

    @property
    def other(self) -> str | None:
        """What stands in the field, where that is another than the one that was tried."""
        model = self.field.currentText().strip()
        return model if model and model != self._tried and not self.isHidden() else None

    def offer(self, models: Sequence[str], tried: str | None) -> None:
        """Let the user choose another."""
        self._tried = tried
        self.field.clear()
        self.field.addItems(list(models))
        self.field.setCurrentIndex(self.field.findText(tried or ""))
        self.field.setEditText(tried or "")
        self.show()
