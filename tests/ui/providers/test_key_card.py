from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.credentials.credentials import Credentials
from desktop_proxy.environment import Environment
from desktop_proxy.ui.providers.key_card import KeyCard
from desktop_proxy.ui.providers.parts import Parts
from tests.credentials.keyrings import FailingKeyring, SlowKeyring, locked, missing
from tests.fakes import MemoryKeyring, eventually
from tests.ui.providers.hands import ANTHROPIC_KEY, OPENAI_KEY, OPENROUTER_KEY, XAI_KEY, click, offered, retype, take


def card_of(parts: Parts, qtbot: QtBot, name: str = "openai") -> KeyCard:
    made = KeyCard(parts, name)
    qtbot.addWidget(made)
    parts.keys.changed.connect(made.refresh)
    made.resize(320, 400)
    made.show()
    return made


def use(parts: Parts, keyring: object) -> None:
    core = parts.core
    core.credentials = Credentials(core.environment, core.paths, core.redactor, keyring)  # type: ignore[arg-type]


@pytest.fixture
def card(parts: Parts, qtbot: QtBot) -> KeyCard:
    return card_of(parts, qtbot)


async def test_a_pasted_key_is_saved_masked_and_gone_from_the_field(
    card: KeyCard, parts: Parts, keyring: MemoryKeyring
):
    assert card.field.echoMode() is QLineEdit.EchoMode.Password
    retype(card.field, f" {OPENAI_KEY} ", leave=False)
    click(card.save_button)
    await eventually(lambda: card.state.word.text() == "sk-…ABCD in the keyring")
    assert keyring.values == {"openai": OPENAI_KEY}
    assert card.field.text() == "" and not card.save_button.isEnabled()
    assert card.message.text.text() == (
        "The key is in the keyring. OpenAI answers from now on, Sonnet with gpt-6.1-sol."
    )


async def test_a_refused_key_is_an_error_until_another_one_is_saved(card: KeyCard, parts: Parts):
    card.save(OPENAI_KEY)
    await eventually(lambda: card.state.word.text() == "sk-…ABCD in the keyring")
    asked = parts.entry("openai")
    parts.keys.judge(asked, parts.keys.info(asked), refused=True)
    assert card.state.word.text() == "Key refused: sk-…ABCD in the keyring"
    assert (card.state._icon, card.state.word.property("tone")) == ("alert-circle", "error")
    card.save(OPENAI_KEY)
    await eventually(lambda: card.state.word.text() == "sk-…ABCD in the keyring")


async def test_return_saves_as_well(card: KeyCard, keyring: MemoryKeyring):
    retype(card.field, OPENAI_KEY)
    await eventually(lambda: card.state.word.text() == "sk-…ABCD in the keyring")
    assert keyring.values == {"openai": OPENAI_KEY}


async def test_after_saving_the_next_steps_are_offered(card: KeyCard, parts: Parts):
    parts.core.settings.update({"routing.preferred_provider": "xai"})
    wanted: list[str] = []
    card.test_wanted.connect(lambda: wanted.append("test"))
    card.use_wanted.connect(lambda: wanted.append("use"))
    card.save(OPENAI_KEY)
    await eventually(lambda: offered(card.message) == ["Test", "Use it"])
    await eventually(card.delete_button.isVisible)
    take(card.message, "Test")
    take(card.message, "Use it")
    assert wanted == ["test", "use"]


def test_a_key_of_another_provider_is_recognised_and_offered_to_it(card: KeyCard):
    given: list[tuple[str, str]] = []
    card.key_for.connect(lambda name, key: given.append((name, key)))
    retype(card.field, XAI_KEY, leave=False)
    assert card.message.text.text() == "This looks like a key of xAI."
    take(card.message, "Save it for xAI")
    assert given == [("xai", XAI_KEY)] and card.field.text() == ""


def test_a_key_of_another_is_kept_as_long_as_that_one_cannot_be_set_up(card: KeyCard, parts: Parts, monkeypatch):
    def refuse(document: object) -> None:
        raise OSError(28, "No space left on device")

    given: list[tuple[str, str]] = []
    card.key_for.connect(lambda name, key: given.append((name, key)))
    retype(card.field, OPENROUTER_KEY, leave=False)
    with monkeypatch.context() as full:
        full.setattr(parts.core.settings._file, "write", refuse)
        take(card.message, "Save it for OpenRouter")
    assert "No space left" in card.message.text.text()
    assert given == [] and card.field.key == OPENROUTER_KEY
    take(card.message, "Try again")
    assert given == [("openrouter", OPENROUTER_KEY)] and card.field.text() == ""


def test_the_offer_goes_away_with_the_key(card: KeyCard):
    retype(card.field, ANTHROPIC_KEY, leave=False)
    assert card.message.isVisible()
    retype(card.field, "", leave=False)
    assert not card.message.isVisible()


def test_a_key_of_an_odd_shape_is_remarked_on_when_typing_stops(card: KeyCard, qtbot: QtBot):
    card._typing.setInterval(10)
    retype(card.field, "half-a-key-0123", leave=False)
    qtbot.waitUntil(card.remark.isVisible)
    assert "check that it was pasted whole" in card.remark.text()
    assert card.save_button.isEnabled()


