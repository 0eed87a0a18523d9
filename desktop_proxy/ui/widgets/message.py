"""A message in place: a shape, a sentence, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPropertyAnimation, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import CopyButton, button
from desktop_proxy.ui.widgets.labels import label, restyle, selectable

_SHAPES = {"ok": "check-circle", "info": "info", "warning": "alert-triangle", "error": "alert-circle"}


class Message(QFrame):
    """Hidden until `show_message`. It takes the place that the layout gives it and never opens a window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = "info"
        self._before: QWidget | None = None
        self.setProperty("role", "message")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, tokens.GAP, tokens.GAP, tokens.GAP)
        self._layout.setSpacing(tokens.GAP)
        self._shape = QLabel(self)
        self._shape.setFixedHeight(tokens.CONTROL_HEIGHT)
        self.text: QLabel = selectable(label("", parent=self))
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self.text, 1)
        self._buttons: list[QPushButton] = []
        theme.changed.connect(self._tint)
        self.hide()

    def show_message(
        self,
        tone: str,
        text: str,
        *actions: tuple[str, Callable[[], object]],
        details: Callable[[], str] | None = None,
    ) -> None:
        """`tone`: ok, info, warning or error; `actions` are verbs with what they do; `details` is offered to copy."""
        if not self._has_focus():
            self._before = QApplication.focusWidget()
        self._tone = tone
        self._level()
        self.text.setText(text)
        self.setAccessibleName(text)
        restyle(self, "tone", "" if tone == "info" else tone)
        self._tint()
        for old in self._buttons:
            # Deleted later, since its own click may be what brought us here; but never seen beside the new ones.
            old.hide()
            old.deleteLater()
        self._buttons = [button(caption, act, "flat", self) for caption, act in actions]
        if details is not None:
            copy = CopyButton(details, self.tr("Copy details"), self)
            copy.setProperty("role", "flat")
            self._buttons.append(copy)
        before: QWidget = self.text
        for made in self._buttons:
            self._layout.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            # Where it stands, and not behind everything that was made before it.
            QWidget.setTabOrder(before, made)
            before = made
        was_hidden = self.isHidden()
        self.show()
        self._announce(text)
        if was_hidden and self.isVisible() and self._theme.motion:
            self._fade_in()

    def clear(self) -> None:
        """Take it away; the keys go back to where they were when it came."""
        if self._has_focus() and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self.hide()

    def _level(self) -> None:
        """The first line stands level with shape and buttons, however many there are."""
        line = self.text.fontMetrics().height()
        above = max(0, (tokens.CONTROL_HEIGHT - line) // 2)
        margins = self.text.contentsMargins()
        below = max(0, tokens.CONTROL_HEIGHT - line - above)
        self.text.setContentsMargins(margins.left(), above, margins.right(), below)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _announce(self, text: str) -> None:
        """For who does not see it appear."""
        event = QAccessibleAnnouncementEvent(self, text)
        if self._tone == "error":
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _fade_in(self) -> None:
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        fade = QPropertyAnimation(effect, b"opacity", self)
        fade.setDuration(tokens.FADE_MS)
        fade.setStartValue(0.0)
        fade.setEndValue(1.0)
        # The effect slows painting, so it goes as soon as it is done.
        fade.finished.connect(lambda: self.setGraphicsEffect(None))  # type: ignore[arg-type]
        fade.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def _tint(self) -> None:
        role = "accent" if self._tone == "info" else self._tone
        self._shape.setPixmap(self._theme.pixmap(_SHAPES[self._tone], role, tokens.ICON_SIZE, self.devicePixelRatioF()))
