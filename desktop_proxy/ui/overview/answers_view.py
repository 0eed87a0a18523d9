"""Who answers for each tier: a line each, and a way to the key where there is none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.overview.looking import DEMO, SHOWN_TIERS, Answer, View
from desktop_proxy.ui.plain_text import visible, without_markup
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label, selectable, set_tone
from desktop_proxy.ui.widgets.state_line import StateLine

translate = QCoreApplication.translate

BREAK_AFTER = "/-"
ZERO_WIDTH_SPACE = "\u200b"


class AnswersView(QWidget):
    """Signals: `navigate(page, argument)`."""

    navigate = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.GROUP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.lines = [_Line(theme, place, self) for place in range(len(SHOWN_TIERS))]

    def show_view(self, view: View) -> None:
        """One button for each provider without a key, however many tiers it answers for."""
        offered: set[str] = set()
        for line, answer in zip(self.lines, view.answers, strict=True):
            line.show_answer(answer, view, offers=answer.provider not in offered)
            offered.add(answer.provider)

    def add_line(self, place: int, *widgets: QWidget) -> None:
        """Lay a line's parts out below each other's."""
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignTop)
        self._grid.setRowMinimumHeight(place, tokens.CONTROL_HEIGHT)


class _Line:
    """The widgets of one tier."""

    def __init__(self, theme: Theme, place: int, view: AnswersView) -> None:
        self._view = view
        self._goal: tuple[str, object] = ("models", None)
        self.tier: QLabel = label("", "secondary", view, wrap=False)
        self.target: QLabel = selectable(label("", parent=view))
        self._fixed, self._plain = theme.fixed_font(), self.target.font()
        self.remark = StateLine(theme, "secondary", view)
        self.remark.word.setWordWrap(False)
        self.act: QPushButton = button("", self._go, "flat", view)
        view.add_line(place, self.tier, self.target, self.remark, self.act)

    def show_answer(self, answer: Answer, view: View, *, offers: bool) -> None:
        self.tier.setText(answer.tier)
        self.target.setText(_breakable(visible(answer.target or answer.problem or "")))
        self.target.setAccessibleName(f"{answer.tier}: {answer.target or answer.problem}")
        self.target.setToolTip(without_markup(visible(answer.reason)))
        self.target.setAccessibleDescription(answer.reason)
        set_tone(self.target, "error" if answer.problem else "")
        # After the tone: polishing for it takes a font of one's own away.
        self.target.setFont(self._fixed if answer.target else self._plain)
        self._level()
        self._say(answer, view, offers=offers)

    def _level(self) -> None:
        """What is written in different fonts stands on one line: that of the button's caption."""
        of_button = self.act.fontMetrics()
        line = (tokens.CONTROL_HEIGHT - of_button.height()) // 2 + of_button.ascent()
        for made, text in ((self.tier, self.tier), (self.target, self.target), (self.remark, self.remark.word)):
            made.setContentsMargins(0, max(0, line - text.fontMetrics().ascent()), 0, 0)

    def _say(self, answer: Answer, view: View, *, offers: bool) -> None:
        missing = answer.provider in view.without_key
        if missing:
            self.remark.show_state("alert-triangle", translate("AnswersView", "No key yet"), "warning")
            self._goal = ("providers", answer.provider)
            self.act.setText(translate("AnswersView", "Add key"))
        elif answer.provider in view.unknown_key:
            self.remark.show_state("alert-triangle", translate("AnswersView", "Key not readable"), "warning")
        elif answer.provider == DEMO:
            self.remark.show_state("info", translate("AnswersView", "Built-in demo"))
        elif answer.problem:
            self._goal = ("models", None)
            self.act.setText(translate("AnswersView", "Choose a model"))
        self.remark.setVisible(missing or answer.provider in (DEMO, *view.unknown_key))
        self.act.setVisible(offers and (missing or answer.problem is not None))
        self.act.setAccessibleName(f"{self.act.text()}: {answer.provider or answer.tier}")

    def _go(self) -> None:
        self._view.navigate.emit(*self._goal)


def _breakable(text: str) -> str:
    """A long name may go on in the next line after a slash or a dash."""
    for character in BREAK_AFTER:
        text = text.replace(character, character + ZERO_WIDTH_SPACE)
    return text
