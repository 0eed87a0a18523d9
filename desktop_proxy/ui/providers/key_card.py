"""The card of a provider's key: which one is stored and where, a field for another, and the buttons that save or
delete it. A stored key is never shown but masked.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_proxy.credentials.credentials import KeyInfo
from desktop_proxy.ui import tokens
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.key_shape import odd_shape, owner
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.saving import Saved, delete_key, save_again, save_key, set_up
from desktop_proxy.ui.providers.states import HAS_KEY
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.form_row import Action
from desktop_proxy.ui.widgets.key_field import KeyField
from desktop_proxy.ui.widgets.labels import SiteLinks, label
from desktop_proxy.ui.widgets.number_field import TYPING_STOPS_MS
from desktop_proxy.ui.widgets.stacked_message import StackedMessage
from desktop_proxy.ui.widgets.state_line import StateLine
from desktop_proxy.ui.widgets.working import Working

_DELETABLE = ("keyring", "session")


class KeyCard(Card):
    """Signals: `key_for(provider, key)` when a key of another provider, which is set up by then, is to be saved there,
    `test_wanted()`, `use_wanted()`.
    """

    key_for = Signal(str, str)
    test_wanted = Signal()
    use_wanted = Signal()

    def __init__(self, parts: Parts, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._parts, self._name = parts, name
        self.title.setText(self.tr("Key"))
        self.title.show()
        place = self._entry.row.key_place
        said = self.tr("Get one at %1").replace("%1", place) if place else ""
        self.place = SiteLinks(said, [place] if place else [], parent=self)
        self.place.setVisible(bool(place))
        self.state = StateLine(parts.theme, parent=self)
        self.delete_button: QPushButton = button(self.tr("Delete key"), self._ask_to_delete, "inline", self)
        self.field = KeyField(parts.theme, self.tr("Key of %1").replace("%1", self._entry.label), self)
        self.save_button: QPushButton = button(self.tr("Save key"), self._save_typed, "primary", self)
        self.remark: QLabel = label("", "caption", self)
        self.working = Working(parts.theme, self)
        self.working.busy_changed.connect(self._lock)
        self.message = StackedMessage(parts.theme, self)
        self._lay_out()
        self._typing = QTimer(self, interval=TYPING_STOPS_MS, singleShot=True)
        self._typing.timeout.connect(self._remark_on_shape)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._save_typed)
        self._typed()
        self.refresh()

    @property
    def _entry(self) -> Entry:
        return self._parts.entry(self._name)

    def refresh(self) -> None:
        """Show what is known of the stored key now."""
        entry, info = self._entry, self._parts.keys.info(self._entry)
        state, words = self._parts.state(entry), self._words(entry, info)
        if words and self._parts.keys.refused(entry):
            words = self.tr("Key refused: %1").replace("%1", words)
        self.state.show_state(state.icon, words or state.word, state.tone)
        has_key = info is not None and info.source in HAS_KEY
        self.field.setPlaceholderText(self.tr("Paste another key") if has_key else self.tr("Paste a key"))
        own = info is not None and info.source in _DELETABLE and info.name == self._name
        self.delete_button.setVisible(own)

    def save(self, key: str) -> None:
        """Store this key."""
        self.message.clear()
        work = save_key(self._parts.core, self._name, key)
        self.working.begin(self.tr("Saving the key"), work, self._saved)

    def _words(self, entry: Entry, info: KeyInfo | None) -> str:
        if info is None:
            return ""
        masked = info.masked or ""
        places = {
            "keyring": self.tr("%1 in the keyring"),
            "environment": self.tr("%1 from the environment"),
            ".env": self.tr("%1 from the file .env"),
            "session": self.tr("%1 for this session only"),
            "none": self.tr("No key yet") if entry.row.key_required else self.tr("It needs no key, but may have one"),
            "unavailable": self._parts.keys.problem or "",
        }
        said = places[info.source].replace("%1", masked)
        if info.name != entry.name:
            return self.tr("%1, the key of %2").replace("%1", said).replace("%2", info.name)
        return said

    def _typed(self) -> None:
        key = self.field.key
        self.save_button.setEnabled(bool(key))
        self.remark.hide()
        self._typing.start()
        if self.working.busy:
            return
        other = owner(key, self._entry)
        if other is None:
            self.message.clear()
            return
        said = self.tr("This looks like a key of %1.").replace("%1", other.label)
        offer = self.tr("Save it for %1").replace("%1", other.label)
        self.message.show_message("info", said, (offer, lambda: self._give_to(other.name)))

    def _remark_on_shape(self) -> None:
        key, entry = self.field.key, self._entry
        said = self.tr("This does not look like a key of %1: check that it was pasted whole.")
        self.remark.setText(said.replace("%1", entry.label))
        self.remark.setVisible(owner(key, entry) is None and odd_shape(key, entry))

    def _give_to(self, provider: str) -> None:
        if problem := set_up(provider, self._parts.core.settings):
            self.message.show_message("error", problem, (self.tr("Try again"), lambda: self._give_to(provider)))
            return
        self.key_for.emit(provider, self.field.take())

    def _save_typed(self) -> None:
        if self.field.key and not self.working.busy:
            self.save(self.field.key)

    def _saved(self, saved: Saved) -> None:
        if not saved.where:
            self._parts.keys.reload()
            self.message.show_message("error", saved.problem or "")
            return
        self._parts.keys.renewed(self._name)
        self.field.take()
        if saved.where == "session":
            said = self.tr("%1 The key is kept until Desktop Proxy ends and is stored nowhere.")
            self.message.show_message(
                "warning", said.replace("%1", saved.problem or ""), (self.tr("Try again"), self._try_again)
            )
            return
        self.message.show_message("ok", " ".join(self._what_follows(saved)), *self._next_steps(saved))

    def _what_follows(self, saved: Saved) -> list[str]:
        entry = self._entry
        said = [self.tr("The key is in the keyring.")]
        if saved.shadowed_by:
            source = {"environment": self.tr("the environment"), ".env": self.tr("the file .env")}[saved.shadowed_by]
            said.append(self.tr("The one from %1 is used instead as long as it is there.").replace("%1", source))
        if saved.route is not None:
            answers = self.tr("%1 answers from now on, Sonnet with %2.").replace("%1", entry.label)
            said.append(answers.replace("%2", saved.route.target.model))
        if saved.modelless:
            said.append(self.tr("Choose its models below, so that it can answer."))
        if saved.problem:
            said.append(saved.problem)
        return said

    def _next_steps(self, saved: Saved) -> list[Action]:
        steps: list[Action] = [(self.tr("Test"), self.test_wanted.emit)]
        preferred = self._parts.core.settings.current.routing.preferred_provider
        if preferred != self._name and not saved.modelless:
            steps.append((self.tr("Use it"), self.use_wanted.emit))
        return steps

    def _try_again(self) -> None:
        self.message.clear()
        self.working.begin(self.tr("Saving the key"), save_again(self._parts.core, self._name), self._saved)

    def _ask_to_delete(self) -> None:
        question = self.tr("Requests to %1 fail without a key.").replace("%1", self._entry.label)
        self.message.ask(question, (self.tr("Delete key"), self._delete), (self.tr("Keep it"), self.message.clear))

    def _delete(self) -> None:
        self.message.clear()
        work = delete_key(self._parts.core, self._name)
        self.working.begin(self.tr("Deleting the key"), work, self._deleted)

    def _deleted(self, problem: str | None) -> None:
        if problem:
            self._parts.keys.reload()
            self.message.show_message("error", problem, (self.tr("Try again"), self._delete))
        else:
            self._parts.keys.renewed(self._name)
            self.message.show_message("ok", self.tr("The key is deleted."))
        self.field.setFocus()

    def _lock(self, busy: bool) -> None:
        # Read-only and not disabled: it keeps the keyboard.
        self.field.setReadOnly(busy)
        self.delete_button.setDisabled(busy)
        self.save_button.setEnabled(not busy and bool(self.field.key))

    def _lay_out(self) -> None:
        known = QHBoxLayout()
        known.setSpacing(tokens.GAP)
        known.addWidget(self.state, 1)
        known.addWidget(self.delete_button, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(tokens.GAP)
        row.addWidget(self.field, 1)
        row.addWidget(self.save_button)
        self.body.addLayout(known)
        self.body.addLayout(row)
        self.body.addWidget(self.place)
        for part in (self.remark, self.working, self.message):
            self.body.addWidget(part)
