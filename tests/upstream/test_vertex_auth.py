"""Tokens from a service account whose key is thrown away and whose token service is on loopback."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import orjson
import pytest
from contracts.acompletion import service_account
from upstream.loopback import Answer, json_answer
from upstream.rig import GEMINI, Rig, rig, text_of

from desktop_proxy.protocol.errors import ApiError

MODEL = "vertex_ai/gemini-2.5-pro"
PATH = "/v1/projects/{}/locations/europe-west1/publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse"


def token(value: str = "ya29.token", expires_in: int = 3600) -> Answer:
    return json_answer({"access_token": value, "expires_in": expires_in, "token_type": "Bearer"})


def configure(it: Rig, tmp_path: Path, **settings: Any) -> None:
    file = tmp_path / "account.json"
    file.write_bytes(orjson.dumps(service_account(it.double)))
    values = {"base_url": f"{it.double.url}/v1", "location": "europe-west1", "credentials_file": str(file), **settings}
    it.settings.update({f"providers.vertex_ai.{name}": value for name, value in values.items()})


async def test_a_token_is_obtained_once_and_sent(tmp_path: Path) -> None:
    async with rig(tmp_path, token(), Answer(GEMINI)) as it:
        configure(it, tmp_path, project="own")
        for _ in range(2):
            assert text_of(await it.ask(MODEL)) == "Hello there"
        first, *calls = it.double.calls
        assert first.path == "/token"
        assert [call.path for call in calls] == [PATH.format("own")] * 2
        assert {call.headers["authorization"] for call in calls} == {"Bearer ya29.token"}


async def test_the_project_may_come_from_the_account(tmp_path: Path) -> None:
    async with rig(tmp_path, token(), Answer(GEMINI)) as it:
        configure(it, tmp_path)
        await it.ask(MODEL)
        assert it.double.calls[1].path == PATH.format("project")


async def test_many_at_once_obtain_one_token(tmp_path: Path) -> None:
    async with rig(tmp_path, token(), Answer(GEMINI)) as it:
        configure(it, tmp_path)
        await asyncio.gather(*(it.ask(MODEL) for _ in range(5)))
        assert [call.path for call in it.double.calls].count("/token") == 1


async def test_a_token_about_to_expire_or_refused_is_obtained_anew(tmp_path: Path) -> None:
    refused = json_answer({"error": {"code": 401, "message": "x", "status": "UNAUTHENTICATED"}}, 401)
    answers = [token("short", 60), Answer(GEMINI), token("refused"), refused, token("new"), Answer(GEMINI)]
    async with rig(tmp_path, *answers) as it:
        configure(it, tmp_path)
        await it.ask(MODEL)
        with pytest.raises(ApiError) as caught:
            await it.ask(MODEL)
        assert caught.value.status == 401
        await it.ask(MODEL)
        sent = [call.headers["authorization"] for call in it.double.calls if call.path != "/token"]
        assert sent == ["Bearer short", "Bearer refused", "Bearer new"]


async def test_refused_credentials_are_a_401_that_says_what_to_do(tmp_path: Path) -> None:
    async with rig(tmp_path, json_answer({"error": "invalid_grant"}, 400)) as it:
        configure(it, tmp_path)
        with pytest.raises(ApiError, match="gcloud auth") as caught:
            await it.ask(MODEL)
        assert (caught.value.status, caught.value.should_retry) == (401, False)


@pytest.mark.parametrize("content", [None, b"nonsense", b"{}", b'{"type": "service_account"}'])
async def test_a_file_that_is_none_is_a_401_that_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    async with rig(tmp_path, token()) as it:
        configure(it, tmp_path)
        file = tmp_path / "account.json"
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
        with pytest.raises(ApiError, match="GOOGLE_APPLICATION_CREDENTIALS") as caught:
            await it.ask(MODEL)
        assert caught.value.status == 401
