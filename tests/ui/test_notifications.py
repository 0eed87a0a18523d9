"""What the core says the user should hear of is shown, and its click opens the page that helps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from desktop_proxy.core import Core
from desktop_proxy.core.notices import Notice
from desktop_proxy.ui.notifications import Notifications


class RecordingTray(QObject):
    """What a tray is told."""

    message_clicked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str, object]] = []

    def notify(self, title: str, text: str, subject: object = None) -> None:
        self.said.append((title, text, subject))


@pytest.mark.parametrize(
    ("notice", "page"),
    [
        (Notice("stopped", "The proxy stopped", "Port 8082 is taken."), ("general", None)),
        (Notice("key_refused", "OpenAI refused its key", "Set a new key.", "openai"), ("providers", "openai")),
        (Notice("model_retired", "grok-3 was retired", "…", "xai", "grok-3"), ("models", "grok-3")),
    ],
)
def test_a_notice_is_shown_and_leads_to_the_page_that_helps(
    core: Core, notice: Notice, page: tuple[str, str | None]
) -> None:
    tray = RecordingTray()
    notifications = Notifications(core, tray)  # type: ignore[arg-type]
    opened: list[tuple[str, object]] = []
    notifications.open_page.connect(lambda *where: opened.append(where))
    core.notices.raised.emit(notice)
    assert tray.said == [(notice.title, notice.sentence, notice)]
    tray.message_clicked.emit(notice)
    assert opened == [page]


def test_a_click_on_something_else_opens_nothing(core: Core) -> None:
    tray = RecordingTray()
    notifications = Notifications(core, tray)  # type: ignore[arg-type]
    opened: list[object] = []
    notifications.open_page.connect(lambda *where: opened.append(where))
    tray.message_clicked.emit(None)
    assert opened == []
