"""One field of a dialog: its name above, a remark below where the value cannot be."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_proxy.ui.widgets.labels import label, restyle, set_tone


class FieldBlock(QWidget):
    """`complain` marks the field; the remark has its place in the layout even while it is empty."""

    def __init__(self, caption: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.caption: QLabel = label(caption, parent=self, wrap=False)
        self.caption.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(caption.replace("&", ""))
        self.remark: QLabel = label("", "caption", self)
        set_tone(self.remark, "error")
        # One line is kept for it, so that the dialog does not jump when it appears.
        self.remark.setMinimumHeight(self.remark.fontMetrics().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(field)
        column.addWidget(self.remark)

    def complain(self, sentence: str) -> None:
        """Empty takes it away."""
        self.remark.setText(sentence)
        restyle(self.field, "invalid", bool(sentence))
