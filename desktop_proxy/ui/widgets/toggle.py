"""A switch: a check box drawn as one, so that keyboard and screen readers know it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme

WIDTH, HEIGHT = 36, 20


class Toggle(QCheckBox):
    """Give it a name: `setAccessibleName`, or a label that has it as its buddy."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH + tokens.UNIT, tokens.CONTROL_HEIGHT - 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(2, (self.height() - HEIGHT) / 2, WIDTH, HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked() and self.isEnabled()
        border = "accent" if on or self.hasFocus() else "secondary" if self.isEnabled() else "line"
        painter.setPen(QPen(self._theme.colour(border), 1))
        painter.setBrush(self._theme.colour("accent" if on else "surface"))
        painter.drawRoundedRect(track, HEIGHT / 2, HEIGHT / 2)
        knob = "on_accent" if on else "secondary" if self.isEnabled() else "line"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(knob))
        x = track.right() - HEIGHT / 2 if self.isChecked() else track.left() + HEIGHT / 2
        painter.drawEllipse(QPointF(x, track.center().y()), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), HEIGHT / 2 + 2, HEIGHT / 2 + 2)
        painter.end()
