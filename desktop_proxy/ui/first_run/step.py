"""One step of a dialog that shows all its steps at once: what is done is one line, what comes next only its title."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label, set_tone

WAITING, CURRENT, DONE = "waiting", "current", "done"
_MARK = 24
_HEADING = 32
"""As high as the button, so that nothing moves when it comes."""


class Step(Card):
    """Add what is to be done to `content`; it is shown while the step is the current one."""

    def __init__(self, theme: Theme, number: int, title: str, change: Callable[[], object]) -> None:
        super().__init__(title)
        self._heading = title
        self.state = WAITING
        self.mark = _Mark(theme, number, self)
        self.summary: QLabel = label("", "secondary", self)
        self.change: QPushButton = button(self.tr("Change"), change, "flat", self)
        self.change.setAccessibleName(f"{self.tr('Change')}: {title}")
        if (layout := self.layout()) is not None:
            layout.setSpacing(tokens.UNIT)
        self.heading.insertWidget(0, self.mark)
        self.heading.addWidget(self.change)
        self.inside = QWidget(self)
        self.inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.content = QVBoxLayout(self.inside)
        self.content.setContentsMargins(_MARK + tokens.GAP, 0, 0, 0)
        self.content.setSpacing(tokens.GAP)
        said = QHBoxLayout()
        said.setContentsMargins(_MARK + tokens.GAP, 0, 0, 0)
        said.addWidget(self.summary)
        self.body.addLayout(said)
        self.body.addWidget(self.inside)
        self.show_as(WAITING)

    def show_as(self, state: str, summary: str = "", tone: str = "") -> None:
        """`state`: waiting, current or done; `summary` is what came of it, in the tone of a label."""
        self.state = state
        self.mark.show_as(state)
        self.summary.setText(summary)
        set_tone(self.summary, tone)
        self.summary.setVisible(bool(summary))
        self.inside.setVisible(state == CURRENT)
        self.change.setVisible(state == DONE)
        words = {WAITING: self.tr("not yet"), CURRENT: self.tr("now"), DONE: self.tr("done")}
        self.setAccessibleName(f"{self._heading}: {words[state]}")

    def tick(self) -> None:
        """It is done and stays open, for what it shows."""
        self.mark.show_as(DONE)


class _Mark(QWidget):
    """The step's number in a ring, filled while it is the current one; a tick when it is done."""

    def __init__(self, theme: Theme, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._number, self._state = theme, number, WAITING
        self.setFixedSize(_MARK, _HEADING)
        theme.changed.connect(self.update)

    def show_as(self, state: str) -> None:
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        above = (_HEADING - _MARK) // 2
        circle = QRectF(0, above, _MARK, _MARK).adjusted(1, 1, -1, -1)
        if self._state == DONE:
            tick = self._theme.pixmap("check-circle", "ok", _MARK, self.devicePixelRatioF())
            painter.drawPixmap(0, above, tick)
        else:
            is_current = self._state == CURRENT
            painter.setPen(QPen(self._theme.colour("accent" if is_current else "secondary"), 1.5))
            painter.setBrush(self._theme.colour("accent" if is_current else "surface"))
            painter.drawEllipse(circle)
            painter.setPen(self._theme.colour("on_accent" if is_current else "secondary"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()
