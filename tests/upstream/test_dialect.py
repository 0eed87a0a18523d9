from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from upstream.rig import KEY, endpoint, loaded

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.vertex_auth import VertexAccess, VertexTokens


class Tokens(VertexTokens):
    def __init__(self, project: str | None) -> None:
        super().__init__()
        self.access_ = VertexAccess("ya29.token", project, 0)

    async def access(self, endpoint: Any) -> VertexAccess:
        return self.access_


BODY: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}


async def test_vertex_takes_the_project_of_its_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaded().dialect, "tokens", Tokens("theirs"))
    call, _ = await loaded().dialect.request("gemini", endpoint("vertex_ai"), "gemini-2.5-pro", BODY)
    assert "/projects/theirs/" in call.url
    own = replace(endpoint("vertex_ai"), project="own")
    call, _ = await loaded().dialect.request("gemini", own, "gemini-2.5-pro", BODY)
    assert "/projects/own/" in call.url


async def test_vertex_without_a_project_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaded().dialect, "tokens", Tokens(None))
    with pytest.raises(ApiError, match="VERTEX_PROJECT_ID") as caught:
        await loaded().dialect.request("gemini", endpoint("vertex_ai"), "gemini-2.5-pro", BODY)
    assert caught.value.should_retry is False


@pytest.mark.parametrize("wire", ["chat", "gemini", "responses"])
def test_what_litellm_stumbles_over_is_a_sentence_without_its_words(wire: Any) -> None:
    secret = {"messages": [{"role": KEY}], "input": [KEY], "model": "m"}
    name = "gemini" if wire == "gemini" else "openai"
    with pytest.raises(ApiError) as caught:
        loaded().dialect.prepared(wire, endpoint(name), "m", {**secret, "temperature": object()})
    assert caught.value.status in (400, 500)
    assert KEY not in caught.value.message
    assert caught.value.message.endswith(".")
