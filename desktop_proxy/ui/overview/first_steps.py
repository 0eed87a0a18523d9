"""The first steps that are still open, each with the button that leads to it; gone when all are done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.command_line import claude_command
from desktop_proxy.ui.overview.looking import View
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.providers.entries import entry
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import CopyButton, button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.state_line import StateLine


class FirstSteps(Card):
    """Hidden until `show_view`. Signals: `navigate(page, argument)`."""

    navigate = Signal(str, object)

    def __init__(self, core: Core, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("First steps"))
        self.title.show()
        # The heading is as high as its button, which has room above its text already.
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(tokens.GROUP, tokens.GAP, tokens.GROUP, tokens.GROUP)
        self.all = button(self.tr("Show first steps"), lambda: self.navigate.emit("first_run", None), "flat", self)
        self.heading.addWidget(self.all)
        providers = button(self.tr("Providers"), lambda: self.navigate.emit("providers", None), parent=self)
        clients = button(self.tr("Clients"), lambda: self.navigate.emit("clients", None), parent=self)
        copy = CopyButton(lambda: claude_command(core.environ), self.tr("Copy command"), self)
        self.provider = _Step(
            theme,
            self.tr("A provider answers"),
            "",
            providers,
        )
        self.client = _Step(
            theme, self.tr("Claude Code is connected"), self.tr("Other clients are set up on the same page."), clients
        )
        self.request = _Step(
            theme,
            self.tr("The first request was seen"),
            self.tr("Ask Claude Code something. This command starts it through the proxy."),
            copy,
        )
        for step in (self.provider, self.client, self.request):
            self.body.addWidget(step)
        self._core = core
        self.hide()

    def show_view(self, view: View) -> None:
        """Which are done."""
        self.provider.explanation.setText(self._who_answers(view))
        self.provider.show_done(view.provider_answers)
        by_hand = view.client_done and not view.client_connected
        self.client.show_done(view.client_done, self.tr("A client has used the proxy") if by_hand else "")
        self.request.show_done(view.request_seen)
        self.setVisible(not view.steps_done)

    def _who_answers(self, view: View) -> str:
        """As long as no provider does."""
        asked = dict.fromkeys(answer.provider for answer in view.answers if answer.provider in view.without_key)
        labels = [visible(entry(name, self._core.settings.current).label) for name in asked]
        if len(labels) > 1:
            said = self.tr("%1 and %2 have no key, so their requests fail.").replace("%2", labels[-1])
            return said.replace("%1", ", ".join(labels[:-1]))
        if labels:
            return self.tr("%1 has no key, so its requests fail.").replace("%1", labels[0])
        if any(answer.provider in view.unknown_key for answer in view.answers):
            return self.tr("The keyring does not say whether there is a key.")
        return self.tr("Until one has a key, the built-in demo does, and says so.")


class _Step(QWidget):
    """One line: shape, words, and the button while it is open."""

    def __init__(self, theme: Theme, title: str, explanation: str, act: QPushButton) -> None:
        super().__init__()
        self.done = False
        self._title = title
        self.act = act
        self.state = StateLine(theme, parent=self)
        self.explanation = label(explanation, "caption", self)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.state)
        below = QHBoxLayout()
        below.setContentsMargins(tokens.SMALL_ICON_SIZE + tokens.UNIT + 2, 0, 0, 0)
        below.addWidget(self.explanation)
        texts.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.UNIT, 0, tokens.UNIT)
        row.setSpacing(tokens.GROUP)
        row.addLayout(texts, 1)
        row.addWidget(act)

    def show_done(self, done: bool, instead: str = "") -> None:
        """`instead` is what was done in place of it."""
        self.done = done
        title = instead or self._title
        if done:
            self.state.show_state("check-circle", title, "ok")
        else:
            self.state.show_state("circle", title)
        said = self.tr("done") if done else self.tr("open")
        self.state.setAccessibleName(f"{title}: {said}")
        self.explanation.setVisible(not done)
        self.act.setVisible(not done)
