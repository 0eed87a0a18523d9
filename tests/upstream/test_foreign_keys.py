"""Each key goes to its own provider alone, whatever LiteLLM finds in the environment."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from upstream.rig import loaded

from desktop_proxy.environment import Environment
from desktop_proxy.litellm_prefixes import LITELLM_PREFIXES
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.profile import Translation
from desktop_proxy.providers import PROVIDERS, Provider
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.completion import stream_completion
from desktop_proxy.upstream.connection_errors import ConnectError
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.transport import ProviderRequest, Reply, Transport

OWNERS = tuple(dict.fromkeys(row.key_variables[0] for row in PROVIDERS if row.key_variables))


class NoNetwork(Transport):
    """Sends nothing and keeps what would have been sent."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__(settings)
        self.sent: list[ProviderRequest] = []

    @asynccontextmanager
    async def send(self, request: ProviderRequest, label: str) -> AsyncGenerator[Reply]:
        self.sent.append(request)
        raise ConnectError(502, "Nothing is sent in this test.", transient=False)
        yield


def openai_shaped() -> list[str]:
    """The prefixes LiteLLM serves with the HTTP client it is given: the others bring their own, with their own keys."""
    loaded()
    import litellm

    registry: Any = litellm.llms.openai_like.json_loader.JSONProviderRegistry
    named = {*litellm.openai_compatible_providers, "custom_openai"}
    return sorted(prefix for prefix in LITELLM_PREFIXES if prefix in named or registry.exists(prefix))


async def test_a_provider_without_a_key_never_gets_another_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prefixes = openai_shaped()
    assert len(prefixes) > 50
    for variable in OWNERS:
        monkeypatch.setenv(variable, f"canary-{variable}")
    transport = NoNetwork(SettingsStore(tmp_path / "settings.json", Environment()))
    found = {}
    for prefix in prefixes:
        transport.sent.clear()
        row = Provider(name=prefix, label=prefix, prefix=prefix, way="completion", key_required=False)
        body = Translation({"model": "some-model", "messages": [{"role": "user", "content": "Hi"}]})
        with pytest.raises(ApiError):
            async for _ in stream_completion(Endpoint(row, prefix), body, StreamOptions(), Exchange(), transport):
                pass
        own = {f"canary-{variable}" for variable in OWNERS if variable.startswith(prefix.upper().replace("-", "_"))}
        for request in transport.sent:
            said = f"{request.url} {dict(request.headers)} {request.body!r}"
            foreign = [one for one in (f"canary-{variable}" for variable in OWNERS) if one in said and one not in own]
            found.update(
                {prefix: (request.url, dict(request.headers), foreign)}
                if foreign or "//api.openai.com" in request.url
                else {}
            )
    assert found == {}
