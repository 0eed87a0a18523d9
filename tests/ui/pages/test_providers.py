"""The page Providers: choose one, give it a key, test it, use it; it follows what changes elsewhere."""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.credentials.credentials import Credentials
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.pages.providers import ProvidersPage
from desktop_proxy.ui.providers.add_dialog import AddDialog
from desktop_proxy.ui.providers.form import ProviderForm
from desktop_proxy.ui.providers.paste_dialog import PasteDialog
from desktop_proxy.ui.theme import Theme
from tests.credentials.keyrings import FailingKeyring, SlowKeyring, locked, missing
from tests.fakes import MemoryKeyring, eventually
from tests.ui.narrow import clipped, longer_texts
from tests.ui.providers.hands import OPENAI_KEY, OPENROUTER_KEY, XAI_KEY, click, retype, take
from tests.upstream.loopback import Answer, json_answer, loopback
from tests.upstream.rig import CHAT

MODELS = json_answer({"object": "list", "data": [{"id": "large"}, {"id": "small"}]})


def page_of(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> ProvidersPage:
    made = ProvidersPage(core, bridge, theme)
    qtbot.addWidget(made)
    made.resize(559, 520)
    return made


@pytest.fixture
def page(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> ProvidersPage:
    return page_of(core, bridge, theme, qtbot)


def form_of(page: ProvidersPage) -> ProviderForm:
    assert page.form is not None
    return page.form


def rows(page: ProvidersPage) -> list[str]:
    return [page.list.item(row).data(0x000B) for row in range(page.list.count())]


async def shown(page: ProvidersPage) -> ProvidersPage:
    page.show()
    await eventually(lambda: "Looking" not in " ".join(rows(page)))
    return page


async def test_a_key_is_pasted_tested_and_answers(page: ProvidersPage, running_core: Core, keyring: MemoryKeyring):
    async with loopback() as provider:
        provider.answers = [MODELS, Answer(CHAT)]
        running_core.settings.update(
            {"providers.team": {"base_url": f"{provider.url}/v1", "models": ["large", "small"]}}
        )
        await shown(page)
        page.open_with("team")
        form = form_of(page)
        retype(form.key_card.field, "team-key-0123456789", leave=False)
        click(form.key_card.save_button)
        await eventually(lambda: "team answers from now on" in form.key_card.message.text.text())
        assert keyring.values["team"] == "team-key-0123456789"
        take(form.key_card.message, "Test")
        await eventually(form.head.message.isVisible, timeout_s=60)
        assert form.head.message.text.text().startswith("team works: large answered in ")
        assert provider.calls[0].headers["authorization"] == "Bearer team-key-0123456789"
        assert "team, Key from keyring, In use" in rows(page)


async def test_a_refused_key_is_refused_in_the_list_and_in_its_form(page: ProvidersPage, core: Core):
    await core.credentials.set("openai", OPENAI_KEY)
    await shown(page)
    await eventually(lambda: any("Key from keyring" in row for row in rows(page)))
    keys, asked = page._parts.keys, page._parts.entry("openai")
    keys.judge(asked, keys.info(asked), refused=True)
    assert any("Key refused" in row for row in rows(page)) and not any("Key from keyring" in row for row in rows(page))
    assert "Key refused" in form_of(page).key_card.state.word.text()


async def test_a_preset_is_added_and_its_key_saved_where_it_belongs(page: ProvidersPage, keyring: MemoryKeyring):
    await shown(page)
    click(page.add_button)
    dialog = page.dialog
    assert isinstance(dialog, AddDialog)
    retype(dialog.key, OPENROUTER_KEY, leave=False)
    dialog.accept()
    assert page.list.current == "openrouter"
    await eventually(lambda: "OpenRouter, Key from keyring" in rows(page))
    assert keyring.values == {"openrouter": OPENROUTER_KEY}


async def test_a_key_of_nobody_in_particular_finds_its_provider(page: ProvidersPage, keyring: MemoryKeyring):
    await shown(page)
    click(page.paste_button)
    dialog = page.dialog
    assert isinstance(dialog, PasteDialog)
    retype(dialog.key, XAI_KEY, leave=False)
    dialog.accept()
    assert page.list.current == "xai"
    await eventually(lambda: "xAI, Key from keyring, In use" in rows(page))
    assert keyring.values == {"xai": XAI_KEY}


async def test_a_foreign_key_goes_to_its_own_form_even_where_that_is_not_set_up(
    page: ProvidersPage, keyring: MemoryKeyring
):
    await shown(page)
    page.open_with("openai")
    card = form_of(page).key_card
    retype(card.field, OPENROUTER_KEY, leave=False)
    take(card.message, "Save it for OpenRouter")
    assert page.list.current == "openrouter"
    await eventually(lambda: "OpenRouter, Key from keyring" in rows(page))
    assert keyring.values == {"openrouter": OPENROUTER_KEY}


async def test_a_key_that_a_command_stored_and_a_setting_it_wrote_are_seen(page: ProvidersPage, core: Core, keyring):
    page._parts.keys._timer.setInterval(10)
    await shown(page)
    other = Credentials(core.environment, core.paths, core.redactor, keyring)
    await other.set("xai", XAI_KEY)
    core.paths.settings_file.write_text('{"routing": {"preferred_provider": "xai"}}')
    await eventually(lambda: "xAI, Key from keyring, In use" in rows(page))
    page.hide()
    assert not page._parts.keys._timer.isActive()


async def test_an_endpoint_that_goes_takes_its_form_along(page: ProvidersPage, core: Core):
    core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    await shown(page)
    page.open_with("team")
    removal = form_of(page).removal
    click(removal.button)
    take(removal.message, "Remove team")
    await eventually(lambda: page.list.current == "demo")
    assert not any(row.startswith("team") for row in rows(page))
    assert form_of(page).name == "demo"


async def test_what_is_being_typed_survives_a_look_at_another_provider(page: ProvidersPage):
    await shown(page)
    page.open_with("openai")
    retype(form_of(page).key_card.field, "sk-half", leave=False)
    page.open_with("xai")
    page.open_with("openai")
    assert form_of(page).key_card.field.text() == "sk-half"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (missing(), "There is no keyring in this session. Keys that are saved here are kept until Desktop Proxy ends."),
        (locked(), "The keyring is locked; unlock it, for instance by logging in to the desktop."),
    ],
)
async def test_a_keyring_of_no_use_is_told_and_asked_again(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot, monkeypatch, error: Exception, said: str
):
    monkeypatch.setattr("desktop_proxy.credentials.stored_keys.REMEMBERED_S", 0.0)
    keyring = FailingKeyring(error, openai=OPENAI_KEY)
    core.credentials = Credentials(core.environment, core.paths, core.redactor, keyring)
    page = await shown(page_of(core, bridge, theme, qtbot))
    assert page.keyring.isVisible() and page.keyring.text.text() == said
    keyring.error = None
    take(page.keyring, "Try again")
    await eventually(lambda: not page.keyring.isVisible())
    assert "OpenAI, Key from keyring" in rows(page)


