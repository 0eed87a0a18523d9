"""The client token: masked, shown and copied on demand, and made anew."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_proxy.clients.outcomes import Done
from desktop_proxy.core import Core
from desktop_proxy.environment import TOKEN_VARIABLE
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.redaction import Secret
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import CopyButton, button
from desktop_proxy.ui.widgets.form_row import FormRow
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.secret_line import SecretLine


class TokenRow(FormRow):
    """`load` asks for it, off the loop. Signals: `rotated()` after another one was made."""

    rotated = Signal()

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme, parent: QWidget | None = None) -> None:
        caption = QCoreApplication.translate("TokenRow", "Token")
        explanation = QCoreApplication.translate("TokenRow", "Clients send it with every request, as their key.")
        holder = QWidget()
        # Before the buttons behind it, also for the Tab key.
        self.field = SecretLine(holder)
        self.field.setFont(theme.fixed_font())
        self.field.setAccessibleName(caption)
        super().__init__(caption, explanation, holder, parent, stacked=True)
        self.caption.setBuddy(self.field)
        self._core, self._bridge = core, bridge
        self._token: Secret | None = None
        self.show_it = button(self.tr("Show"), self._toggle_shown, parent=holder)
        self.copy = CopyButton(lambda: self._token.reveal() if self._token else "", parent=holder, secret=True)
        self.copy.setAccessibleName(self.tr("Copy the token"))
        self.rotate = button(self.tr("Rotate…"), self._ask, parent=holder)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.GAP)
        line.addWidget(self.field, 1)
        for made in (self.show_it, self.copy, self.rotate):
            line.addWidget(made)
        self.message = Message(theme, self)
        self.below.addWidget(self.message)
        self._shown = False
        self._paint()

    def load(self) -> None:
        """Ask for the token; another process may have made a new one."""
        self._bridge.run(self._load(), "client token")

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks at it any more."""
        self._shown = False
        self._paint()
        super().hideEvent(event)

    async def _load(self) -> None:
        try:
            self._token = await self._core.credentials.client_token()
        except ApiError as error:
            self._token = None
            self.message.show_message("error", error.message, (self.tr("Try again"), self._try_again))
        self._paint()

    def _try_again(self) -> None:
        self.message.clear()
        self.load()

    def _toggle_shown(self) -> None:
        self._shown = not self._shown
        self._paint()

    def _ask(self) -> None:
        self.message.show_message(
            "warning",
            self.tr("The old token stops working. Connected clients get the new one; others must be set up again."),
            (self.tr("Rotate token"), self._confirmed),
            (self.tr("Cancel"), self.message.clear),
        )

    def _confirmed(self) -> None:
        self.message.clear()
        self.rotate.setEnabled(False)
        self._bridge.run(self._rotate(), "rotate token")

    async def _rotate(self) -> None:
        try:
            self._token = await self._core.credentials.rotate_client_token()
        except ApiError as error:
            self.message.show_message("error", error.message, (self.tr("Try again"), self._confirmed))
        else:
            self.rotated.emit()
            await self._tell_clients(self._token)
        self._paint()

    async def _tell_clients(self, token: Secret) -> None:
        """Connected ones follow at once; what they say is shown, since they may have been changed by others."""
        url = self._core.url
        outcomes = await self._core.clients.follow(url, token.reveal()) if url else []
        said = [self.tr("There is a new token."), *(outcome.sentence for outcome in outcomes)]
        failed = any(outcome.done is Done.FAILED for outcome in outcomes)
        self.message.show_message("warning" if failed else "ok", " ".join(said))

    def _paint(self) -> None:
        token = self._token
        self.field.setText("" if token is None else token.reveal() if self._shown else token.masked())
        self.field.setCursorPosition(0)
        self.show_it.setText(self.tr("Hide") if self._shown else self.tr("Show"))
        self.show_it.setAccessibleName(self.tr("Hide the token") if self._shown else self.tr("Show the token"))
        for made in (self.show_it, self.copy):
            made.setEnabled(token is not None)
        given = self._core.environment.token is not None
        self.rotate.setEnabled(token is not None and not given)
        if given:
            self.say(self.tr("Set by %1; change it there.").replace("%1", TOKEN_VARIABLE))
