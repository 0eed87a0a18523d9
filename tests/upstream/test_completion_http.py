from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from loopback import Answer, Loopback, json_answer, loopback, sse

from desktop_proxy.environment import Environment
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.completion_http import CompletionHttp
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.transport import Transport


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with loopback() as double:
        yield double


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[CompletionHttp]:
    transport = Transport(SettingsStore(tmp_path / "settings.json", Environment.read({}, tmp_path)))
    await transport.start()
    http = CompletionHttp(transport, "Label", Exchange())
    yield http
    await http.close()
    await transport.close()


async def post(http: CompletionHttp, url: str) -> httpx.Response:
    client = httpx.AsyncClient(transport=http)
    return await client.post(url, json={"a": 1}, headers={"authorization": "Bearer k"})


async def test_an_answer_passes_with_its_headers(http: CompletionHttp, server: Loopback) -> None:
    server.answers = [json_answer({"ok": True}, x_limit="3")]
    response = await post(http, server.url)
    assert (response.status_code, response.json(), response.headers["x-limit"]) == (200, {"ok": True}, "3")
    assert server.calls[0].headers["authorization"] == "Bearer k"
    assert server.calls[0].json() == {"a": 1}
    assert http.used
    assert http.failure() is None


async def test_litellm_gets_no_error_body_and_we_keep_it(http: CompletionHttp, server: Loopback) -> None:
    server.answers = [json_answer({"error": {"message": "the reason " + "x" * 100_000}}, 400)]
    response = await post(http, server.url)
    assert response.status_code == 400
    assert len(response.content) < 100
    failure = http.failure()
    assert failure is not None and failure.status == 400


async def test_the_url_is_kept_without_a_key_in_its_query(server: Loopback, tmp_path: Path) -> None:
    server.answers = [json_answer({})]
    exchange = Exchange()
    transport = Transport(SettingsStore(tmp_path / "settings.json", Environment.read({}, tmp_path)))
    await transport.start()
    await post(CompletionHttp(transport, "Label", exchange), f"{server.url}/v1?key=secret&api-version=3")
    await transport.close()
    assert exchange.sent_url == f"{server.url}/v1?api-version=3"


@pytest.mark.parametrize(
    ("events", "missing"),
    [
        (sse({"choices": [{"finish_reason": None}]}, "[DONE]"), True),
        (sse({"choices": [{"finish_reason": "stop"}]}, "[DONE]"), False),
        ([b'data: {"finish_rea', b'son" : "stop"}\n\ndata: [DONE]\n\n'], False),
        (sse({"type": "message_stop"}), False),
    ],
)
async def test_a_done_without_a_finish_reason_is_noticed(
    events: list[bytes], missing: bool, http: CompletionHttp, server: Loopback
) -> None:
    server.answers = [Answer(events)]
    await post(http, server.url)
    assert http.finish_missing is missing


async def test_the_last_error_object_of_a_stream_is_kept(http: CompletionHttp, server: Loopback) -> None:
    server.answers = [Answer(sse({"error": None}, {"error": {"message": "out of memory", "code": 500}}, "[DONE]"))]
    await post(http, server.url)
    failure = http.failure()
    assert failure is not None and "out of memory" in failure.message


async def test_a_broken_connection_is_kept(http: CompletionHttp, server: Loopback) -> None:
    server.answers = [Answer(sse({"a": 1}), end="reset")]
    with pytest.raises(ApiError):
        await post(http, server.url)
    failure = http.failure()
    assert failure is not None and failure.status == 502


async def test_what_has_no_address_is_not_sent_to_openai(http: CompletionHttp) -> None:
    with pytest.raises(ApiError, match="Label has no address") as caught:
        await post(http, "https://api.openai.com/v1/chat/completions")
    assert caught.value.status == 404
