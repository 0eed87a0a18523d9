"""Taking an endpoint of the user's away, with its key, after the user has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_proxy.routing.preference import removing
from desktop_proxy.settings import Settings, SettingsError
from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import menu_text, one_line
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.saving import delete_key
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.stacked_message import StackedMessage
from desktop_proxy.ui.widgets.working import Working

NAME_CHARACTERS = 20
"""Of the name on the button."""


class Removal(QWidget):
    """The endpoint's form goes away by itself, with the change of settings."""

    def __init__(self, parts: Parts, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._name = parts, entry.name
        self._verb = self.tr("Remove %1").replace("%1", one_line(entry.name, NAME_CHARACTERS))
        self.button: QPushButton = button(menu_text(self._verb), self._ask, parent=self)
        self.working = Working(parts.theme, self)
        self.working.busy_changed.connect(lambda busy: self.button.setVisible(not busy))
        self.message = StackedMessage(parts.theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.working)
        column.addWidget(self.message)

    def _ask(self) -> None:
        said = [self.tr("Its address, its models and its key will be deleted.")]
        settings = self._parts.core.settings.current
        if any(True for _ in _mentions(self._name, settings)):
            said.append(self.tr("What is set to its models is answered by nobody until it is changed."))
        keep = (self.tr("Keep it"), self._keep)
        self.message.ask(" ".join(said), (menu_text(self._verb), self._remove), keep, danger=True)
        if self.button.hasFocus():
            # Else Qt gives the keys to the button that deletes.
            self.message.take_keys()
        self.button.hide()

    def _keep(self) -> None:
        self.button.show()
        self.message.clear()

    def _remove(self) -> None:
        self.message.clear()
        work = delete_key(self._parts.core, self._name)
        self.working.begin(self.tr("Deleting its key"), work, self._key_deleted)

    def _key_deleted(self, problem: str | None) -> None:
        if problem:
            said = self.tr("%1 Nothing was removed.").replace("%1", problem)
            self.message.show_message("error", said, (self.tr("Try again"), self._remove))
            return
        store = self._parts.core.settings
        try:
            store.update(removing(self._name, store))
        except SettingsError as error:
            self.message.show_message("error", str(error), (self.tr("Try again"), self._remove))


def _mentions(name: str, settings: Settings) -> Iterator[str]:
    routing = settings.routing
    tiers = routing.tiers
    named = (routing.big_model, routing.small_model, tiers.opus, tiers.sonnet, tiers.haiku, tiers.fable)
    targets = (*named, *(rule.target for rule in routing.rules), *routing.fallbacks)
    return (target for target in targets if target and target.startswith(f"{name}/"))