async def test_while_the_keyring_is_silent_the_page_is_there(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot
):
    keyring = SlowKeyring(openai=OPENAI_KEY)
    core.credentials = Credentials(core.environment, core.paths, core.redactor, keyring)
    page = page_of(core, bridge, theme, qtbot)
    page.show()
    assert "OpenAI, Looking for its key" in rows(page) and form_of(page).isVisible()
    page.open_with("xai")
    assert form_of(page).name == "xai"
    keyring.released.set()
    await eventually(lambda: "OpenAI, Key from keyring" in rows(page))


def test_it_opens_at_the_provider_in_use(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot):
    core.settings.update({"routing.preferred_provider": "xai"})
    assert page_of(core, bridge, theme, qtbot).list.current == "xai"


def test_it_is_opened_with_a_name_the_dialog_or_a_preset(page: ProvidersPage):
    page.open_with("gemini")
    assert page.list.current == "gemini"
    page.open_with("nobody")
    assert page.list.current == "gemini" and page.dialog is None
    page.open_with("groq")
    assert isinstance(page.dialog, AddDialog) and page.dialog.name_field.text() == "groq"
    page.dialog.reject()
    page.open_with("add")
    assert isinstance(page.dialog, AddDialog) and page.dialog.isVisible()


@pytest.mark.parametrize("name", ["openai", "vertex_ai", "team", "demo"])
async def test_nothing_is_clipped_in_the_smallest_window_with_longer_texts(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot, qapp: QApplication, name: str
):
    core.settings.update({"providers.team.base_url": "https://team.test/v1", "routing.preferred_provider": "openai"})
    with longer_texts(qapp):
        page = page_of(core, bridge, theme, qtbot)
        page.open_with(name)
        await shown(page)
        await eventually(lambda: form_of(page).widget().isVisible())
        with contextlib.suppress(AssertionError):
            await eventually(lambda: not clipped(page))
        assert page.width() == 559
        assert clipped(page) == []
