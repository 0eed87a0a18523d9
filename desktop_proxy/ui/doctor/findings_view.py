"""Findings below each other: what was looked at, how it stands as a shape and a word, and what to do, or where."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_proxy.doctor import Finding, Remedy
from desktop_proxy.ui import tokens
from desktop_proxy.ui.doctor.remedies import WAYS, goal
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label, selectable
from desktop_proxy.ui.widgets.state_line import StateLine

translate = QCoreApplication.translate

LOOKS: Mapping[str, tuple[str, Callable[[], str], str]] = {
    "ok": ("check-circle", lambda: translate("Doctor", "OK"), "ok"),
    "warn": ("alert-triangle", lambda: translate("Doctor", "Warning"), "warning"),
    "error": ("alert-circle", lambda: translate("Doctor", "Error"), "error"),
    "skipped": ("slash-circle", lambda: translate("Doctor", "Skipped"), ""),
}
"""Shape, word and tone by the level of a finding."""
_COMMAND = re.compile("`([^`]+)`")


class FindingsView(QScrollArea):
    """`add` appends one; `found` are those that are shown. `titles` are those that may come. Signals:
    `navigate(page, argument)`.
    """

    navigate = Signal(str, object)

    def __init__(self, theme: Theme, titles: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._titles = theme, tuple(titles)
        self.found: list[tuple[str, Finding]] = []
        self.setObjectName("page")
        self.setAccessibleName(translate("Doctor", "Findings"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clear()

    def clear(self) -> None:
        """Show none."""
        self.found = []
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, tokens.GAP, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.GROUP)
        self._grid.setVerticalSpacing(tokens.GAP + tokens.UNIT)
        self._grid.setColumnStretch(2, 1)
        # As wide as they will be, so that nothing moves when a longer one comes.
        words = (look[1]() for look in LOOKS.values())
        self._grid.setColumnMinimumWidth(0, _widest(self, self._titles) + tokens.UNIT)
        self._grid.setColumnMinimumWidth(1, _widest(self, words) + tokens.SMALL_ICON_SIZE + 2 * tokens.GAP)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self.setWidget(inside)
        self._last_stop: QWidget = self

    def add(self, title: str, finding: Finding) -> None:
        """The title stands at the first of its findings only."""
        row, top = len(self.found), Qt.AlignmentFlag.AlignTop
        if not self.found or self.found[-1][0] != title:
            self._grid.addWidget(label(title, "secondary", wrap=False), row, 0, top)
        self.found.append((title, finding))
        icon, word, tone = LOOKS[finding.level]
        state = StateLine(self._theme)
        state.word.setWordWrap(False)
        state.show_state(icon, word(), tone)
        self._grid.addWidget(state, row, 1, top)
        texts = self._texts(title, word(), finding)
        self._grid.addWidget(texts, row, 2, top)
        for made in texts.findChildren(QPushButton):
            # Where it stands, and not behind everything that was made before it.
            QWidget.setTabOrder(self._last_stop, made)
            self._last_stop = made

    def _texts(self, title: str, word: str, finding: Finding) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        sentence = self._text(finding.sentence)
        sentence.setAccessibleName(f"{title}, {word}: {finding.sentence}")
        column.addWidget(sentence)
        remedy = finding.remedy
        if advice := finding.advice if remedy is None else remedy.advice:
            column.addWidget(self._text(advice, "secondary"))
        if remedy is not None:
            column.addWidget(self._button(remedy, finding.subject), 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _text(self, text: str, role: str = "body") -> QLabel:
        """What is to be typed stands in the font of code, as everywhere in the window."""
        made = selectable(label(visible(text), role))
        if _COMMAND.search(text):
            family = html.escape(self._theme.fixed_font().family())
            command = f"<span style=\"font-family: '{family}'\">\\1</span>"
            made.setTextFormat(Qt.TextFormat.RichText)
            made.setText(_COMMAND.sub(command, html.escape(visible(text))))
        return made

    def _button(self, remedy: Remedy, subject: str) -> QPushButton:
        page, argument = goal(remedy)
        caption = WAYS[remedy.where].caption()
        made = button(caption, lambda: self.navigate.emit(page, argument), "inline")
        made.setAccessibleName(f"{caption}: {subject}" if subject else caption)
        return made


def _widest(widget: QWidget, texts: Iterable[str]) -> int:
    return max((widget.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
