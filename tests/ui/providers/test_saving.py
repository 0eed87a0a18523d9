from __future__ import annotations

import pytest

from desktop_proxy.core import Core
from desktop_proxy.credentials.credentials import Credentials
from desktop_proxy.environment import Environment
from desktop_proxy.ui.providers.saving import delete_key, save_again, save_key, set_up
from tests.credentials.keyrings import FailingKeyring, locked, missing
from tests.fakes import MemoryKeyring
from tests.ui.providers.hands import OPENAI_KEY, XAI_KEY


def with_keyring(core: Core, keyring: object) -> Core:
    core.credentials = Credentials(core.environment, core.paths, core.redactor, keyring)  # type: ignore[arg-type]
    return core


def test_a_preset_is_set_up_once_and_nobody_else(core: Core):
    for name in ("openrouter", "openrouter", "openai", "nobody"):
        assert set_up(name, core.settings) is None
    assert [(name, own.preset) for name, own in core.settings.current.providers.items()] == [
        ("openrouter", "openrouter")
    ]


def test_a_preset_that_cannot_be_set_up_is_a_sentence(core: Core, monkeypatch):
    def refuse(document: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(core.settings._file, "write", refuse)
    said = set_up("openrouter", core.settings)
    assert said is not None and said.endswith("cannot be written: Read-only file system.")
    assert core.settings.current.providers == {}


async def test_the_first_key_goes_to_the_keyring_and_its_provider_answers(core: Core, keyring: MemoryKeyring):
    saved = await save_key(core, "openai", OPENAI_KEY)
    assert saved.where == "keyring" and keyring.values == {"openai": OPENAI_KEY}
    assert saved.route is not None and str(saved.route.target) == "openai/gpt-6.1-sol"
    assert core.settings.current.routing.preferred_provider == "openai"


async def test_the_second_key_changes_nothing_about_who_answers(core: Core):
    await save_key(core, "xai", XAI_KEY)
    saved = await save_key(core, "openai", OPENAI_KEY)
    assert saved.route is None and not saved.modelless
    assert core.settings.current.routing.preferred_provider == "xai"


async def test_an_endpoint_without_a_model_is_not_chosen(core: Core):
    core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    saved = await save_key(core, "team", "team-key-0123456789")
    assert saved.modelless
    assert core.settings.current.routing.preferred_provider is None


async def test_what_cannot_be_a_key_is_refused_in_words(core: Core, keyring: MemoryKeyring):
    saved = await save_key(core, "openai", "two words")
    assert saved.where == "" and "This is not a key" in (saved.problem or "")
    assert keyring.values == {}


@pytest.mark.parametrize("error", [missing(), locked()])
async def test_where_the_keyring_fails_the_key_is_kept_for_the_session_with_the_reason(core: Core, error: Exception):
    saved = await save_key(with_keyring(core, FailingKeyring(error)), "openai", OPENAI_KEY)
    assert saved.where == "session" and saved.problem == core.credentials.problem
    assert all(
        OPENAI_KEY.encode() not in file.read_bytes() for file in core.paths.data_dir.rglob("*") if file.is_file()
    )


async def test_trying_again_moves_the_session_key_into_the_keyring(core: Core):
    keyring = FailingKeyring(locked())
    await save_key(with_keyring(core, keyring), "openai", OPENAI_KEY)
    keyring.error = None
    assert (await save_again(core, "openai")).where == "keyring"
    assert keyring.values == {"openai": OPENAI_KEY}


async def test_a_key_of_the_environment_is_used_instead_and_that_is_known(core: Core, tmp_path):
    core.environment = Environment.read({"OPENAI_API_KEY": XAI_KEY}, tmp_path)
    assert (await save_key(core, "openai", OPENAI_KEY)).shadowed_by == "environment"


async def test_deleting_says_why_it_was_not_possible(core: Core):
    await save_key(core, "openai", OPENAI_KEY)
    assert await delete_key(core, "openai") is None
    assert "locked" in (await delete_key(with_keyring(core, FailingKeyring(locked())), "openai") or "")
