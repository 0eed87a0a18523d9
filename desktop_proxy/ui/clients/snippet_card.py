"""Cards with lines to copy for clients that are set up by hand. The token is shown masked, and copied as it is.

The lines themselves come from `desktop_proxy.clients.snippets`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtWidgets import QWidget

from desktop_proxy.clients.snippets import SNIPPETS, Snippet
from desktop_proxy.redaction import Secret
from desktop_proxy.ui.clients.access import Access
from desktop_proxy.ui.clients.text_box import TextBox
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import CopyButton
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.clipboard import secret_mime_data
from desktop_proxy.ui.widgets.labels import label

# Stands for the token while the lines are made: no language has to quote it, so it is found again in all of them.
_STAND_IN = "STANDINFORTHETOKEN"
_BY_NAME = {snippet.name: snippet for snippet in SNIPPETS}


@dataclass(frozen=True, slots=True)
class Group:
    """One card: a title, and the snippets to choose from."""

    title: str
    choice: str
    """What is chosen between, for a screen reader."""
    names: tuple[str, ...]


def groups() -> tuple[Group, ...]:
    """In the order of the page."""
    translate = QCoreApplication.translate
    return (
        Group(translate("Snippets", "Terminal"), translate("Snippets", "Shell"), ("bash", "fish", "powershell")),
        Group("Claude Code in VS Code", "", ("vs-code",)),
        Group("Anthropic SDK", translate("Snippets", "Language"), ("python", "typescript")),
        Group("curl", "", ("curl",)),
    )


def usual_shell(environ: Mapping[str, str], platform: str) -> str:
    """The name of the snippet for the user's own shell."""
    if platform == "win32":
        return "powershell"
    return "fish" if environ.get("SHELL", "").endswith("fish") else "bash"


class SnippetCard(Card):
    """`show_access` says with which address and token."""

    def __init__(self, theme: Theme, group: Group, first: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(group.title, parent)
        self._snippets: Sequence[Snippet] = [_BY_NAME[name] for name in group.names]
        self._access: Access | None = None
        self._revealed = False
        names = [(snippet.name, _SHORT.get(snippet.name, snippet.label)) for snippet in self._snippets]
        self.choice = Choice(names, self)
        self.choice.set_name(group.choice)
        self.choice.setVisible(len(self._snippets) > 1)
        if first in group.names:
            self.choice.show_value(first)
        self.choice.chosen.connect(lambda _name: self._show())
        self.copy = CopyButton(self.lines, parent=self, secret=True)
        self.copy.setAccessibleName(f"{self.copy.text()}: {group.title}")
        self.place = label("", "caption", self)
        self.box = _MaskedBox(theme, group.title, self)
        self.heading.addWidget(self.choice)
        self.heading.addWidget(self.copy)
        self.body.addWidget(self.place)
        self.body.addWidget(self.box)

    @property
    def snippet(self) -> Snippet:
        """The one that is shown."""
        return _BY_NAME[self.choice.currentData()]

    def show_access(self, access: Access, *, revealed: bool) -> None:
        """With the token masked, unless it is to be `revealed`."""
        self._access, self._revealed = access, revealed
        self._show()

    def lines(self) -> str:
        """With the token itself: for the clipboard."""
        token = self._access.token if self._access else None
        return self._with(token.reveal()) if token else self._with("")

    def _show(self) -> None:
        if self._access is None:
            return
        token = self._access.token
        self.copy.setEnabled(token is not None)
        self.place.setText(f"{self.snippet.place}.")
        if token and not self._revealed:
            self.box.show_masked(self._with(_STAND_IN).replace(_STAND_IN, token.masked()), token)
        else:
            self.box.show_masked(self.lines(), token)

    def _with(self, token: str) -> str:
        return self.snippet.text(self._access.url, token) if self._access else ""


class _MaskedBox(TextBox):
    """What is marked and copied by hand has the token in it as well, so it is a secret."""

    _token: Secret | None = None

    def show_masked(self, text: str, token: Secret | None) -> None:
        """`token` is what its mask in the text stands for, where it is not written out."""
        self._token = token
        self.show_text(text)

    def createMimeDataFromSelection(self) -> QMimeData:
        copied = super().createMimeDataFromSelection()
        if self._token:
            return secret_mime_data(copied.text().replace(self._token.masked(), self._token.reveal()))
        return copied


_SHORT = {"python": "Python", "typescript": "TypeScript"}
