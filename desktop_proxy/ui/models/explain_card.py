"""The line that explains itself: what would answer a name, why, who is asked next, and whether there is a key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.routing import Target
from desktop_proxy.ui import tokens
from desktop_proxy.ui.models.answers import Answer, of_name
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.retired import retired_words
from desktop_proxy.ui.providers.states import HAS_KEY
from desktop_proxy.ui.providers.tier_names import ASKED_AS
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.clearable_field import ClearableField
from desktop_proxy.ui.widgets.labels import label, selectable
from desktop_proxy.ui.widgets.state_line import StateLine

LINES = 4
"""For which there is room, so that nothing moves while a name is typed."""


class ExplainCard(Card):
    """Signals: `provider_wanted(name)` to give it a key."""

    provider_wanted = Signal(str)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._parts = parts
        self._provider = ""
        self.title.setText(self.tr("What would answer?"))
        self.title.show()
        self.name = ClearableField(parts.theme, self.tr("Name a client asks for"), self)
        self.name.setFont(parts.theme.fixed_font())
        self.name.setPlaceholderText(ASKED_AS["sonnet"])
        self.name.textChanged.connect(lambda _text: self.refresh())
        self.target = StateLine(parts.theme, parent=self)
        selectable(self.target.word).setFont(parts.theme.fixed_font())
        self.reason: QLabel = selectable(label("", "secondary", self))
        self.next: QLabel = label("", "secondary", self)
        self.retired = StateLine(parts.theme, "secondary", self)
        self.key = StateLine(parts.theme, "secondary", self)
        self.key.word.setWordWrap(False)
        self.key_button: QPushButton = button("", self._want_provider, "inline", self)
        self._lay_out()
        self.refresh()

    @property
    def asked(self) -> str:
        """The name that is explained."""
        return self.name.text().strip() or ASKED_AS["sonnet"]

    def explain(self, name: str) -> None:
        """Explain this one."""
        self.name.setText(name)
        self.name.setFocus()

    def refresh(self) -> None:
        """Explain by what holds now."""
        answer = of_name(self.asked, self._parts.core.settings.current)
        if answer.target is None:
            self.target.show_state("x-circle", self.tr("Nobody answers"), "error")
        else:
            self._show_target(answer.target)
        reason = answer.reason
        self.reason.setText(visible(reason[:1].upper() + reason[1:]))
        following = ", ".join(visible(str(target)) for target in answer.fallbacks)
        self.next.setText(self.tr("If it cannot be reached: %1").replace("%1", following) if following else "")
        self._show_retired(answer)
        self._show_key(answer)
        self.next.setVisible(bool(following))

    def _show_target(self, target: Target) -> None:
        """Without a tick where asking it would fail."""
        entry, said = self._parts.entry(target.provider), visible(str(target))
        state, info = self._parts.state(entry), self._parts.keys.info(entry)
        icon, tone = state.icon, state.tone
        if self._parts.lacks_key(entry):
            icon, tone = "alert-triangle", "warning"
            said = self.tr("%1, but %2 has no key").replace("%2", visible(entry.label)).replace("%1", said)
        elif self._parts.keys.refused(entry):
            said = self.tr("%1, but %2 refused its key").replace("%2", visible(entry.label)).replace("%1", said)
        elif entry.row.way == "completion" or (info is not None and info.source in ("session", "none")):
            # Kept for the session it is a key as well; who needs none is asked without, and LiteLLM knows the rest.
            icon, tone = "check-circle", "ok"
        self.target.show_state(icon, said, tone)

    def _show_retired(self, answer: Answer) -> None:
        # Where the successor answers, the reason says so.
        gone = answer.retired if not answer.succeeded else None
        self.retired.setVisible(gone is not None)
        if gone is not None:
            said = self.tr("%1: %2; its successor is %3").replace("%1", gone.id).replace("%2", retired_words(gone))
            self.retired.show_state("alert-triangle", said.replace("%3", gone.successor), "warning")

    def _show_key(self, answer: Answer) -> None:
        self.key.setVisible(answer.target is not None)
        self.key_button.setVisible(False)
        if answer.target is None:
            return
        entry = self._parts.entry(answer.target.provider)
        info = self._parts.keys.info(entry)
        if entry.row.way == "completion":
            # Only LiteLLM knows it; it stands in no list whose keys are looked up.
            self.key.show_state("info", visible(entry.label))
            return
        state = self._parts.state(entry)
        self.key.show_state(state.icon, f"{visible(entry.label)}: {state.word}", state.tone)
        self._provider = entry.name
        lacks = entry.takes_key and entry.row.key_required and info is not None and info.source not in HAS_KEY
        refused = self._parts.keys.refused(entry)
        # Where the target says it already, its button is enough.
        self.key.setVisible(not refused and not self._parts.lacks_key(entry))
        self.key_button.setText(self.tr("Change its key") if refused else self.tr("Add its key"))
        self.key_button.setVisible(lacks or refused)

    def _want_provider(self) -> None:
        self.provider_wanted.emit(self._provider)

    def _lay_out(self) -> None:
        key_line = QHBoxLayout()
        key_line.setSpacing(tokens.GAP)
        key_line.addWidget(self.key, 0, Qt.AlignmentFlag.AlignVCenter)
        key_line.addWidget(self.key_button)
        key_line.addStretch(1)
        said = QWidget(self)
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.UNIT)
        for part in (self.target, self.reason, self.retired, self.next):
            column.addWidget(part)
        column.addLayout(key_line)
        column.addStretch(1)
        said.setMinimumHeight(LINES * (self.fontMetrics().height() + tokens.UNIT))
        self.body.addWidget(self.name)
        self.body.addWidget(said)
