"""What settings, keyring and request log complain about, a message each with what can be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.settings import Settings
from desktop_proxy.settings.document import NAMES, value_at
from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.message import Message

MOST = 3
"""As many are shown; the doctor lists all."""
_NAMED = re.compile(r"“([\w.]+)” ")


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint, and the button beside it."""

    sentence: str
    verb: str
    act: Callable[[], object]


class Problems(QWidget):
    """`refresh` costs a look at three attributes. Signals: `check_wanted()`, `try_again_wanted()`."""

    check_wanted = Signal()
    try_again_wanted = Signal()

    def __init__(self, core: Core, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._core, self._theme = core, theme
        self._shown: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.GAP)
        self.messages: list[Message] = []
        self.hide()

    def refresh(self) -> None:
        """Show what there is now. What is shown already stays untouched, selection and all."""
        problems = list(self._found())
        sentences = tuple(dict.fromkeys(problem.sentence for problem in problems))
        if sentences == self._shown:
            return
        self._shown = sentences
        for old in self.messages:
            self._column.removeWidget(old)
            old.deleteLater()
        self.messages = [self._message(problem) for problem in problems[:MOST]]
        if len(problems) > MOST:
            more = self.tr("There are %n more complaints.", "", len(problems) - MOST)
            self.messages.append(self._message(Problem(more, self.tr("Check everything"), self.check_wanted.emit)))
        self.setVisible(bool(self.messages))

    def _found(self) -> Iterator[Problem]:
        of_environment = set(self._core.environment.problems)
        for sentence in self._core.settings.problems:
            if sentence in of_environment:
                yield Problem(sentence, self.tr("Check everything"), self.check_wanted.emit)
            else:
                said = self._with_what_holds(sentence)
                yield Problem(said, self.tr("Open settings file"), self._opens(self._core.paths.settings_file))
        if notice := self._core.request_log.notice:
            yield Problem(notice, self.tr("Open folder"), self._opens(self._core.paths.data_dir))
        if problem := self._core.credentials.problem:
            yield Problem(problem, self.tr("Try again"), self.try_again_wanted.emit)

    def _with_what_holds(self, sentence: str) -> str:
        """What is used instead of a value that cannot be."""
        named = _NAMED.match(sentence)
        name = named[1] if named else ""
        if name not in NAMES or value_at(self._core.settings.current, name) != value_at(Settings(), name):
            return sentence
        return self.tr("%1; its default is used until it is changed.").replace("%1", sentence.removesuffix("."))

    def _message(self, problem: Problem) -> Message:
        made = Message(self._theme, self)
        made.show_message("warning", visible(problem.sentence), (problem.verb, problem.act))
        self._column.addWidget(made)
        return made

    @staticmethod
    def _opens(path: Path) -> Callable[[], object]:
        return lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
