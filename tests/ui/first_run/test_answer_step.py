"""A pasted key is recognised and tried by itself; a typed one, an ambiguous one and an unknown one wait for a word."""

from __future__ import annotations

import asyncio

import pytest
from keyring.errors import KeyringLocked
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.first_run.answer_step import AnswerStep
from desktop_proxy.ui.theme import Theme
from desktop_proxy.upstream.endpoints import Draft
from desktop_proxy.upstream.provider_test import ProviderTest
from tests.e2e.provider_double import ProviderDouble
from tests.fakes import MemoryKeyring, eventually
from tests.ui.first_run.conftest import NOWHERE, OPENAI_KEY

SHARED_KEY = "sk-0123456789abcdef0123456789abcdef"
UNKNOWN_KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def step(core: Core, theme: Theme, qtbot: QtBot) -> AnswerStep:
    made = AnswerStep(core, theme, NOWHERE)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def asked(core: Core) -> list[tuple[str, str]]:
    """Which provider was tried with which key; everything works."""
    made: list[tuple[str, str]] = []

    async def test(name: str, _model: str | None = None, draft: Draft | None = None) -> ProviderTest:
        made.append((name, draft.key.reveal() if draft and draft.key else ""))
        await asyncio.sleep(0)
        return ProviderTest(True, "It works.", ("m",), "m")

    core.upstream.test = test  # type: ignore[method-assign]
    return made


def paste(step: AnswerStep, key: str) -> None:
    QGuiApplication.clipboard().setText(key)
    step.key.setFocus()
    QTest.keySequence(step.key, QKeySequence(QKeySequence.StandardKey.Paste))


async def test_a_pasted_key_is_recognised_and_tried_and_the_focus_goes_on(
    step: AnswerStep, asked: list[tuple[str, str]]
) -> None:
    paste(step, OPENAI_KEY)
    assert step.hint.text() == "It looks like a key of OpenAI."
    assert step.provider.currentText() == "OpenAI"
    await eventually(lambda: step.trial.works)
    assert asked == [("openai", OPENAI_KEY)]
    assert step.focusWidget() is step.trial.use


async def test_where_to_get_a_key_can_be_opened_as_long_as_there_is_none(step: AnswerStep) -> None:
    assert "platform.openai.com" in step.places.accessibleName() and step.places.isVisible()
    assert 'href="https://console.x.ai/"' in step.places.text() and step.places.openExternalLinks()
    step.key.setText(UNKNOWN_KEY)
    assert not step.places.isVisible() and step.hint.isVisible()
    step.key.clear()
    assert step.places.isVisible() and not step.hint.isVisible()


async def test_a_typed_key_is_tried_only_when_the_user_says_so(step: AnswerStep, asked: list[tuple[str, str]]) -> None:
    step.key.setFocus()
    QTest.keyClicks(step.key, OPENAI_KEY)
    assert step.provider.currentText() == "OpenAI" and not step.trial.working.busy
    answered: list[str] = []
    step.answered.connect(answered.append)
    step.go_on()
    await eventually(lambda: bool(answered))
    assert asked == [("openai", OPENAI_KEY)]


async def test_a_key_that_several_providers_may_have_made_is_sent_to_none_before_one_is_chosen(
    step: AnswerStep, asked: list[tuple[str, str]]
) -> None:
    paste(step, SHARED_KEY)
    assert step.hint.text() == "Keys of OpenAI, DeepSeek, Kimi and Qwen look like this: choose whose it is."
    assert step.provider.currentIndex() == -1 and not step.trial.use.isEnabled() and not step.trial.working.busy
    step.provider.setFocus()
    QTest.keyClicks(step.provider, "Deep")
    step.provider.activated.emit(step.provider.currentIndex())
    await eventually(lambda: step.trial.works)
    assert asked == [("deepseek", SHARED_KEY)]


async def test_a_key_of_unknown_shape_waits_for_its_provider(step: AnswerStep, asked: list[tuple[str, str]]) -> None:
    paste(step, UNKNOWN_KEY)
    assert step.hint.text().startswith("By its shape it could be anybody’s")
    assert not step.trial.use.isEnabled() and not asked


async def test_a_key_pasted_after_its_provider_was_chosen_is_tried_there(
    step: AnswerStep, asked: list[tuple[str, str]]
) -> None:
    step.provider.setFocus()
    QTest.keyClicks(step.provider, "xAI")
    step.provider.activated.emit(step.provider.currentIndex())
    paste(step, UNKNOWN_KEY)
    assert step.provider.currentText() == "xAI" and not step.hint.isVisible()
    await eventually(lambda: step.trial.works)
    step.key.clear()
    paste(step, OPENAI_KEY)
    await eventually(lambda: asked == [("xai", UNKNOWN_KEY), ("openai", OPENAI_KEY)])


async def test_another_key_ends_the_trial_of_the_first(step: AnswerStep, asked: list[tuple[str, str]]) -> None:
    paste(step, OPENAI_KEY)
    await eventually(lambda: step.trial.works)
    step.key.selectAll()
    paste(step, UNKNOWN_KEY)
    assert step.trial.candidate is None and step.trial.message.isHidden()


async def test_a_key_of_the_environment_is_used_with_one_press(
    make_core, double: ProviderDouble, theme: Theme, qtbot: QtBot
) -> None:
    core = make_core(OPENAI_API_KEY=OPENAI_KEY, OPENAI_BASE_URL=f"{double.url}/openai/v1")
    await core.start()
    step = AnswerStep(core, theme, NOWHERE)
    qtbot.addWidget(step)
    step.show()
    step.begin()
    answered: list[str] = []
    step.answered.connect(answered.append)
    QTest.mouseClick(step.found.rows["openai"].use, Qt.MouseButton.LeftButton)
    await eventually(lambda: bool(answered), 20)
    assert core.settings.current.routing.preferred_provider == "openai"
    await core.close()


async def test_the_demo_is_used_without_a_test(
    running_core: Core, step: AnswerStep, asked: list[tuple[str, str]]
) -> None:
    answered: list[str] = []
    step.answered.connect(answered.append)
    QTest.mouseClick(step.found.rows["demo"].use, Qt.MouseButton.LeftButton)
    await eventually(lambda: bool(answered))
    assert not asked and running_core.settings.current.routing.preferred_provider == "demo"


async def test_a_locked_keyring_is_told_before_a_key_is_pasted(
    running_core: Core, step: AnswerStep, keyring: MemoryKeyring
) -> None:
    def locked(*_: object) -> str:
        raise KeyringLocked

    keyring.get_password = locked  # type: ignore[method-assign]
    step.begin()
    await eventually(step.keyring.isVisible)
    assert step.keyring.text.text().startswith("The keyring is locked")
    assert "only until Desktop Proxy ends" in step.keyring.text.text()


async def test_what_is_left_holds_no_key(step: AnswerStep, asked: list[tuple[str, str]]) -> None:
    paste(step, OPENAI_KEY)
    await eventually(lambda: step.trial.works)
    step.stop()
    assert step.key.text() == "" and step.trial.candidate is None


async def test_the_page_of_all_providers_is_one_press_away(step: AnswerStep) -> None:
    wanted: list[bool] = []
    step.elsewhere.connect(lambda: wanted.append(True))
    QTest.mouseClick(step.others, Qt.MouseButton.LeftButton)
    assert wanted
