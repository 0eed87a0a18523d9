"""A message about a state that lasts: found again and again, it is said once, and its buttons keep the focus."""

from __future__ import annotations

from collections.abc import Callable

from desktop_proxy.ui.widgets.message import Message


class StandingMessage(Message):
    """As `Message`; what is shown already is not shown anew."""

    def show_message(
        self,
        tone: str,
        text: str,
        *actions: tuple[str, Callable[[], object]],
        details: Callable[[], str] | None = None,
    ) -> None:
        if self.isHidden() or self.text.text() != text:
            super().show_message(tone, text, *actions, details=details)
