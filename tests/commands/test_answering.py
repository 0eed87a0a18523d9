from __future__ import annotations

import pytest
from fakes import MemoryKeyring

from desktop_proxy.commands.answering import who_answers
from desktop_proxy.commands.state import State
from desktop_proxy.settings import Settings


class Locked(MemoryKeyring):
    def get_password(self, service, username):
        from keyring.errors import KeyringLocked

        raise KeyringLocked


class Missing(MemoryKeyring):
    def get_password(self, service, username):
        from keyring.errors import NoKeyringError

        raise NoKeyringError


@pytest.fixture
def asked(tmp_path):
    async def ask(provider, keyring, environ=None, **sections):
        state = State({"DESKTOP_PROXY_HOME": str(tmp_path)} | (environ or {}), tmp_path, keyring)
        settings = Settings.model_validate({"routing": {"preferred_provider": provider}, **sections})
        return await who_answers(settings, state.credentials)

    return ask


async def test_a_provider_without_its_key_is_said_to_have_none(asked):
    found = await asked("openai", MemoryKeyring())
    assert found.line.startswith("Answering: openai/")
    assert found.line.endswith("(no key yet)")
    assert (found.key_missing, found.keyring_problem) == (True, None)


async def test_a_provider_with_a_key_is_just_named(asked):
    found = await asked("openai", Missing(), {"OPENAI_API_KEY": "sk-0123456789abcdefghij"})
    assert "no key" not in found.line
    assert not found.key_missing


@pytest.mark.parametrize("name", ["openai", "demo"])
async def test_a_missing_keyring_is_noticed(asked, name):
    found = await asked(name, Missing())
    assert found.keyring_problem == "There is no keyring in this session."
    assert found.key_missing is (name == "openai")


async def test_behind_a_locked_keyring_the_key_is_not_called_missing(asked):
    found = await asked("openai", Locked())
    assert not found.key_missing
    assert "is locked" in found.keyring_problem


async def test_an_endpoint_that_needs_no_key_is_not_asked_for_one(asked):
    own = {"base_url": "https://t.example/v1", "models": ["m"]}
    found = await asked("t", MemoryKeyring(), providers={"t": own})
    assert found.line.startswith("Answering: t/m")
    assert not found.key_missing


async def test_a_provider_without_models_says_what_to_do(asked):
    found = await asked("t", MemoryKeyring(), providers={"t": {"base_url": "https://t.example/v1"}})
    assert found.line.startswith("Nobody answers yet: ")
    assert found.provider is None
