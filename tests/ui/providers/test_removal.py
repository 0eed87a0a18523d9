from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.credentials.credentials import Credentials
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.removal import Removal
from tests.credentials.keyrings import FailingKeyring, locked
from tests.fakes import MemoryKeyring, eventually
from tests.ui.providers.hands import click, offered, take

TEAM = {"providers.team.base_url": "https://team.test/v1", "routing.preferred_provider": "team"}


def removal_of(parts: Parts, qtbot: QtBot) -> Removal:
    parts.core.settings.update(TEAM)
    made = Removal(parts, parts.entry("team"))
    qtbot.addWidget(made)
    made.resize(320, 200)
    made.show()
    return made


async def test_removing_asks_and_takes_the_key_along(parts: Parts, qtbot: QtBot, keyring: MemoryKeyring):
    await parts.core.credentials.set("team", "team-key-0123456789")
    removal = removal_of(parts, qtbot)
    click(removal.button)
    assert offered(removal.message) == ["Remove team", "Keep it"]
    assert "will be deleted" in removal.message.text.text()
    # One button alone says it, and it looks like what it does.
    assert not removal.button.isVisible() and removal.message._buttons[0].property("role") == "danger"
    take(removal.message, "Keep it")
    assert removal.button.isVisible() and not removal.message.isVisible()
    assert keyring.values and "team" in parts.core.settings.current.providers
    click(removal.button)
    take(removal.message, "Remove team")
    await eventually(lambda: "team" not in parts.core.settings.current.providers)
    assert keyring.values == {} and parts.core.settings.current.routing.preferred_provider is None


def test_what_points_to_it_is_warned_of(parts: Parts, qtbot: QtBot):
    removal = removal_of(parts, qtbot)
    click(removal.button)
    assert "answered by nobody" not in removal.message.text.text()
    take(removal.message, "Keep it")
    parts.core.settings.update({"routing.rules": [{"pattern": "*opus*", "target": "team/large"}]})
    click(removal.button)
    assert "answered by nobody" in removal.message.text.text()


async def test_where_the_key_cannot_be_deleted_nothing_is_removed(parts: Parts, qtbot: QtBot, monkeypatch):
    monkeypatch.setattr("desktop_proxy.credentials.stored_keys.REMEMBERED_S", 0.0)
    keyring = FailingKeyring(locked(), team="team-key-0123456789")
    core = parts.core
    core.credentials = Credentials(core.environment, core.paths, core.redactor, keyring)
    removal = removal_of(parts, qtbot)
    click(removal.button)
    take(removal.message, "Remove team")
    await eventually(lambda: "Nothing was removed." in removal.message.text.text())
    assert "team" in core.settings.current.providers and removal.button.isVisible()
    keyring.error = None
    take(removal.message, "Try again")
    await eventually(lambda: "team" not in core.settings.current.providers)


def test_asked_by_keys_they_go_to_what_keeps_and_not_to_what_deletes(parts: Parts, qtbot: QtBot):
    removal = removal_of(parts, qtbot)
    removal.activateWindow()
    removal.button.setFocus()
    qtbot.waitUntil(removal.button.hasFocus)
    QTest.keyClick(removal.button, Qt.Key.Key_Space)
    assert removal.message._buttons[-1].text() == "Keep it" and removal.message._buttons[-1].hasFocus()
    take(removal.message, "Keep it")
    assert removal.button.hasFocus()


async def test_without_a_keyring_there_is_no_key_to_delete(parts: Parts, qtbot: QtBot):
    from tests.credentials.keyrings import missing

    core = parts.core
    core.credentials = Credentials(core.environment, core.paths, core.redactor, FailingKeyring(missing()))
    removal = removal_of(parts, qtbot)
    click(removal.button)
    take(removal.message, "Remove team")
    await eventually(lambda: "team" not in core.settings.current.providers)
