"""Trying a candidate and, once the user has confirmed it, letting it answer: progress, the sentence, the buttons.

Nothing is stored before the confirmation. A key lives in the candidate, which is forgotten with the trial.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.settings import SettingsError
from desktop_proxy.ui import tokens
from desktop_proxy.ui.first_run.candidate import Candidate, take_over, try_out, with_model
from desktop_proxy.ui.first_run.model_row import ModelRow
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.working import Working
from desktop_proxy.upstream.provider_test import ProviderTest

WRONG_KEY = "key"
CHOOSE_ANOTHER = ("model", "tools")
"""Faults of a test that another model mends."""


class Trial(QWidget):
    """Signals: `wanted()` when the main button is pressed, for the owner to `begin` or `confirm`; `tested()` when a
    candidate waits for being confirmed; `taken(remark)` when it answers from now on; `failed()`; `stopped()`.
    """

    wanted = Signal()
    taken = Signal(str)
    tested = Signal()
    failed = Signal()
    stopped = Signal()

    def __init__(self, core: Core, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._core = core
        self._candidate: Candidate | None = None
        self._confirmed = False
        self.result: ProviderTest | None = None
        self.working = Working(theme, self)
        self.working.stop_button.clicked.connect(lambda: self.stopped.emit())
        self.message = Message(theme, self)
        self.models = ModelRow(self)
        self.use: QPushButton = button("", lambda: self.wanted.emit(), "primary", self)
        self.again: QPushButton = button(self.tr("Test again"), self.retry, "primary", self)
        self.anyway: QPushButton = button(self.tr("Use it anyway"), self._use, parent=self)
        self._lay_out()
        self.reset()

    @property
    def candidate(self) -> Candidate | None:
        """What is tried, or was."""
        return self._candidate

    @property
    def works(self) -> bool:
        """Whether it was tried and waits for being confirmed."""
        return self.result is not None and self.result.ok

    def begin(self, candidate: Candidate, *, confirmed: bool) -> None:
        """Test it; where it is `confirmed`, a success is all it takes."""
        self._clear()
        self._candidate, self._confirmed = candidate, confirmed
        words = self.tr("Testing %1…").replace("%1", candidate.provider.label)
        self._name_the_button(candidate)
        self.working.begin(words, try_out(self._core, candidate), self._tested)

    def adopt(self, candidate: Candidate) -> None:
        """Let it answer without a test: it cannot fail, or the user said so."""
        self._clear()
        self._candidate = candidate
        self._use()

    def confirm(self) -> None:
        """The user wants it: now where it works, else as soon as it does."""
        self._confirmed = True
        if self.working.busy or self._candidate is None:
            return
        if self.works and self.models.other is None:
            self._use()
        else:
            self.retry()

    def retry(self) -> None:
        """Once more, with the same candidate; whoever asks for that wants it."""
        if self._candidate is not None:
            self.begin(self._with_the_model(self._candidate), confirmed=True)

    def reset(self) -> None:
        """Forget the candidate and its key."""
        self.working.stop()
        self._candidate, self._confirmed = None, False
        self._clear()
        self._name_the_button(None)

    def _clear(self) -> None:
        self.result = None
        self.message.clear()
        for part in (self.models, self.again, self.anyway):
            part.hide()

    def _tested(self, result: ProviderTest) -> None:
        self.result = result
        self._offer_models(result)
        if not result.ok:
            self._confirmed = False
            self.message.show_message("error", result.sentence, details=lambda: self._details(result))
            self.use.hide()
            self.again.show()
            self.anyway.setVisible(result.fault != WRONG_KEY)
            self.failed.emit()
        elif self._confirmed and not self._has_to_choose(result):
            self._use()
        else:
            self.message.show_message("ok", result.sentence)
            self.use.show()
            self.tested.emit()

    def _has_to_choose(self, result: ProviderTest) -> bool:
        """Whether the model that was tried is only the first of many."""
        candidate = self._candidate
        nobody_chose = candidate is not None and candidate.provider.preset and candidate.model is None
        return nobody_chose and len(result.models or ()) > 1

    def _name_the_button(self, candidate: Candidate | None) -> None:
        """What was found has a button of its own; here it only needs one once there is something to confirm."""
        pasted = candidate is None or candidate.key is not None
        words = self.tr("Use this key") if candidate is None or pasted else self.tr("Use %1")
        self.use.setText(words.replace("%1", candidate.provider.label if candidate else ""))
        self.use.setVisible(pasted)

    def _offer_models(self, result: ProviderTest) -> None:
        """Where it may matter which: an endpoint has no tiers of its own, and a provider's may be gone."""
        preset = self._candidate is not None and self._candidate.provider.preset
        if result.models and (preset or result.fault in CHOOSE_ANOTHER):
            self.models.offer(result.models, result.model)

    def _with_the_model(self, candidate: Candidate) -> Candidate:
        other = self.models.other
        return candidate if other is None else with_model(candidate, other)

    def _use(self) -> None:
        """Store and choose it, with the model that was tried."""
        candidate = self._candidate
        if candidate is None:
            return
        if candidate.provider.preset and self.result is not None and self.result.model:
            candidate = with_model(candidate, self.result.model)
        for part in (self.again, self.anyway, self.models):
            part.hide()
        self.message.clear()
        words = self.tr("Storing the key in the keyring…") if candidate.key else self.tr("Choosing it…")
        self.working.begin(words, self._take_over(candidate), self._taken)

    async def _take_over(self, candidate: Candidate) -> tuple[bool, str]:
        try:
            return True, await take_over(self._core, candidate)
        except (ApiError, SettingsError) as error:
            return False, str(error)

    def _taken(self, outcome: tuple[bool, str]) -> None:
        done, remark = outcome
        if done:
            self.reset()
            self.taken.emit(remark)
        else:
            self._confirmed = False
            self.message.show_message("error", remark)
            self.use.hide()
            self.again.show()
            self.failed.emit()

    def _details(self, result: ProviderTest) -> str:
        rows = (
            ("provider", self._candidate.name if self._candidate else ""),
            ("model", result.model or "none"),
            ("status", result.status),
            ("fault", result.fault),
            ("sentence", result.sentence),
        )
        return self._core.redactor.redact("\n".join(f"{name}: {value}" for name, value in rows))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GAP)
        for part in (self.use, self.again, self.anyway):
            buttons.addWidget(part)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        for widget in (self.working, self.message, self.models):
            column.addWidget(widget)
        column.addLayout(buttons)
