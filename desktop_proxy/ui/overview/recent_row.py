"""One request as a line that can be opened: when, how it stands, who was asked and who answered, how long, what for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop_proxy import figures
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import one_line, visible, without_markup
from desktop_proxy.ui.requests.wording import STATES, result, state_look
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.labels import label

_LONGEST = 300
_WIDE = "88:88:88", "888.8 s", "$888.888"


class RecentRow(QPushButton):
    """Signals: `opened(id)`."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row: RequestRow | None = None
        self.setProperty("role", "row")
        self.setAutoDefault(False)
        self._time = _cell(self, "secondary", _WIDE[0], Qt.AlignmentFlag.AlignLeft)
        self._shape = QLabel(self)
        self._shape.setFixedWidth(tokens.SMALL_ICON_SIZE)
        self._word = label("", "secondary", self, wrap=False)
        widest = max((look.word() for look in STATES.values()), key=len)
        self._word.setMinimumWidth(self._word.fontMetrics().horizontalAdvance(widest))
        self.models = ElidedLabel(self)
        self._duration = _cell(self, "secondary", _WIDE[1], Qt.AlignmentFlag.AlignRight)
        self._cost = _cell(self, "secondary", _WIDE[2], Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.GAP, 0, tokens.GAP, 0)
        row.setSpacing(tokens.GAP)
        row.addWidget(self._time)
        row.addWidget(self._shape)
        row.addWidget(self._word)
        row.addWidget(self.models, 1)
        row.addWidget(self._duration)
        row.addWidget(self._cost)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: self._row and self.opened.emit(self._row.id))
        theme.changed.connect(self._tint)

    def show_row(self, row: RequestRow) -> None:
        """The line of this request from now on."""
        self._row = row
        asked, answered = one_line(row.asked, _LONGEST), one_line(row.answered or "", _LONGEST)
        word = state_look(row.state).word()
        how = result(row) or word
        self._word.setText(word)
        self._time.setText(figures.clock(row.started_at))
        self.models.set_full_text(f"{asked} → {answered}" if answered else asked)
        self._duration.setText(figures.duration(row.duration_ms))
        self._cost.setText(_cost_text(row))
        self._tint()
        self.setToolTip(
            without_markup(visible(f"{figures.exact_time(row.started_at)}\n{self.models.full_text}\n{how}"))
        )
        parts = (self._time.text(), word, self.models.full_text, self._duration.text(), self._cost.text())
        self.setAccessibleName(", ".join(part for part in parts if part))

    def _tint(self) -> None:
        if self._row is None:
            return
        look = state_look(self._row.state)
        ratio = self.devicePixelRatioF()
        self._shape.setPixmap(self._theme.pixmap(look.icon, look.tone, tokens.SMALL_ICON_SIZE, ratio))


class ElidedLabel(QLabel):
    """A text of one line that ends in dots where it does not fit; the whole of it is `full_text`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.full_text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_full_text(self, text: str) -> None:
        """Show as much of it as fits."""
        self.full_text = text
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        fitting = self.fontMetrics().elidedText(self.full_text, Qt.TextElideMode.ElideRight, self.width())
        if fitting != self.text():
            self.setText(fitting)


def _cell(parent: QWidget, role: str, widest: str, alignment: Qt.AlignmentFlag) -> QLabel:
    made = label("", role, parent, wrap=False)
    made.setMinimumWidth(QFontMetrics(made.font()).horizontalAdvance(widest))
    made.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
    return made


def _cost_text(row: RequestRow) -> str:
    """Nothing while it runs and where nothing was answered; else money, or that its price is not known."""
    if row.cost_usd is None and not row.output_tokens:
        return ""
    return figures.money(row.cost_usd, QCoreApplication.translate("RecentRow", "unpriced"))
