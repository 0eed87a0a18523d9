from __future__ import annotations

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.ui.providers.fetching import fetch_models
from desktop_proxy.ui.providers.parts import Parts
from tests.ui.providers.hands import OPENAI_KEY


async def test_what_the_provider_offers_is_kept(parts: Parts, monkeypatch):
    async def listed(name: str) -> list[str]:
        return ["b", "a"]

    monkeypatch.setattr(parts.core.upstream, "list_models", listed)
    assert await fetch_models(parts, "openai") is None
    assert parts.fetched.models("openai") == ("b", "a")


async def test_a_failure_is_a_sentence_without_secrets_and_keeps_the_old_list(parts: Parts, monkeypatch):
    parts.fetched.keep("openai", ["old"])
    parts.core.redactor.add(OPENAI_KEY)

    async def refuse(name: str) -> list[str]:
        raise ApiError(401, f"OpenAI refused {OPENAI_KEY}.")

    monkeypatch.setattr(parts.core.upstream, "list_models", refuse)
    assert await fetch_models(parts, "openai") == "OpenAI refused [redacted]."
    assert parts.fetched.models("openai") == ("old",)
