"""One setting that is a model: unset, the field says what answers and why; a retired model has a badge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from desktop_proxy.settings import Settings, SettingsError
from desktop_proxy.ui import tokens
from desktop_proxy.ui.models.answers import Answer
from desktop_proxy.ui.models.model_combo import ModelCombo
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.retired import retired_words
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import restyle, set_tone
from desktop_proxy.ui.widgets.number_field import TYPING_STOPS_MS
from desktop_proxy.ui.widgets.setting_row import SettingRow
from desktop_proxy.ui.widgets.state_line import StateLine


class ModelRow(SettingRow):
    """`answer` says who answers by the settings."""

    def __init__(
        self,
        parts: Parts,
        dotted: str,
        caption: str,
        answer: Callable[[Settings], Answer],
        parent: QWidget | None = None,
    ) -> None:
        self._parts, self._answer = parts, answer
        self.combo = ModelCombo(parts.theme, caption, parent)
        super().__init__(parts.core.settings, dotted, caption, "", self.combo, parent)
        self.badge = StateLine(parts.theme, "caption", self)
        self.successor: QPushButton = button("", self._take_successor, "inline", self)
        self._lay_out_row()
        self._typing = QTimer(self, interval=TYPING_STOPS_MS, singleShot=True)
        self._typing.timeout.connect(self.check)
        self.combo.typed.connect(lambda _text: self._typing.start())
        self.combo.entered.connect(self._entered)
        self.applied.connect(lambda _value: self.show_answer())
        self.show_answer()

    def show_choices(self, models: Sequence[str]) -> None:
        """The models to choose from."""
        self.combo.show_choices(models)

    def show_answer(self) -> None:
        """Show what holds now."""
        self.refresh()
        settings = self._store.current
        answer = self._answer(settings)
        self.combo.show_text(self.value or "")
        target = visible(str(answer.target)) if answer.target is not None else ""
        self.combo.field.setPlaceholderText(target)
        self.explanation.setText(self._words(answer, target))
        set_tone(self.explanation, "" if answer.target is not None else "error")
        self.explanation.show()
        self._show_badge(answer)

    def check(self) -> bool:
        """Say below the field why the text cannot be the value."""
        self._typing.stop()
        problem = ""
        if self.combo.text != (self.value or ""):
            try:
                self._store.check({self.dotted: self.combo.text or None})
            except SettingsError as error:
                problem = str(error).replace(f"“{self.dotted}”", self.tr("A model's name"))
        self.complain(problem)
        restyle(self.combo, "invalid", bool(problem))
        return not problem

    def _words(self, answer: Answer, target: str) -> str:
        shown = self.value or target
        if answer.target is None or shown in (target, str(answer.target)) or shown == answer.target.model:
            return answer.reason[:1].upper() + answer.reason[1:]
        return self.tr("%1 answers: %2").replace("%1", target).replace("%2", answer.reason)

    def _show_badge(self, answer: Answer) -> None:
        gone = answer.retired
        self.badge.setVisible(gone is not None)
        self.successor.setVisible(gone is not None and not answer.succeeded and not self.pinned)
        if gone is None:
            return
        said = f"{gone.id} {retired_words(gone)}"
        if answer.succeeded:
            said = self.tr("%1; its successor answers").replace("%1", said)
            self.badge.show_state("info", said)
        else:
            self.badge.show_state("alert-triangle", said, "warning")
        self.successor.setText(self.tr("Use %1").replace("%1", gone.successor))

    def _take_successor(self) -> None:
        answer = self._answer(self._store.current)
        if answer.retired is not None and answer.target is not None:
            self.change(f"{answer.target.provider}/{answer.retired.successor}")

    def _entered(self, text: str) -> None:
        if self.combo.isEnabled() and text != (self.value or "") and self.check():
            self.combo.field.setModified(False)
            self.change(text or None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc forgets what was typed."""
        if event.key() != Qt.Key.Key_Escape or not self.combo.field.isModified():
            super().keyPressEvent(event)
            return
        self._typing.stop()
        self.combo.forget(self.value or "")
        self.check()

    @staticmethod
    def align(rows: Sequence[ModelRow]) -> None:
        """Let the fields of several rows begin at the same place."""
        widest = max(max(row.caption.sizeHint().width(), row.undo.sizeHint().width()) for row in rows)
        for row in rows:
            row.caption.setFixedWidth(widest)

    def _lay_out_row(self) -> None:
        self.undo.setProperty("role", "inline")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.GAP)
        grid.setVerticalSpacing(tokens.UNIT // 2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.caption, 0, 0)
        grid.addWidget(self.combo, 0, 1)
        grid.addWidget(self.explanation, 1, 1)
        # Below the name, where nothing else is: its coming and going moves nothing.
        grid.addWidget(self.undo, 1, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.badge, 2, 1)
        grid.addWidget(self.successor, 3, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.remark, 4, 1)
        self.below.addLayout(grid)
        outer = self.layout()
        assert outer is not None, "made by the row"
        outer.setSpacing(0)
