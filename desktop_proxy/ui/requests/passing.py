"""Messages that go away by themselves: good news that nobody has to answer."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.message import Message


def show_for_a_while(message: Message, tone: str, text: str) -> None:
    """Show it, and take it away after a time unless another message stands there by then."""
    message.show_message(tone, text)
    QTimer.singleShot(tokens.UNDO_MS, message, lambda: message.clear() if message.text.text() == text else None)
