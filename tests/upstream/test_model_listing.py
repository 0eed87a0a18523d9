from __future__ import annotations

from pathlib import Path

import pytest
from upstream.loopback import Answer, json_answer
from upstream.rig import KEY, rig

from desktop_proxy.protocol.errors import ApiError

OPENAI = json_answer({"object": "list", "data": [{"id": "gpt-b"}, {"id": "gpt-a"}]})
GOOGLE = json_answer(
    {
        "models": [
            {"name": "models/gemini-x", "supportedGenerationMethods": ["generateContent", "countTokens"]},
            {"name": "models/embedding-x", "supportedGenerationMethods": ["embedContent"]},
        ]
    }
)
LISTS = [
    ("openai", OPENAI, "/v1/models", "authorization", f"Bearer {KEY}", ["gpt-a", "gpt-b"]),
    ("xai", OPENAI, "/v1/models", "authorization", f"Bearer {KEY}", ["gpt-a", "gpt-b"]),
    ("anthropic", OPENAI, "/v1/models?limit=1000", "x-api-key", KEY, ["gpt-a", "gpt-b"]),
    ("gemini", GOOGLE, "/v1beta/models?pageSize=1000", "x-goog-api-key", KEY, ["gemini-x"]),
]


@pytest.mark.parametrize(
    ("name", "answer", "path", "header", "value", "models"), LISTS, ids=lambda value: str(value)[:12]
)
async def test_a_provider_is_asked_for_its_models(
    tmp_path: Path, name: str, answer: Answer, path: str, header: str, value: str, models: list[str]
) -> None:
    async with rig(tmp_path, answer) as it:
        assert await it.upstream.list_models(name) == models
        call = it.double.calls[0]
        assert (call.method, call.path, call.headers[header]) == ("GET", path, value)


async def test_the_demo_has_its_own(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        assert await it.upstream.list_models("demo") == ["desktop-proxy"]


async def test_a_refused_key_is_a_401(tmp_path: Path) -> None:
    async with rig(tmp_path, json_answer({"error": {"message": "bad key"}}, 401)) as it:
        with pytest.raises(ApiError) as caught:
            await it.upstream.list_models("openai")
        assert caught.value.status == 401


@pytest.mark.parametrize(
    "answer", [Answer([b"<html>"]), json_answer([]), json_answer({"data": 3}), json_answer({"data": [3]})]
)
async def test_what_is_no_list_is_said_so(tmp_path: Path, answer: Answer) -> None:
    async with rig(tmp_path, answer) as it:
        with pytest.raises(ApiError, match="list of models") as caught:
            await it.upstream.list_models("openai")
        assert caught.value.status == 502


async def test_where_there_is_no_list_the_name_must_be_typed(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        with pytest.raises(ApiError, match="type the model's name"):
            await it.upstream.list_models("sagemaker")
