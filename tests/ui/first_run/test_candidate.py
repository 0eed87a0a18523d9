"""A candidate is tried with nothing stored, and taken over as a whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from keyring.errors import KeyringLocked, NoKeyringError

from desktop_proxy.core import Core
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider
from desktop_proxy.redaction import Secret
from desktop_proxy.ui.first_run.candidate import (
    Candidate,
    answering,
    keyed_providers,
    owners,
    take_over,
    try_out,
    with_model,
)
from tests.fakes import MemoryKeyring
from tests.ui.first_run.conftest import OPENAI_KEY, WRONG_KEY


def candidate(name: str, key: str | None = None, **more: str) -> Candidate:
    row = provider(name)
    assert row is not None
    return Candidate(row, Secret(key) if key else None, **more)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (OPENAI_KEY, ["openai"]),
        ("sk-ant-api03-0123456789abcdefghij", ["anthropic"]),
        ("AIza0123456789abcdefghijABCDEFGHIJ01234", ["gemini"]),
        ("gsk_0123456789abcdefghij", ["groq"]),
        (" xai-0123456789abcdefghij\n", ["xai"]),
        ("sk-0123456789abcdef0123456789abcdef", ["openai", "deepseek", "kimi", "qwen"]),
        ("0123456789abcdef0123456789abcdef", []),
        ("", []),
    ],
)
def test_the_shape_of_a_key_says_whose_it_may_be(key: str, names: list[str]) -> None:
    assert [row.name for row in owners(key)] == names


def test_providers_that_need_more_than_a_key_are_not_offered() -> None:
    names = {row.name for row in keyed_providers()}
    assert {"openai", "gemini", "xai", "anthropic", "openrouter", "groq", "deepseek"} <= names
    assert names.isdisjoint({"vertex_ai", "azure", "ollama", "demo"})


async def test_trying_stores_nothing(running_core: Core, keyring: MemoryKeyring) -> None:
    result = await try_out(running_core, candidate("openai", OPENAI_KEY))
    assert result.ok, result.sentence
    assert OPENAI_KEY not in keyring.values.values()
    assert not running_core.paths.settings_file.exists()


async def test_a_refused_key_is_a_sentence(running_core: Core) -> None:
    result = await try_out(running_core, candidate("openai", WRONG_KEY))
    assert (result.ok, result.fault) == (False, "key")
    assert WRONG_KEY not in result.sentence


async def test_taking_over_stores_the_key_and_chooses_the_provider(core: Core, keyring: MemoryKeyring) -> None:
    assert await take_over(core, candidate("openai", OPENAI_KEY)) == ""
    assert keyring.values["openai"] == OPENAI_KEY
    assert core.settings.current.routing.preferred_provider == "openai"
    assert answering(core) == "OpenAI answers; sonnet with gpt-6.1-sol."


async def test_a_new_key_leaves_the_models_as_they_were_set(core: Core) -> None:
    core.settings.update({"routing.preferred_provider": "openai", "routing.tiers.opus": "openai/o1"})
    await take_over(core, candidate("openai", OPENAI_KEY))
    assert core.settings.current.routing.tiers.opus == "openai/o1"
    await take_over(core, candidate("demo"))
    await take_over(core, candidate("openai", OPENAI_KEY))
    assert core.settings.current.routing.tiers.opus == "openai/o1"


async def test_a_model_that_was_chosen_answers_everything(core: Core) -> None:
    await take_over(core, with_model(candidate("openai", OPENAI_KEY), "gpt-5.1"))
    routing = core.settings.current.routing
    assert (routing.big_model, routing.small_model) == ("gpt-5.1", "gpt-5.1")


async def test_an_endpoint_is_made_from_a_preset(core: Core) -> None:
    found = candidate("ollama", base_url="http://127.0.0.1:11434/v1", model="qwen3:8b")
    assert await take_over(core, found) == ""
    own = core.settings.current.providers["ollama"]
    assert (own.preset, own.base_url, own.models) == ("ollama", "http://127.0.0.1:11434/v1", ("qwen3:8b",))
    assert answering(core) == "Ollama answers; sonnet with qwen3:8b."


async def test_what_an_endpoint_has_already_stays(core: Core) -> None:
    core.settings.update({"providers.groq": {"preset": "groq", "models": ["old"], "api": "chat"}})
    await take_over(core, candidate("groq", "gsk_0123456789abcdefghij", model="new"))
    own = core.settings.current.providers["groq"]
    assert (own.models, own.api) == (("new", "old"), "chat")


async def test_the_demo_needs_nothing(core: Core) -> None:
    assert await take_over(core, candidate("demo")) == ""
    assert core.settings.current.routing.preferred_provider == "demo"
    assert answering(core).startswith("The built-in demo answers")


@pytest.mark.parametrize(
    ("fault", "words"), [(NoKeyringError, "There is no keyring"), (KeyringLocked, "The keyring is locked")]
)
async def test_without_a_keyring_the_key_serves_this_session_and_that_is_said(
    core: Core, keyring: MemoryKeyring, fault: type[Exception], words: str
) -> None:
    def fail(*_: object) -> None:
        raise fault

    keyring.set_password = fail  # type: ignore[method-assign]
    remark = await take_over(core, candidate("openai", OPENAI_KEY))
    assert remark.startswith(words) and "OPENAI_API_KEY" in remark and OPENAI_KEY not in remark
    assert await core.credentials.get("openai") == Secret(OPENAI_KEY)


async def test_a_key_in_the_environment_that_wins_is_named(make_core: Callable[..., Core]) -> None:
    core = make_core(OPENAI_API_KEY="sk-proj-fromtheenvironment0123456789")
    assert "environment is used instead" in await take_over(core, candidate("openai", OPENAI_KEY))


async def test_a_provider_that_the_environment_chooses_is_named(make_core: Callable[..., Core]) -> None:
    core = make_core(PREFERRED_PROVIDER="google")
    remark = await take_over(core, candidate("openai", OPENAI_KEY))
    assert remark == "OpenAI does not answer yet: PREFERRED_PROVIDER in the environment wins."


async def test_what_can_be_no_key_is_refused(core: Core) -> None:
    with pytest.raises(ApiError, match="This is not a key"):
        await take_over(core, candidate("openai", "no key at all"))
    assert core.settings.current.routing.preferred_provider is None
