from __future__ import annotations

import pytest
from credentials.keyrings import FailingKeyring, MemoryKeyring, locked, missing
from upstream.loopback import json_answer

from desktop_proxy.doctor.finding import Remedy
from desktop_proxy.doctor.key_checks import check_keyring, check_keys

from .opened import KEY, MODELS, opened

OPENAI = {"OPENAI_API_KEY": KEY}


def refusal(status: int, message: str = "no"):
    return json_answer({"error": {"message": message}}, status)


async def test_a_keyring_that_answers_is_well_and_named(tmp_path):
    async with opened(tmp_path, keyring=MemoryKeyring()) as it:
        finding = await it.only(check_keyring)
    assert (finding.level, finding.sentence) == ("ok", "The keyring answers (MemoryKeyring).")


@pytest.mark.parametrize(("fault", "level", "word"), [(missing(), "warn", "no keyring"), (locked(), "error", "locked")])
async def test_a_missing_keyring_is_a_warning_and_a_locked_one_an_error(tmp_path, fault, level, word):
    async with opened(tmp_path, keyring=FailingKeyring(fault)) as it:
        finding = await it.only(check_keyring)
    assert finding.level == level
    assert word in finding.sentence
    assert finding.advice


async def test_without_any_provider_the_demo_is_told(tmp_path):
    async with opened(tmp_path, environ={"OPENAI_BASE_URL": ""}) as it:
        finding = await it.only(check_keys)
    assert finding.level == "warn"
    assert "demo" in finding.sentence
    assert "keys set openai" in finding.advice
    assert finding.remedy == Remedy("key")


async def test_a_key_is_shown_to_its_provider(tmp_path):
    async with opened(tmp_path, environ=OPENAI) as it:
        finding = await it.only(check_keys)
        assert (it.double.calls[0].path, it.double.calls[0].headers["authorization"]) == ("/v1/models", f"Bearer {KEY}")
    assert finding.level == "ok"
    assert finding.sentence == "OpenAI takes the key from the environment (sk-…ghij) and offers 2 models."
    assert finding.subject == "OpenAI"


async def test_a_refused_key_is_an_error_with_its_place(tmp_path):
    async with opened(tmp_path, refusal(401, f"bad key {KEY}"), environ=OPENAI) as it:
        finding = await it.only(check_keys)
    assert (finding.level, finding.sentence) == ("error", "OpenAI refuses the key from the environment (sk-…ghij).")
    assert "keys set openai" in finding.advice
    assert finding.remedy == Remedy("new_key", "openai")


async def test_a_host_that_cannot_be_reached_is_told_in_words(tmp_path, unused_tcp_port):
    environ = {**OPENAI, "OPENAI_BASE_URL": f"http://127.0.0.1:{unused_tcp_port}/v1"}
    async with opened(tmp_path, environ=environ) as it:
        finding = await it.only(check_keys)
    assert finding.level == "error"
    assert "127.0.0.1 refused the connection" in finding.sentence


@pytest.mark.parametrize(
    ("status", "level"), [(403, "warn"), (429, "warn"), (404, "skipped"), (500, "error"), (402, "error")]
)
async def test_other_refusals_weigh_as_much_as_they_cost(tmp_path, status, level):
    async with opened(tmp_path, refusal(status), environ=OPENAI) as it:
        finding = await it.only(check_keys)
    assert finding.level == level
    assert "OpenAI" in finding.sentence


async def test_a_provider_nobody_uses_is_no_more_than_a_warning(tmp_path, unused_tcp_port):
    overrides = {
        "providers.team.base_url": f"http://127.0.0.1:{unused_tcp_port}/v1",
        "providers.groq.preset": "groq",
    }
    async with opened(tmp_path, environ=OPENAI, overrides=overrides) as it:
        found = {finding.subject: finding for finding in await it.found(check_keys)}
    assert {name: finding.level for name, finding in found.items()} == {"OpenAI": "ok", "team": "warn", "Groq": "warn"}
    assert found["Groq"].sentence == "There is no key for Groq."
    assert "keys set groq" in found["Groq"].advice
    assert (found["Groq"].remedy, found["team"].remedy) == (Remedy("key", "groq"), Remedy("provider", "team"))


async def test_a_missing_key_of_who_answers_is_an_error(tmp_path):
    async with opened(tmp_path, overrides={"routing.preferred_provider": "xai"}) as it:
        found = {finding.subject: finding for finding in await it.found(check_keys)}
    assert found["xAI"].level == "error"
    assert found["xAI"].sentence == "There is no key for xAI."


async def test_a_fallback_counts_as_used(tmp_path):
    overrides = {"routing.preferred_provider": "openai", "routing.fallbacks": ["xai/grok-4"]}
    async with opened(tmp_path, environ=OPENAI, overrides=overrides) as it:
        found = {finding.subject: finding.level for finding in await it.found(check_keys)}
    assert found == {"OpenAI": "ok", "xAI": "error"}


async def test_a_key_that_the_keyring_does_not_give_is_told(tmp_path):
    overrides = {"routing.preferred_provider": "openai"}
    async with opened(tmp_path, keyring=FailingKeyring(locked()), overrides=overrides) as it:
        finding = await it.only(check_keys)
    assert finding.level == "error"
    assert "cannot be read" in finding.sentence


async def test_a_server_without_a_key_only_has_to_answer(tmp_path):
    async with opened(tmp_path, MODELS, environ={"OPENAI_BASE_URL": ""}) as it:
        it.core.settings.update({"providers.local.base_url": f"{it.double.url}/v1"})
        finding = await it.only(check_keys)
        assert "authorization" not in it.double.calls[0].headers
    assert (finding.level, finding.sentence) == ("ok", "local answers and offers 2 models.")


async def test_no_key_is_in_any_finding(tmp_path):
    for answer in (MODELS, refusal(403, KEY), refusal(500, f"the key {KEY} broke")):
        async with opened(tmp_path, answer, environ=OPENAI) as it:
            assert "canary" not in repr(await it.found(check_keys))
