"""Five thousand mutated requests through the whole core: bad input is the client's 4xx, in the API's own shape."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import orjson
import pytest

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from trust.any_provider import any_provider
from trust.mutations import mutated

REQUESTS = 5000
SLICES = 5
TOKEN = "fuzz-token-0123456789abcdef01234567"
ENDPOINTS = ("/v1/messages", "/v1/messages", "/v1/messages?beta=true", "/v1/messages/count_tokens")
MODELS = {
    "openai": ("gpt-4.1", "gpt-5.1"),
    "gemini": ("gemini-2.5-pro", "gemini-3-pro-preview"),
    "xai": ("grok-4", "grok-3-mini"),
}
LEAKS = (b"Traceback", b"desktop_proxy/", b"site-packages", b"litellm", b".py", b"<html", b"sk-fuzz")


@pytest.fixture
async def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Core]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    async with any_provider() as base:
        environ = {
            "DESKTOP_PROXY_HOME": str(tmp_path),
            "DESKTOP_PROXY_TOKEN": TOKEN,
            "OPENAI_API_KEY": "sk-fuzz-0123456789abcdef",
            "OPENAI_BASE_URL": f"{base}/v1",
            "GEMINI_API_KEY": "AIzaFuzz0123456789abcdef",
            "GEMINI_BASE_URL": f"{base}/v1beta",
            "XAI_API_KEY": "xai-fuzz-0123456789abcdef",
            "XAI_BASE_URL": f"{base}/v1",
        }
        core = Core(Paths.find(environ), environ, tmp_path, {"server.port": 0})
        await core.start()
        yield core
        await core.close()


@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.timeout(300)
async def test_no_mutated_request_gets_a_5xx_a_hang_or_a_foreign_error_body(core: Core, part: int) -> None:
    timeout = aiohttp.ClientTimeout(total=20)
    served = 0
    async with aiohttp.ClientSession(core.url, timeout=timeout, headers={"x-api-key": TOKEN}) as client:
        for number in range(part, REQUESTS, SLICES):
            _choose_models(core, number)
            path = ENDPOINTS[number % len(ENDPOINTS)]
            body = mutated(number)
            async with client.post(path, data=body, headers={"content-type": "application/json"}) as reply:
                answer = await reply.read()
            served += reply.status == 200
            _check(number, reply.status, answer)
    assert served > REQUESTS / SLICES / 10, "the mutations hardly ever reach the translation"


def _choose_models(core: Core, number: int) -> None:
    if number % 50 < SLICES:
        provider = tuple(MODELS)[(number // 50) % len(MODELS)]
        big = MODELS[provider][(number // 150) % 2]
        core.settings.update(
            {"routing.preferred_provider": provider, "routing.big_model": big, "routing.small_model": big}
        )


def _check(number: int, status: int, answer: bytes) -> None:
    where = f"mutation {number}: {status} {answer[:600]!r}"
    assert status < 500, where
    if status == 200:
        assert b'"type":"error"' not in answer, where
        return
    assert len(answer) <= 4096, where
    body = orjson.loads(answer)
    assert body["type"] == "error" and isinstance(body["error"]["message"], str), where
    assert not any(leak in answer for leak in LEAKS), where
