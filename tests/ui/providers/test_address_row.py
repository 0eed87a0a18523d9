from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.environment import Environment
from desktop_proxy.settings import SettingsStore
from desktop_proxy.ui.providers.address_row import AddressRow
from desktop_proxy.ui.providers.parts import Parts
from tests.fakes import eventually
from tests.ui.providers.hands import OPENAI_KEY, click, offered, retype, take

URL = "https://gateway.example.com/v1"


def row_of(parts: Parts, qtbot: QtBot, name: str = "openai") -> AddressRow:
    made = AddressRow(parts, name)
    qtbot.addWidget(made)
    made.resize(320, 200)
    made.show()
    return made


async def known(parts: Parts, name: str = "openai", key: str | None = None) -> None:
    if key:
        await parts.core.credentials.set(name, key)
    parts.keys.reload()
    await eventually(lambda: parts.keys.info(parts.entry(name)) is not None)


def stored(parts: Parts, name: str = "openai") -> str | None:
    own = parts.core.settings.current.providers.get(name)
    return own.base_url if own else None


async def test_without_a_key_a_new_address_acts_at_once_and_can_be_undone(parts: Parts, qtbot: QtBot):
    await known(parts)
    row = row_of(parts, qtbot)
    assert row.field.placeholderText() == "https://api.openai.com/v1"
    retype(row.field, URL)
    assert stored(parts) == URL
    click(row.undo)
    assert stored(parts) is None and row.field.text() == ""


async def test_a_key_goes_to_another_host_only_after_the_user_said_so(parts: Parts, qtbot: QtBot):
    await known(parts, key=OPENAI_KEY)
    row = row_of(parts, qtbot)
    retype(row.field, URL)
    assert stored(parts) is None
    assert row.question.text.text() == (
        "The key of OpenAI (sk-…ABCD) would be sent to gateway.example.com from now on."
    )
    take(row.question, "Send it there")
    assert stored(parts) == URL and not row.question.isVisible()


async def test_the_old_address_can_be_kept(parts: Parts, qtbot: QtBot):
    await known(parts, key=OPENAI_KEY)
    row = row_of(parts, qtbot)
    retype(row.field, URL)
    take(row.question, "Keep the old address")
    assert stored(parts) is None and row.field.text() == ""


async def test_another_path_of_the_same_host_is_no_question(parts: Parts, qtbot: QtBot):
    await known(parts, key=OPENAI_KEY)
    row = row_of(parts, qtbot)
    retype(row.field, "https://api.openai.com/v2")
    assert stored(parts) == "https://api.openai.com/v2"


