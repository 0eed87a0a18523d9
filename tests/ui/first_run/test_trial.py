"""A candidate is tried, and answers only after it was confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.providers import provider
from desktop_proxy.redaction import Secret
from desktop_proxy.ui.first_run.candidate import Candidate
from desktop_proxy.ui.first_run.trial import Trial
from desktop_proxy.ui.theme import Theme
from desktop_proxy.upstream.endpoints import Draft
from desktop_proxy.upstream.provider_test import ProviderTest
from tests.fakes import MemoryKeyring, eventually
from tests.ui.first_run.conftest import OPENAI_KEY, WRONG_KEY

Answer = Callable[[str | None], ProviderTest]


@pytest.fixture
def trial(core: Core, theme: Theme, qtbot: QtBot) -> Trial:
    made = Trial(core, theme)
    qtbot.addWidget(made)
    made.wanted.connect(made.confirm)
    made.show()
    return made


def candidate(name: str = "openai", key: str | None = OPENAI_KEY) -> Candidate:
    row = provider(name)
    assert row is not None
    return Candidate(row, Secret(key) if key else None)


def scripted(core: Core, answer: Answer) -> list[str | None]:
    """Tests answer so; the models they were asked with."""
    asked: list[str | None] = []

    async def test(_name: str, model: str | None = None, _draft: Draft | None = None) -> ProviderTest:
        asked.append(model)
        await asyncio.sleep(0)
        return answer(model)

    core.upstream.test = test  # type: ignore[method-assign]
    return asked


def click(made: QPushButton) -> None:
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


async def test_a_success_waits_for_the_confirmation(running_core: Core, trial: Trial, keyring: MemoryKeyring) -> None:
    taken: list[str] = []
    trial.taken.connect(taken.append)
    trial.begin(candidate(), confirmed=False)
    assert trial.working.isVisible() and trial.working.text.text() == "Testing OpenAI…"
    await eventually(lambda: trial.works)
    assert trial.message.text.text().startswith("OpenAI works: gpt-6.1-sol answered")
    assert "openai" not in keyring.values and not taken
    click(trial.use)
    await eventually(lambda: bool(taken))
    assert keyring.values["openai"] == OPENAI_KEY
    assert trial.candidate is None


async def test_confirmed_during_the_test_it_is_used_as_soon_as_it_works(
    running_core: Core, trial: Trial, keyring: MemoryKeyring
) -> None:
    taken: list[str] = []
    trial.taken.connect(taken.append)
    trial.begin(candidate(), confirmed=False)
    click(trial.use)
    assert "openai" not in keyring.values
    await eventually(lambda: bool(taken))
    assert keyring.values["openai"] == OPENAI_KEY


async def test_a_refused_key_is_not_stored_and_not_to_be_used_anyway(
    running_core: Core, trial: Trial, keyring: MemoryKeyring
) -> None:
    trial.begin(candidate(key=WRONG_KEY), confirmed=True)
    await eventually(trial.message.isVisible)
    assert trial.message.text.text().startswith("OpenAI refused the key")
    assert trial.again.isVisible() and trial.anyway.isHidden() and trial.use.isHidden()
    assert "openai" not in keyring.values


async def test_details_are_copied_without_the_key(running_core: Core, trial: Trial) -> None:
    trial.begin(candidate(key=WRONG_KEY), confirmed=True)
    await eventually(trial.message.isVisible)
    (copy,) = (made for made in trial.message.findChildren(QPushButton) if made.text() == "Copy details")
    click(copy)
    copied = QGuiApplication.clipboard().text()
    assert "provider: openai" in copied and "status: 401" in copied and WRONG_KEY not in copied


async def test_without_the_network_it_may_be_used_anyway(core: Core, trial: Trial, keyring: MemoryKeyring) -> None:
    scripted(core, lambda _: ProviderTest(False, "OpenAI cannot be reached.", fault="unreachable"))
    taken: list[str] = []
    trial.taken.connect(taken.append)
    trial.begin(candidate(), confirmed=False)
    await eventually(trial.anyway.isVisible)
    click(trial.anyway)
    await eventually(lambda: bool(taken))
    assert keyring.values["openai"] == OPENAI_KEY


async def test_stopping_ends_the_test_and_stores_nothing(core: Core, trial: Trial, keyring: MemoryKeyring) -> None:
    ended = asyncio.Event()

    async def test(*_: object) -> ProviderTest:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        raise AssertionError

    core.upstream.test = test  # type: ignore[method-assign]
    stopped: list[bool] = []
    trial.stopped.connect(lambda: stopped.append(True))
    trial.begin(candidate(), confirmed=True)
    await asyncio.sleep(0)
    click(trial.working.stop_button)
    await asyncio.wait_for(ended.wait(), 5)
    assert stopped and trial.working.isHidden() and trial.message.isHidden()
    assert "openai" not in keyring.values


async def test_a_model_that_is_gone_is_exchanged_for_another(core: Core, trial: Trial) -> None:
    gone = ProviderTest(False, "OpenAI has no model a.", ("b", "c"), "a", fault="model", status=404)
    asked = scripted(core, lambda model: ProviderTest(True, "works", ("b", "c"), model) if model else gone)
    taken: list[str] = []
    trial.taken.connect(taken.append)
    trial.begin(candidate(), confirmed=True)
    await eventually(trial.models.isVisible)
    trial.models.field.lineEdit().selectAll()
    QTest.keyClicks(trial.models.field.lineEdit(), "c")
    click(trial.again)
    await eventually(lambda: bool(taken))
    assert asked == [None, "c"]
    assert core.settings.current.routing.big_model == "c"


async def test_of_many_models_of_an_endpoint_one_is_chosen_before_it_answers(core: Core, trial: Trial) -> None:
    asked = scripted(core, lambda model: ProviderTest(True, "Groq works.", ("a", "b"), model or "a"))
    taken: list[str] = []
    trial.taken.connect(taken.append)
    trial.begin(candidate("groq", None), confirmed=True)
    await eventually(trial.models.isVisible)
    assert trial.use.isVisible() and trial.use.text() == "Use Groq" and not taken
    trial.models.field.setFocus()
    QTest.keyClick(trial.models.field, Qt.Key.Key_Down)
    assert asked == [None]
    click(trial.use)
    await eventually(lambda: asked == [None, "b"] and bool(taken))
    assert core.settings.current.providers["groq"].models == ("b",)


async def test_settings_that_cannot_be_written_are_told(core: Core, trial: Trial) -> None:
    core.paths.settings_file.mkdir()
    trial.adopt(candidate("demo", None))
    await eventually(trial.message.isVisible)
    assert "cannot be written" in trial.message.text.text()


async def test_reset_forgets_the_key(core: Core, trial: Trial) -> None:
    scripted(core, lambda _: ProviderTest(True, "works", (), "a"))
    trial.begin(candidate(), confirmed=False)
    await eventually(lambda: trial.works)
    trial.reset()
    assert trial.candidate is None and trial.message.isHidden() and trial.use.text() == "Use this key"
