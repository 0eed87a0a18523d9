"""A setting whose control needs the whole width: its name above, remarks below. Acts and undoes as every setting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.form_row import Action
from desktop_proxy.ui.widgets.labels import restyle
from desktop_proxy.ui.widgets.number_field import TYPING_STOPS_MS
from desktop_proxy.ui.widgets.setting_row import SettingRow


class StackedSetting(SettingRow):
    """As `SettingRow`; further buttons of the control go to `line`."""

    def __init__(
        self,
        store: SettingsStore,
        dotted: str,
        caption: str,
        explanation: str,
        control: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(store, dotted, caption, explanation, control, parent)
        self.undo.setProperty("role", "inline")
        head = QHBoxLayout()
        head.addWidget(self.caption, 1)
        head.addWidget(self.undo)
        self.line = QHBoxLayout()
        self.line.setSpacing(tokens.GAP)
        self.line.addWidget(control, 1)
        self.below.setSpacing(tokens.UNIT)
        self.below.addLayout(head)
        self.below.addWidget(self.explanation)
        self.below.addLayout(self.line)
        self.below.addWidget(self.remark)
        self.below.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        outer = self.layout()
        assert outer is not None, "made by the row"
        outer.setSpacing(0)

    def complain(self, sentence: str, action: Action | None = None) -> None:
        """As a row does, with the name that stands above the control in place of the setting's own."""
        super().complain(sentence.replace(f"“{self.dotted}”", self.caption.text()), action)
        restyle(self.control, "invalid", bool(sentence))


class TextSetting(StackedSetting):
    """A text, checked when typing stops and stored when the field is left or Return is pressed. Empty is unset."""

    def __init__(
        self,
        store: SettingsStore,
        dotted: str,
        caption: str,
        explanation: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.field = QLineEdit()
        super().__init__(store, dotted, caption, explanation, self.field, parent)
        self._typing = QTimer(self, interval=TYPING_STOPS_MS, singleShot=True)
        self._typing.timeout.connect(self.check)
        self.field.textEdited.connect(lambda _text: self._typing.start())
        self.field.editingFinished.connect(self.commit)
        self.field.installEventFilter(self)
        self.applied.connect(lambda _value: self.show_value())
        self.show_value()

    @property
    def entered(self) -> str | None:
        """What stands in the field; None for nothing."""
        return self.field.text().strip() or None

    @property
    def stored(self) -> str | None:
        """What the field shows of the value in effect."""
        value = self.value
        return ", ".join(value) if isinstance(value, tuple) else value

    def check(self) -> bool:
        """Say below the field why the text cannot be the value."""
        self._typing.stop()
        if self.entered == self.stored:
            self.complain("")
            return True
        try:
            self._store.check({self.dotted: self.entered})
        except SettingsError as error:
            self.complain(str(error))
            return False
        self.complain("")
        return True

    def commit(self) -> None:
        """Store the text where it can be stored and is another one."""
        if self.field.isEnabled() and self.check() and self.entered != (self.stored or None):
            self.field.setModified(False)
            self.change(self.entered)

    def show_value(self) -> None:
        """Show the value in effect, unless something is being typed."""
        if not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(self.stored or "")

    def revert(self) -> None:
        """Forget what was typed."""
        self._typing.stop()
        self.field.setText(self.stored or "")
        self.complain("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._is_escape(event):
            self.revert()
            return True
        return super().eventFilter(watched, event)

    def _is_escape(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.field.isModified()
