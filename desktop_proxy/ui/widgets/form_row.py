"""One row of a form: a name and what it means at the left, its control at the right, remarks below.

It knows no setting; `setting_row.py` adds that.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label, set_tone

Action = tuple[str, Callable[[], object]]


class FormRow(QWidget):
    """`complain` says below the name why something cannot be, `say` what else is to be known."""

    def __init__(
        self, caption: str, explanation: str, control: QWidget, parent: QWidget | None = None, *, stacked: bool = False
    ) -> None:
        """A `stacked` row has its control below, over the whole width."""
        super().__init__(parent)
        self.control = control
        self.caption: QLabel = label(caption, parent=self)
        self.caption.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(caption)
        if explanation and not control.accessibleDescription():
            control.setAccessibleDescription(explanation)
        self.explanation: QLabel = label(explanation, "caption", self)
        self.explanation.setVisible(bool(explanation))
        self.remark: QLabel = label("", "caption", self)
        self.remark.hide()
        self._act: Callable[[], object] | None = None
        self.offer: QPushButton = button("", self._take_offer, parent=self)
        """What the remark proposes to do."""
        self.offer.hide()
        self.below = QVBoxLayout()
        """For what belongs to the row and needs its whole width."""
        self.row = QHBoxLayout()
        self._lay_out(stacked=stacked)

    def complain(self, sentence: str, action: Action | None = None) -> None:
        """Show why the value cannot be, and what may be done instead; empty takes it away."""
        self._remark("error", sentence, action)

    def say(self, sentence: str, action: Action | None = None) -> None:
        """Show a remark that is no complaint; empty takes it away."""
        self._remark("", sentence, action)

    def _remark(self, tone: str, sentence: str, action: Action | None) -> None:
        set_tone(self.remark, tone if sentence else "")
        self.remark.setText(sentence)
        self.remark.setVisible(bool(sentence))
        self._act = action[1] if action else None
        if action:
            self.offer.setText(action[0])
        self.offer.setVisible(action is not None)

    def _take_offer(self) -> None:
        if self._act is not None:
            self._act()

    def _lay_out(self, *, stacked: bool) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.caption)
        texts.addWidget(self.explanation)
        self.row.setSpacing(tokens.GAP)
        self.row.addLayout(texts, 1)
        self.below.setSpacing(tokens.GAP)
        if stacked:
            self.below.addWidget(self.control)
        else:
            self.row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, tokens.UNIT, 0, tokens.UNIT)
        outer.setSpacing(tokens.UNIT)
        outer.addLayout(self.row)
        # Below the row, so that the control stays where it is when a remark comes.
        outer.addWidget(self.remark)
        outer.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addLayout(self.below)
