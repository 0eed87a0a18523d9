"""One row of an ordered list that is edited in place: its fields, and buttons to move and to delete it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import icon_button
from desktop_proxy.ui.widgets.labels import label, set_tone
from desktop_proxy.ui.widgets.number_field import TYPING_STOPS_MS


class ListRow(QWidget):
    """Subclasses put their fields into `fields` and say what they hold.

    Signals: `edited()` when what was entered stands, `paused()` when typing stops, `move_wanted(-1 | 1)`,
    `delete_wanted()`.
    """

    edited = Signal()
    paused = Signal()
    move_wanted = Signal(int)
    delete_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept: Any = None
        """The item as it is stored; None for a row that is not stored yet."""
        self.texts: list[QLineEdit] = []
        self.controls: list[QWidget] = []
        """In the order of the Tab key."""
        self.fields = QHBoxLayout()
        self.fields.setSpacing(tokens.GAP)
        self.remark: QLabel = label("", "caption", self)
        self.remark.hide()
        self._typing = QTimer(self, interval=TYPING_STOPS_MS, singleShot=True)
        self._typing.timeout.connect(self.paused)
        self.build(theme)
        self.up: QToolButton = icon_button(theme, "up", self.tr("Move up"), lambda: self.move_wanted.emit(-1), self)
        self.down: QToolButton = icon_button(
            theme, "down", self.tr("Move down"), lambda: self.move_wanted.emit(1), self
        )
        self.delete: QToolButton = icon_button(theme, "trash", self.tr("Delete"), self.delete_wanted.emit, self)
        self.controls += [self.up, self.down, self.delete]
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addLayout(self.fields, 1)
        line.addSpacing(tokens.UNIT)
        for made in (self.up, self.down, self.delete):
            line.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.remark)

    @abstractmethod
    def build(self, theme: Theme) -> None:
        """Put the fields into `fields` and `controls`, and what is typed in into `texts`."""

    @property
    @abstractmethod
    def item(self) -> Any:
        """What is entered, as it is stored; None as long as something is missing."""

    @abstractmethod
    def show_item(self, item: Any) -> None:
        """Show what is stored; what is being typed stays."""

    @abstractmethod
    def show_choices(self, models: Sequence[str]) -> None:
        """The models to choose from."""

    @abstractmethod
    def focus_first(self) -> None:
        """Put the cursor into the first field."""

    def number(self, place: int, stored: int, *, is_stored: bool) -> None:
        """Its place from 0; only the `stored` first ones have an order."""
        self.up.setEnabled(is_stored and place > 0)
        self.down.setEnabled(is_stored and place < stored - 1)
        for made in (self.up, self.down, self.delete):
            made.setAccessibleDescription(str(place + 1))

    def remark_on(self, sentence: str, tone: str = "") -> None:
        """Say something below the fields; `tone` as of a label."""
        set_tone(self.remark, tone)
        self.remark.setText(sentence)
        self.remark.setVisible(bool(sentence))

    def typed(self) -> None:
        """A key was pressed in one of the fields."""
        self._typing.start()

    def left(self) -> None:
        """A field was left, or something chosen."""
        self._typing.stop()
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc forgets what was typed; a row that was not stored yet goes away."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.kept is None:
            self.delete_wanted.emit()
        else:
            for text in self.texts:
                text.setModified(False)
            self._typing.stop()
            self.show_item(self.kept)
            self.remark_on("")