async def test_what_cannot_be_a_key_is_told_and_stays_in_the_field(card: KeyCard, parts: Parts, keyring: MemoryKeyring):
    retype(card.field, "two words")
    await eventually(card.message.isVisible)
    await eventually(lambda: parts.keys._task.done())
    assert "This is not a key" in card.message.text.text() and card.field.text() == "two words"
    assert keyring.values == {}


@pytest.mark.parametrize(("error", "reason"), [(missing(), "There is no keyring"), (locked(), "The keyring is locked")])
async def test_without_a_keyring_it_is_kept_for_the_session_and_can_be_tried_again(
    parts: Parts, qtbot: QtBot, error: Exception, reason: str
):
    keyring = FailingKeyring(error)
    use(parts, keyring)
    card = card_of(parts, qtbot)
    card.save(OPENAI_KEY)
    await eventually(lambda: card.state.word.text() == "sk-…ABCD for this session only")
    assert card.message.text.text().startswith(reason)
    assert "is stored nowhere" in card.message.text.text()
    keyring.error = None
    take(card.message, "Try again")
    await eventually(lambda: card.state.word.text() == "sk-…ABCD in the keyring")
    assert keyring.values == {"openai": OPENAI_KEY}


async def test_a_silent_keyring_shows_what_is_done_and_can_be_stopped(parts: Parts, qtbot: QtBot):
    keyring = SlowKeyring()
    use(parts, keyring)
    card = card_of(parts, qtbot)
    retype(card.field, OPENAI_KEY)
    await eventually(card.working.isVisible)
    assert card.field.isReadOnly() and not card.save_button.isEnabled()
    click(card.working.stop_button)
    assert not card.field.isReadOnly() and card.save_button.isEnabled()
    keyring.released.set()
    await asyncio.sleep(0)


async def test_deleting_asks_first(card: KeyCard, parts: Parts, keyring: MemoryKeyring):
    card.save(OPENAI_KEY)
    await eventually(card.delete_button.isVisible)
    click(card.delete_button)
    assert offered(card.message) == ["Delete key", "Keep it"]
    take(card.message, "Keep it")
    assert keyring.values and not card.message.isVisible()
    click(card.delete_button)
    take(card.message, "Delete key")
    await eventually(lambda: card.state.word.text() == "No key yet")
    assert keyring.values == {} and not card.delete_button.isVisible()


async def test_a_key_that_cannot_be_deleted_now_is_told(parts: Parts, qtbot: QtBot, monkeypatch):
    monkeypatch.setattr("desktop_proxy.credentials.stored_keys.REMEMBERED_S", 0.0)
    keyring = FailingKeyring(None, openai=OPENAI_KEY)
    use(parts, keyring)
    card = card_of(parts, qtbot)
    parts.keys.reload()
    await eventually(card.delete_button.isVisible)
    keyring.error = locked()
    click(card.delete_button)
    take(card.message, "Delete key")
    await eventually(lambda: "locked" in card.message.text.text())
    keyring.error = None
    take(card.message, "Try again")
    await eventually(lambda: card.state.word.text() == "No key yet")
    assert keyring.values == {}


async def test_a_key_of_the_environment_is_shown_and_cannot_be_deleted_here(parts: Parts, qtbot: QtBot, tmp_path):
    parts.core.environment = Environment.read({"OPENAI_API_KEY": OPENAI_KEY}, tmp_path)
    use(parts, MemoryKeyring())
    card = card_of(parts, qtbot)
    parts.keys.reload()
    await eventually(lambda: card.state.word.text() == "sk-…ABCD from the environment")
    assert not card.delete_button.isVisible()
    card.save("sk-proj-zyxwvutsrqponmlkjihg")
    await eventually(lambda: "is used instead as long as it is there" in card.message.text.text())
    await eventually(lambda: parts.keys._task.done())


async def test_the_key_of_a_preset_is_named_as_such(parts: Parts, qtbot: QtBot):
    await parts.core.credentials.set("groq", "gsk_0123456789abcdefghij")
    parts.core.settings.update({"providers.fast": {"preset": "groq"}})
    card = card_of(parts, qtbot, "fast")
    parts.keys.reload()
    await eventually(lambda: card.state.word.text() == "…ghij in the keyring, the key of groq")
    assert not card.delete_button.isVisible()


async def test_an_endpoint_without_models_is_told_to_choose_one(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    card = card_of(parts, qtbot, "team")
    card.save("team-key-0123456789")
    await eventually(lambda: "Choose its models below" in card.message.text.text())
    await eventually(lambda: card.state.word.text().endswith("in the keyring"))
    assert offered(card.message) == ["Test"]


def test_where_to_get_a_key_is_one_press_away(card: KeyCard):
    assert card.place.accessibleName() == "Get one at platform.openai.com"
    assert 'href="https://platform.openai.com/"' in card.place.text() and card.place.openExternalLinks()


def test_where_nobody_says_where_to_get_a_key_there_is_no_line(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    assert card_of(parts, qtbot, "team").place.isHidden()


def test_a_stored_key_is_never_in_the_field(card: KeyCard):
    assert card.field.text() == "" and card.field.placeholderText() == "Paste a key"
    QTest.keyClick(card.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert card.field.text() == ""
