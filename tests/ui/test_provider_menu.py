"""Who could answer can be chosen in the menu, and answers the next request with models of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from keyring.errors import KeyringLocked

from desktop_proxy.core import Core
from desktop_proxy.credentials import stored_keys
from desktop_proxy.paths import Paths
from desktop_proxy.routing import resolve
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.provider_menu import ProviderMenu
from desktop_proxy.ui.providers.entries import entry
from desktop_proxy.ui.providers.key_sources import KeySources
from tests.fakes import MemoryKeyring, eventually

KEY = "sk-proj-0123456789abcdefghijklmnop"


def made(core: Core, bridge: CoreBridge) -> ProviderMenu:
    menu = ProviderMenu(core, bridge, core.settings.update)
    menu.look()
    return menu


def labels(menu: ProviderMenu) -> list[str]:
    return [choice.text() for choice in menu.entries.choices]


def choose(menu: ProviderMenu, label: str) -> None:
    next(choice for choice in menu.entries.choices if choice.text() == label).trigger()


async def test_without_any_key_there_is_the_demo_alone(core: Core, bridge: CoreBridge) -> None:
    menu = made(core, bridge)
    await eventually(lambda: labels(menu) == ["Demo"])
    assert menu.entries.title == "Provider: Demo" and menu.entries.choices[0].isChecked()


async def test_those_with_a_key_and_endpoints_that_need_none_can_be_chosen(
    core: Core, bridge: CoreBridge, keyring: MemoryKeyring
) -> None:
    await core.credentials.set("openai", KEY)
    core.settings.update(
        {"providers.local": {"preset": "ollama", "models": ["llama"]}, "providers.closed": {"preset": "groq"}}
    )
    menu = made(core, bridge)
    await eventually(lambda: labels(menu) == ["OpenAI", "local (Ollama)", "Demo"])


async def test_a_key_given_while_the_program_runs_is_seen_at_the_next_opening(core: Core, bridge: CoreBridge) -> None:
    menu = made(core, bridge)
    await eventually(lambda: labels(menu) == ["Demo"])
    await core.credentials.set("xai", "xai-0123456789abcdefghijklmnop")
    menu.look()
    await eventually(lambda: labels(menu) == ["xAI", "Demo"])


async def test_a_locked_keyring_is_not_asked_for_a_menu(
    core: Core, bridge: CoreBridge, keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_keys, "REMEMBERED_S", 0)
    menu = made(core, bridge)
    keys, openai = KeySources.of(core, bridge), entry("openai", core.settings.current)
    await eventually(lambda: keys.info(openai) is not None)
    asked: list[str] = []

    def locked(_service: str, username: str) -> str | None:
        asked.append(username)
        raise KeyringLocked

    monkeypatch.setattr(keyring, "get_password", locked)
    await core.credentials.sources(["mistral"])
    menu.look()
    # Questions are put one after the other: the menu's would come before the last of these.
    await core.credentials.sources(["mistral", "mistral"])
    assert set(asked) == {"mistral"}


async def test_the_choice_answers_with_its_own_models_whatever_the_tiers_said(core: Core, bridge: CoreBridge) -> None:
    await core.credentials.set("openai", KEY)
    core.settings.update(
        {"routing.preferred_provider": "xai", "routing.tiers.sonnet": "xai/grok-4.3", "routing.big_model": "grok-4.6"}
    )
    menu = made(core, bridge)
    await eventually(lambda: "OpenAI" in labels(menu))
    choose(menu, "OpenAI")
    assert menu.entries.title == "Provider: OpenAI"
    targets = {name: str(resolve(f"claude-{name}-5", core.settings.current).target) for name in ("sonnet", "haiku")}
    assert targets == {"sonnet": "openai/gpt-6.1-sol", "haiku": "openai/gpt-6-luna"}


async def test_looking_at_another_provider_loses_none_of_the_chosen_models(core: Core, bridge: CoreBridge) -> None:
    await core.credentials.set("openai", KEY)
    await core.credentials.set("xai", "xai-0123456789abcdefghijklmnop")
    core.settings.update({"routing.preferred_provider": "xai", "routing.tiers.opus": "xai/grok-4.3"})
    before = core.settings.current
    menu = made(core, bridge)
    await eventually(lambda: labels(menu) == ["OpenAI", "xAI", "Demo"])
    choose(menu, "xAI")
    assert core.settings.current == before
    choose(menu, "OpenAI")
    choose(menu, "xAI")
    assert core.settings.current == before


async def test_the_one_that_answers_is_shown_even_without_its_key(core: Core, bridge: CoreBridge) -> None:
    core.settings.update({"routing.preferred_provider": "gemini"})
    menu = made(core, bridge)
    assert labels(menu) == ["Google AI Studio", "Demo"]
    assert menu.entries.choices[0].isChecked()


@pytest.fixture
def core_of_classic_environment(core: Core, tmp_path: Path, keyring: MemoryKeyring) -> Core:
    environ: dict[str, Any] = {**core.environ, "PREFERRED_PROVIDER": "xai", "XAI_API_KEY": "xai-0123456789abcdefghij"}
    return Core(Paths.find(environ), environ, tmp_path, {"server.port": 0}, keyring=keyring, announced=False)


async def test_what_the_environment_decides_cannot_be_chosen_here(core_of_classic_environment: Core) -> None:
    core = core_of_classic_environment
    bridge = CoreBridge(core)
    menu = made(core, bridge)
    assert not any(choice.isEnabled() for choice in menu.entries.choices)
    assert menu.entries.menu().actions()[0].text() == "Set by the environment"
    bridge.close()
