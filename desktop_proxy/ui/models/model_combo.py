"""A field for a model's name: any text, with the known models to choose from. Says what was entered once it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from desktop_proxy.ui.theme import Theme


class ModelCombo(QComboBox):
    """Signals: `entered(str)` when a text was chosen, or typed and left; `typed(str)` with each key."""

    entered = Signal(str)
    typed = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self._narrowing: QCompleter | None = None
        self._told = ""
        # Before the field is the combo box's own: afterwards the style sheet takes the system's font for both.
        self.setFont(theme.fixed_font())
        self.field.setFont(theme.fixed_font())
        self.setLineEdit(self.field)
        self.setAccessibleName(name)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)
        self.field.setAccessibleName(name)
        self.activated.connect(lambda index: self._enter(self.itemText(index)))
        self.field.textEdited.connect(self.typed)
        self.field.editingFinished.connect(lambda: self._enter(self.text))

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    @property
    def is_being_typed(self) -> bool:
        """Whether the user is at it and has changed it."""
        return self.field.hasFocus() and self.field.isModified()

    def show_text(self, text: str) -> None:
        """Show a value that nobody entered here; what is being typed stays."""
        if self.is_being_typed:
            return
        self._told = text
        if self.field.text() != text:
            self.field.setText(text)
            self.field.setCursorPosition(0)

    def forget(self, text: str) -> None:
        """Show `text` in the place of what is being typed."""
        self.field.setModified(False)
        self.show_text(text)

    def show_choices(self, models: Sequence[str]) -> None:
        """The models to choose from."""
        if list(models) == [self.itemText(index) for index in range(self.count())]:
            return
        text, position, modified = self.field.text(), self.field.cursorPosition(), self.field.isModified()
        with QSignalBlocker(self), QSignalBlocker(self.field):
            self.clear()
            self.addItems(list(models))
            self.setCurrentIndex(-1)
            self.field.setText(text)
        self.field.setCursorPosition(position)
        self.field.setModified(modified)

    def _enter(self, text: str) -> None:
        """Qt tells of Return twice, and of a field that is left unchanged."""
        if text != self._told:
            self._told = text
            self.entered.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow key opens the list: going through it in the closed field would act at each step. Esc is for who
        stands around the field.
        """
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.showPopup()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        """The list is called as the field."""
        view = self.view()
        if view is not None:
            view.setAccessibleName(self.accessibleName())
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first time, the list that narrows while one types is made: most fields are never visited."""
        super().focusInEvent(event)
        if self._narrowing is None:
            self._narrowing = self._made_completer()

    def _made_completer(self) -> QCompleter:
        made = QCompleter(self.model(), self)
        made.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = made.popup()
        assert popup is not None, "made on demand"
        popup.setFont(self.font())
        made.activated[str].connect(self._enter)  # type: ignore[index]
        self.setCompleter(made)
        return made

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()
