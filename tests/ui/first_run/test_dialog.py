"""The first steps from a pasted key to the first answer, by keyboard, against a strict provider."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.command_line import claude_command
from desktop_proxy.ui.first_run import FirstRunDialog
from desktop_proxy.ui.first_run.step import CURRENT, DONE, WAITING
from desktop_proxy.ui.theme import Theme
from tests.fakes import MemoryKeyring, eventually
from tests.ui.first_run.conftest import NOWHERE, OPENAI_KEY, WRONG_KEY

LONG_S = 20
"""LiteLLM is loaded in the meantime."""


@pytest.fixture
async def dialog(running_core: Core, bridge: CoreBridge, theme: Theme) -> AsyncIterator[FirstRunDialog]:
    """Open, with Claude Code installed and never set up."""
    (Path(running_core.environ["HOME"]) / ".claude").mkdir()
    made = await opened(running_core, bridge, theme)
    yield made
    await closed(made)


async def closed(dialog: FirstRunDialog) -> None:
    """Gone, and what it had begun has ended."""
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    dialog.deleteLater()
    await eventually(lambda: bool(gone))
    await asyncio.sleep(0)


async def opened(core: Core, bridge: CoreBridge, theme: Theme) -> FirstRunDialog:
    made = FirstRunDialog(core, bridge, theme, ports=NOWHERE)
    made.open()
    made.activateWindow()
    made.start()
    await eventually(lambda: CURRENT in states(made))
    return made


def states(dialog: FirstRunDialog) -> list[str]:
    return [step.state for step in dialog.steps]


async def answer_chosen(dialog: FirstRunDialog) -> None:
    """The first step is done, and the change of the second one is shown: nothing goes on any more."""
    await eventually(lambda: states(dialog)[0] == DONE and dialog.client.panel.ready, LONG_S)


def settings_file(core: Core) -> Path:
    return Path(core.environ["HOME"]) / ".claude" / "settings.json"


def paste(dialog: FirstRunDialog, key: str) -> None:
    QGuiApplication.clipboard().setText(key)
    QTest.keySequence(focused(dialog), QKeySequence(QKeySequence.StandardKey.Paste))


def press_return(dialog: FirstRunDialog) -> None:
    QTest.keyClick(focused(dialog), Qt.Key.Key_Return)


def focused(dialog: FirstRunDialog) -> QWidget:
    widget = dialog.focusWidget()
    assert widget is not None
    return widget


async def ask(url: str, token: str) -> int:
    """As Claude Code does."""
    body = {
        "model": "claude-opus-4-8",
        "max_tokens": 64,
        "stream": True,
        "messages": [{"role": "user", "content": "Say hello"}],
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/v1/messages?beta=true", json=body, headers={"authorization": f"Bearer {token}"}) as reply,
    ):
        await reply.read()
        return reply.status


async def test_from_a_key_to_the_first_answer_in_four_actions(
    running_core: Core, dialog: FirstRunDialog, keyring: MemoryKeyring
) -> None:
    begun = time.monotonic()
    assert states(dialog) == [CURRENT, WAITING, WAITING] and focused(dialog) is dialog.answer.key

    paste(dialog, OPENAI_KEY)
    await eventually(lambda: dialog.answer.trial.works, LONG_S)
    assert "openai" not in keyring.values

    press_return(dialog)
    await eventually(lambda: dialog.client.panel.ready)
    assert keyring.values["openai"] == OPENAI_KEY
    assert dialog.steps[0].summary.text() == "OpenAI answers; sonnet with gpt-6.1-sol."
    assert not settings_file(running_core).exists()

    press_return(dialog)
    await eventually(lambda: states(dialog) == [DONE, DONE, CURRENT])
    env = json.loads(settings_file(running_core).read_text())["env"]
    assert dialog.request.state.word.text() == "Waiting for the first request…"

    assert await ask(env["ANTHROPIC_BASE_URL"], env["ANTHROPIC_AUTH_TOKEN"]) == 200
    await eventually(lambda: dialog.request.succeeded)
    row = dialog.request.row
    assert row is not None and (row.asked, row.answered, row.provider) == ("claude-opus-4-8", "gpt-6-astra", "openai")
    assert row.output_tokens
    assert focused(dialog) is dialog.done_button
    assert time.monotonic() - begun < 60

    press_return(dialog)
    assert dialog.isHidden() and running_core.settings.current.app.first_run_done


async def test_a_refused_key_is_not_kept_and_the_next_one_is_tried(
    running_core: Core, dialog: FirstRunDialog, keyring: MemoryKeyring
) -> None:
    trial = dialog.answer.trial
    paste(dialog, WRONG_KEY)
    await eventually(trial.message.isVisible, LONG_S)
    assert trial.message.text.text().startswith("OpenAI refused the key")
    assert states(dialog) == [CURRENT, WAITING, WAITING] and "openai" not in keyring.values
    dialog.answer.key.setFocus()
    dialog.answer.key.selectAll()
    paste(dialog, OPENAI_KEY)
    press_return(dialog)
    await answer_chosen(dialog)
    assert keyring.values["openai"] == OPENAI_KEY


async def test_a_key_that_the_keyring_cannot_take_serves_this_session(
    running_core: Core, dialog: FirstRunDialog, keyring: MemoryKeyring
) -> None:
    from keyring.errors import KeyringLocked

    def locked(*_: object) -> None:
        raise KeyringLocked

    keyring.set_password = locked  # type: ignore[method-assign]
    paste(dialog, OPENAI_KEY)
    press_return(dialog)
    await answer_chosen(dialog)
    summary = dialog.steps[0].summary
    assert "The keyring is locked" in summary.text() and summary.property("tone") == "warning"


async def test_without_the_network_the_sentence_says_so(make_core, theme: Theme, unused_tcp_port: int) -> None:
    core = make_core(OPENAI_BASE_URL=f"http://127.0.0.1:{unused_tcp_port}/v1")
    await core.start()
    bridge = CoreBridge(core)
    dialog = await opened(core, bridge, theme)
    paste(dialog, OPENAI_KEY)
    trial = dialog.answer.trial
    await eventually(trial.message.isVisible, LONG_S)
    assert trial.result is not None and trial.result.fault == "unreachable"
    assert trial.anyway.isVisible()
    await closed(dialog)
    bridge.close()
    await core.close()


async def test_esc_puts_it_aside_and_what_was_done_stays(
    running_core: Core, bridge: CoreBridge, theme: Theme, dialog: FirstRunDialog, keyring: MemoryKeyring
) -> None:
    paste(dialog, OPENAI_KEY)
    press_return(dialog)
    await answer_chosen(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden() and running_core.settings.current.app.first_run_done
    assert keyring.values["openai"] == OPENAI_KEY
    again = await opened(running_core, bridge, theme)
    assert states(again) == [DONE, CURRENT, WAITING]
    await closed(again)


async def test_esc_in_the_middle_of_a_test_keeps_nothing(
    running_core: Core, dialog: FirstRunDialog, keyring: MemoryKeyring
) -> None:
    paste(dialog, OPENAI_KEY)
    assert dialog.answer.trial.working.busy
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.answer.trial.working.busy and dialog.answer.key.text() == ""
    assert "openai" not in keyring.values


async def test_a_connected_client_needs_no_step(
    running_core: Core, bridge: CoreBridge, theme: Theme, dialog: FirstRunDialog
) -> None:
    assert running_core.url is not None
    await running_core.clients.connect("claude-code", running_core.url, "token")
    running_core.settings.update({"routing.preferred_provider": "demo"})
    again = await opened(running_core, bridge, theme)
    assert states(again) == [DONE, DONE, CURRENT]
    assert again.steps[1].change.isHidden()
    await closed(again)


async def test_skipping_names_the_command_that_needs_no_connection(running_core: Core, dialog: FirstRunDialog) -> None:
    QTest.mouseClick(dialog.answer.found.rows["demo"].use, Qt.MouseButton.LeftButton)
    await eventually(lambda: dialog.client.panel.ready)
    QTest.mouseClick(dialog.client.panel.cancel_button, Qt.MouseButton.LeftButton)
    assert states(dialog) == [DONE, DONE, CURRENT]
    assert dialog.request.command.command == claude_command(running_core.environ) + ' "Say hello"'
    assert dialog.steps[1].summary.text().startswith("Skipped")


async def test_a_step_that_is_done_can_be_taken_again(running_core: Core, dialog: FirstRunDialog) -> None:
    QTest.mouseClick(dialog.answer.found.rows["demo"].use, Qt.MouseButton.LeftButton)
    await answer_chosen(dialog)
    QTest.mouseClick(dialog.steps[0].change, Qt.MouseButton.LeftButton)
    assert states(dialog) == [CURRENT, WAITING, WAITING]
    paste(dialog, OPENAI_KEY)
    press_return(dialog)
    await eventually(lambda: states(dialog)[0] == DONE, LONG_S)
    await answer_chosen(dialog)
    assert states(dialog) == [DONE, CURRENT, WAITING]
    assert running_core.settings.current.routing.preferred_provider == "openai"


async def test_return_presses_the_button_that_has_the_focus(running_core: Core, dialog: FirstRunDialog) -> None:
    dialog.later.setFocus()
    press_return(dialog)
    assert dialog.isHidden() and running_core.settings.current.app.first_run_done


async def test_another_provider_is_set_up_on_its_page(dialog: FirstRunDialog) -> None:
    pages: list[str] = []
    dialog.navigate.connect(lambda name, _argument: pages.append(name))
    QTest.mouseClick(dialog.answer.others, Qt.MouseButton.LeftButton)
    assert pages == ["providers"] and dialog.isHidden()


async def test_everything_has_a_name_and_is_reached_by_tab(dialog: FirstRunDialog) -> None:
    reached = [focused(dialog)]
    # A label with links is left after the last of them.
    for _ in range(100):
        QTest.keyClick(focused(dialog), Qt.Key.Key_Tab)
        if focused(dialog) is reached[0]:
            break
        reached.append(focused(dialog))
    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        for widget in dialog.findChildren(kind):
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget in reached, widget
                assert widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text())
    order = [widget for widget in reached if widget in (dialog.answer.key, dialog.answer.others, dialog.later)]
    assert order == [dialog.answer.key, dialog.answer.others, dialog.later]


async def test_nothing_sticks_out_at_its_smallest_size(dialog: FirstRunDialog) -> None:
    dialog.resize(dialog.minimumSize())
    parts = (dialog.answer.key, dialog.answer.provider, dialog.answer.others, dialog.done_button)
    await eventually(lambda: all(part.mapTo(dialog, part.rect().topRight()).x() < dialog.width() for part in parts))


async def test_no_key_is_left_in_the_dialog_or_in_settings(
    running_core: Core, dialog: FirstRunDialog, keyring: MemoryKeyring
) -> None:
    paste(dialog, OPENAI_KEY)
    press_return(dialog)
    await answer_chosen(dialog)
    texts = [made.text() for made in dialog.findChildren(QLineEdit)]
    texts += [made.toPlainText() for made in dialog.findChildren(QPlainTextEdit)]
    assert not any(OPENAI_KEY in text for text in texts)
    assert OPENAI_KEY not in running_core.paths.settings_file.read_text()