async def test_going_back_to_the_providers_own_host_asks_as_well(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.openai.base_url": URL})
    await known(parts, key=OPENAI_KEY)
    row = row_of(parts, qtbot)
    retype(row.field, "")
    assert stored(parts) == URL and "api.openai.com" in row.question.text.text()


def test_as_long_as_nobody_knows_whether_there_is_a_key_it_is_asked(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    retype(row.field, URL)
    assert stored(parts) is None and offered(row.question) == ["Send it there", "Keep the old address"]


def test_typing_on_takes_the_question_away(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    retype(row.field, URL)
    QTest.keyClicks(row.field, "x")
    assert not row.question.isVisible()


async def test_plain_http_to_another_machine_has_to_be_accepted(parts: Parts, qtbot: QtBot):
    await known(parts)
    row = row_of(parts, qtbot)
    retype(row.field, "http://gpu-box.example.com/v1")
    assert "unencrypted" in row.remark.text() and stored(parts) is None
    click(row.insecure)
    assert stored(parts) == "http://gpu-box.example.com/v1"
    assert parts.core.settings.current.providers["openai"].allow_insecure_http
    retype(row.field, URL)
    assert stored(parts) == URL
    assert not parts.core.settings.current.providers["openai"].allow_insecure_http
    assert not row.insecure.isVisible()


async def test_undo_brings_back_a_plain_http_address_that_was_accepted(parts: Parts, qtbot: QtBot):
    there = "http://10.0.0.5/v1"
    parts.core.settings.update({"providers.openai": {"base_url": there, "allow_insecure_http": True}})
    await known(parts)
    row = row_of(parts, qtbot)
    retype(row.field, "https://10.0.0.5/v1")
    assert stored(parts) == "https://10.0.0.5/v1"
    assert not parts.core.settings.current.providers["openai"].allow_insecure_http
    click(row.undo)
    assert stored(parts) == there and row.field.text() == there and not row.remark.text()
    assert parts.core.settings.current.providers["openai"].allow_insecure_http
    assert row.insecure.isVisible() and row.insecure.isChecked()


async def test_undo_takes_the_permission_back_with_its_address(parts: Parts, qtbot: QtBot):
    await known(parts)
    row = row_of(parts, qtbot)
    retype(row.field, "http://gpu-box.example.com/v1")
    click(row.insecure)
    click(row.undo)
    assert stored(parts) is None and row.field.text() == ""
    own = parts.core.settings.current.providers.get("openai")
    assert own is None or not own.allow_insecure_http


@pytest.mark.parametrize(
    ("old", "new"),
    [("https://old.example.com/v1", "http://gpu-box.example.com/v1"), ("http://10.0.0.5/v1", URL)],
)
async def test_a_full_disk_is_told_and_changes_nothing(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, old: str, new: str
):
    def refuse(document: object) -> None:
        raise OSError(28, "No space left on device")

    own = {"base_url": old, "allow_insecure_http": old.startswith("http:")}
    parts.core.settings.update({"providers.openai": own})
    await known(parts, key=OPENAI_KEY)
    row = row_of(parts, qtbot)
    monkeypatch.setattr(parts.core.settings._file, "write", refuse)
    retype(row.field, new)
    if new.startswith("http:"):
        click(row.insecure)
    take(row.question, "Send it there")
    assert "No space left" in row.remark.text() and row.field.text() == new
    after = parts.core.settings.current.providers["openai"]
    assert (after.base_url, after.allow_insecure_http) == (old, old.startswith("http:"))


async def test_plain_http_to_this_machine_is_fine(parts: Parts, qtbot: QtBot):
    await known(parts)
    row = row_of(parts, qtbot)
    retype(row.field, "http://localhost:11434/v1")
    assert stored(parts) == "http://localhost:11434/v1" and not row.insecure.isVisible()


@pytest.mark.parametrize(
    ("url", "said"), [("nonsense", "is not an address"), ("https://me:secret@x.test", "must not hold a user name")]
)
def test_what_is_no_address_is_said_when_typing_stops(parts: Parts, qtbot: QtBot, url: str, said: str):
    row = row_of(parts, qtbot)
    row._typing.setInterval(10)
    retype(row.field, url, leave=False)
    qtbot.waitUntil(row.remark.isVisible)
    assert row.remark.text().startswith("Base URL ") and said in row.remark.text()
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert stored(parts) is None


def test_an_endpoint_of_the_users_needs_one(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.team.base_url": URL})
    row = row_of(parts, qtbot, "team")
    retype(row.field, "")
    assert "needs an address" in row.remark.text() and stored(parts, "team") == URL


def test_esc_forgets_address_and_question(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    retype(row.field, URL, leave=False)
    QTest.keyClick(row.field, Qt.Key.Key_Escape)
    assert row.field.text() == "" and not row.question.isVisible()


def test_vertex_shows_the_address_of_its_location(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.vertex_ai.location": "europe-west4"})
    row = row_of(parts, qtbot, "vertex_ai")
    assert row.field.placeholderText() == "https://europe-west4-aiplatform.googleapis.com"
    retype(row.field, URL)
    assert offered(row.question) and stored(parts, "vertex_ai") is None


def test_an_address_of_the_environment_cannot_be_edited(parts: Parts, qtbot: QtBot, tmp_path):
    environment = Environment.read({"OPENAI_BASE_URL": "http://gpu-box.example.com/v1"}, tmp_path)
    parts.core.settings = SettingsStore(tmp_path / "settings.json", environment)
    row = row_of(parts, qtbot)
    assert not row.field.isEnabled() and row.field.text() == "http://gpu-box.example.com/v1"
    assert not row.insecure.isVisible() and row.remark.text() == "Set by the environment; change it there."
