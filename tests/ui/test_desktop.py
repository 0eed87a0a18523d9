"""How tray, window and first steps lead to each other, and what closing the window means."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from desktop_proxy.core import Core
from desktop_proxy.core.notices import Kind, Notice
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.desktop import Desktop
from desktop_proxy.ui.first_run import FirstRunDialog
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tray import Tray
from tests.fakes import eventually


class TrayOf(Tray):
    """A tray that is there or not as the test says; the offscreen platform has none."""

    there = False

    @property
    def available(self) -> bool:
        return self.there


@pytest.fixture
def tray(theme: Theme) -> Iterator[TrayOf]:
    made = TrayOf(theme)
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
async def desktop(running_core: Core, bridge: CoreBridge, theme: Theme, tray: TrayOf) -> AsyncIterator[Desktop]:
    quits: list[bool] = []
    made = Desktop(running_core, bridge, theme, tray, lambda: quits.append(True))
    made.quits = quits  # type: ignore[attr-defined]
    yield made
    for box in made.findChildren(QMessageBox):
        box.close()
    if made._window is not None and (dialog := first_steps(made)) is not None:
        dialog.reject()
    # What the pages have begun gets to its first step before it is cancelled with the loop.
    await asyncio.sleep(0.2)
    made.close()
    made.deleteLater()


def first_steps(desktop: Desktop) -> FirstRunDialog | None:
    return next((dialog for dialog in desktop.window.findChildren(FirstRunDialog) if dialog.isVisible()), None)


async def test_who_is_new_gets_the_first_steps_over_the_window(desktop: Desktop) -> None:
    desktop.begin(background=False)
    assert desktop.window.isVisible()
    dialog = first_steps(desktop)
    assert dialog is not None
    dialog.reject()
    assert desktop._core.settings.current.app.first_run_done
    await eventually(lambda: first_steps(desktop) is None)


async def test_later_starts_show_the_window_only_where_there_is_no_tray(desktop: Desktop, tray: TrayOf) -> None:
    desktop._core.settings.update({"app.first_run_done": True})
    tray.there = True
    desktop.begin(background=False)
    assert desktop._window is None
    tray.there = False
    desktop.begin(background=False)
    assert desktop.window.isVisible() and first_steps(desktop) is None


async def test_a_start_in_the_background_shows_nothing(desktop: Desktop) -> None:
    desktop.begin(background=True)
    assert desktop._window is None


async def test_a_page_can_lead_to_another_one_and_to_the_first_steps(desktop: Desktop) -> None:
    desktop.show_page("overview")
    page = desktop.window.page
    assert page is not None
    page.navigate.emit("models", None)
    assert desktop.window.page is not None and desktop.window.page.name == "models"
    page.navigate.emit("first_run", None)
    assert first_steps(desktop) is not None


async def test_with_a_tray_closing_the_window_only_hides_it(desktop: Desktop, tray: TrayOf) -> None:
    tray.there = True
    desktop.show_window()
    assert desktop.window.close()
    assert not desktop.window.isVisible() and not desktop.quits  # type: ignore[attr-defined]
    desktop.show_window()
    assert desktop.window.isVisible()


def question(desktop: Desktop) -> QMessageBox:
    return next(box for box in desktop.window.findChildren(QMessageBox) if box.isVisible())


def press(box: QWidget, text: str) -> None:
    next(button for button in box.findChildren(QPushButton) if button.text().replace("&", "") == text).click()


async def test_without_a_tray_closing_asks_once_and_the_answer_is_kept(desktop: Desktop) -> None:
    desktop.show_window()
    assert not desktop.window.close()
    press(question(desktop), "Keep running")
    assert desktop._core.settings.current.app.when_closed == "background"
    assert not desktop.window.isVisible()
    desktop.show_window()
    assert desktop.window.close() and not desktop.quits  # type: ignore[attr-defined]


async def test_without_a_tray_quit_ends_the_app_then_and_later(desktop: Desktop) -> None:
    desktop.show_window()
    desktop.window.close()
    press(question(desktop), "Quit")
    assert desktop.quits == [True]  # type: ignore[attr-defined]
    desktop.window.close()
    assert desktop.quits == [True, True]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("answer", "quits"), [("Keep running", []), ("Quit", [True])])
async def test_an_answer_that_cannot_be_stored_holds_this_once(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, answer: str, quits: list[bool]
) -> None:
    def refuse(document: object) -> None:
        raise OSError(28, "No space left on device")

    desktop.show_window()
    monkeypatch.setattr(desktop._core.settings._file, "write", refuse)
    desktop.window.close()
    press(question(desktop), answer)
    assert desktop.quits == quits  # type: ignore[attr-defined]
    assert desktop.window.isVisible() == bool(quits), "who quits takes the window down"
    assert "cannot be written: No space left on device" in caplog.text
    assert desktop._core.settings.current.app.when_closed == "ask"


async def test_cancel_keeps_the_window_and_asks_again(desktop: Desktop) -> None:
    desktop.show_window()
    desktop.window.close()
    press(question(desktop), "Cancel")
    assert desktop.window.isVisible() and desktop._core.settings.current.app.when_closed == "ask"


async def test_a_tray_that_goes_away_brings_the_window(desktop: Desktop, tray: TrayOf) -> None:
    tray.there = True
    desktop._core.settings.update({"app.first_run_done": True})
    desktop.begin(background=False)
    tray.there = False
    tray.available_changed.emit(False)
    assert desktop.window.isVisible()


async def test_the_appearance_is_followed_at_once(desktop: Desktop, theme: Theme) -> None:
    desktop._core.settings.update({"app.appearance": "dark"})
    assert theme.dark
    desktop._core.settings.update({"app.appearance": "light"})
    assert not theme.dark


async def test_stopping_hides_the_window_and_disables_the_menu(desktop: Desktop, qapp: QApplication) -> None:
    desktop.show_window()
    desktop.show_stopping()
    assert not desktop.window.isVisible()
    assert not desktop.actions.action("quit").isEnabled()


@pytest.mark.parametrize(
    ("kind", "tone", "caption", "page"),
    [("stopped", "error", "Show", "general"), ("model_retired", "warning", "Choose a model", "models")],
)
async def test_what_the_window_says_looks_as_serious_as_it_is_and_its_button_is_named_for_what_it_does(
    desktop: Desktop, kind: Kind, tone: str, caption: str, page: str
) -> None:
    desktop._core.notices.raised.emit(Notice(kind, "It failed", "Do something about it.", "openai", "gpt-4o"))
    said = desktop.window.said
    assert said.property("tone") == tone
    press(said, caption)
    assert desktop.window.page is not None and desktop.window.page.name == page


async def test_what_was_done_is_told_in_no_tone(desktop: Desktop) -> None:
    desktop.actions.told.emit("Connected", "Claude Code asks this proxy now.")
    assert desktop.window.said.property("tone") == ""


async def test_without_a_tray_the_window_says_what_a_notification_would(desktop: Desktop, tray: TrayOf) -> None:
    notice = Notice("key_refused", "OpenAI refused its key", "Set a new key for OpenAI, then ask again.", "openai")
    desktop._core.notices.raised.emit(notice)
    said = desktop.window.said
    assert "OpenAI refused its key" in said.text.text() and not said.isHidden()
    assert said.property("tone") == "warning"
    press(said, "Set key")
    assert desktop.window.page is not None and desktop.window.page.name == "providers"
    press(said, "Close")
    assert said.isHidden()
    tray.there = True
    desktop._core.notices.raised.emit(notice)
    assert said.isHidden()
