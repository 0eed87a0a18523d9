"""The first step: who answers. A key is pasted and tried by itself, or something found is taken with one press.

What is typed letter by letter is not tried before the user says so: half a key is no key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_proxy import discovery
from desktop_proxy.core import Core
from desktop_proxy.providers import Provider
from desktop_proxy.redaction import Secret
from desktop_proxy.ui import tokens
from desktop_proxy.ui.clients.standing_message import StandingMessage
from desktop_proxy.ui.first_run.candidate import Candidate, keyed_providers, owners
from desktop_proxy.ui.first_run.found_list import FoundList
from desktop_proxy.ui.first_run.trial import Trial
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.key_field import KeyField
from desktop_proxy.ui.widgets.labels import SiteLinks, label
from desktop_proxy.ui.widgets.own_tasks import OwnTasks

PASTED_CHARACTERS = 8
"""More at once than anybody types."""


class AnswerStep(QWidget):
    """Signals: `answered(remark)` when somebody answers from now on; `elsewhere()` to the page of all providers."""

    answered = Signal(str)
    elsewhere = Signal()

    def __init__(
        self,
        core: Core,
        theme: Theme,
        ports: Mapping[str, int] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._core, self._ports = core, ports
        self._tasks = OwnTasks(self)
        self._length = 0
        self._said_whose = False
        """Whether the user has chosen the provider: no guess replaces that but a certain one."""
        self._looking: asyncio.Task[None] | None = None
        self.key = KeyField(theme, self.tr("Key"), self)
        self.key.setPlaceholderText(self.tr("Paste a key"))
        self.provider = Choice([(row, row.label) for row in keyed_providers()], self)
        self.provider.set_name(self.tr("Provider of the key"))
        self.provider.setPlaceholderText(self.tr("Whose key is it?"))
        self.hint: QLabel = label("", "caption", self)
        places = [row.key_place for row in keyed_providers() if not row.preset and row.key_place]
        said = self.tr("You get one at %1 or %2.").replace("%1", ", ".join(places[:-1])).replace("%2", places[-1])
        self.places = SiteLinks(said, places, parent=self)
        self.keyring = StandingMessage(theme, self)
        self.trial = Trial(core, theme, self)
        self.found = FoundList(theme, core.environment, self)
        self.others = button(self.tr("All providers…"), self.elsewhere.emit, "flat", self)
        self.others.setToolTip(self.tr("Vertex AI, Azure, or an address of your own"))
        self._lay_out()
        self._connect()
        self._forget()

    def begin(self) -> None:
        """Look for what is there; the field has the focus."""
        self.found.show_found(discovery.keys(self._core.environment))
        if self._looking is None:
            self._looking = self._tasks.run(self._look(), "looking for model servers")
        self._tasks.run(self._ask_keyring(), "state of the keyring")
        self.key.setFocus()

    def stop(self) -> None:
        """Nothing goes on, and no key stays in a field."""
        if self._looking is not None:
            self._looking.cancel()
        self._forget()

    def go_on(self) -> None:
        """What Return does: use the key, or what was tried."""
        if self.trial.use.isVisible() and self.trial.use.isEnabled():
            self._wanted()
        elif self.trial.again.isVisible():
            self.trial.retry()

    async def _look(self) -> None:
        self.found.show_found(await discovery.discover(self._core.environment, self._ports))

    async def _ask_keyring(self) -> None:
        """Said before a key is pasted, not after."""
        await self._core.credentials.sources([self.provider.itemData(0).name])
        problem = self._core.credentials.problem
        if problem is None:
            self.keyring.clear()
            return
        words = self.tr("%1 A key that is pasted now is kept only until Desktop Proxy ends.").replace("%1", problem)
        again = (self.tr("Try again"), lambda: self._tasks.run(self._ask_keyring(), "state of the keyring"))
        self.keyring.show_message("warning", words, again)

    def _typed(self, text: str) -> None:
        pasted, self._length = len(text) - self._length >= PASTED_CHARACTERS, len(text)
        self.trial.reset()
        candidates = owners(self.key.key)
        known = len(candidates) == 1
        kept = self._said_whose and not known
        if not kept:
            self.provider.show_value(candidates[0] if known else None)
        self.hint.setText(self._about(candidates))
        self.hint.setVisible(bool(text) and not kept)
        self.places.setVisible(not text)
        self._enable()
        if pasted and (known or kept):
            self._try(confirmed=False)

    def _about(self, candidates: list[Provider]) -> str:
        if len(candidates) == 1:
            return self.tr("It looks like a key of %1.").replace("%1", candidates[0].label)
        if candidates:
            labels = [row.label for row in candidates]
            words = self.tr("Keys of %1 and %2 look like this: choose whose it is.")
            return words.replace("%1", ", ".join(labels[:-1])).replace("%2", labels[-1])
        return self.tr("By its shape it could be anybody’s: choose whose key it is.")

    def _chosen(self, _row: object) -> None:
        self._said_whose = True
        self._enable()
        if self.key.key:
            self._try(confirmed=False)

    def _wanted(self) -> None:
        if self.trial.candidate is None:
            self._try(confirmed=True)
        else:
            self.trial.confirm()

    def _try(self, *, confirmed: bool) -> None:
        row = self.provider.currentData()
        if row is not None and self.key.key:
            self.trial.begin(Candidate(row, Secret(self.key.key)), confirmed=confirmed)

    def _take_found(self, candidate: Candidate) -> None:
        self._forget()
        if candidate.provider.way == "demo":
            self.trial.adopt(candidate)
        else:
            self.trial.begin(candidate, confirmed=True)

    def _tested(self) -> None:
        models = self.trial.models
        (models.field if models.isVisible() else self.trial.use).setFocus()

    def _failed(self) -> None:
        models = self.trial.models
        (models.field if models.isVisible() else self.trial.again).setFocus()

    def _taken(self, remark: str) -> None:
        self._forget()
        self.answered.emit(remark)

    def _forget(self) -> None:
        self.key.take()
        self._said_whose = False
        self._typed("")

    def _enable(self) -> None:
        self.trial.use.setEnabled(bool(self.key.key) and self.provider.currentData() is not None)

    def _connect(self) -> None:
        self.key.textChanged.connect(self._typed)
        self.provider.chosen.connect(self._chosen)
        self.found.chosen.connect(self._take_found)
        trial = self.trial
        trial.wanted.connect(self._wanted)
        trial.taken.connect(self._taken)
        trial.tested.connect(self._tested)
        trial.failed.connect(self._failed)
        trial.stopped.connect(self.key.setFocus)

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(tokens.GAP)
        fields.addWidget(self.key, 1)
        fields.addWidget(self.provider)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        intro = self.tr("Paste a key of your provider. It is tested, and kept in the keyring of this computer.")
        column.addWidget(label(intro, parent=self))
        column.addWidget(self.keyring)
        column.addLayout(fields)
        column.addWidget(self.hint)
        column.addWidget(self.places)
        column.addWidget(self.trial)
        column.addSpacing(tokens.GAP)
        between = QHBoxLayout()
        between.addWidget(label(self.tr("Or use what is here"), "secondary", self), 1)
        between.addWidget(self.others)
        column.addLayout(between)
        column.addWidget(self.found)
