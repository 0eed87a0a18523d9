from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from loopback import Answer, Loopback, json_answer, loopback, sse

from desktop_proxy.environment import Environment
from desktop_proxy.protocol.continuity import thinking_signature
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider
from desktop_proxy.redaction import Secret
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.relay import RelayRequest, open_relay
from desktop_proxy.upstream.transport import Transport

KEY = "sk-ant-api03-0123456789abcdefghij"
MODEL = "claude-sonnet-5"
BODY = b'{ "model" :"claude-sonnet-5", "max_tokens": 5, "stream":true, "future_field": 1.0, "messages": [] }'
CLIENT_HEADERS = {
    "Host": "127.0.0.1:8082",
    "X-Api-Key": "client-token-0123456789",
    "Authorization": "Bearer client-token-0123456789",
    "Cookie": "a=b",
    "X-Forwarded-For": "10.0.0.1",
    "Content-Length": str(len(BODY)),
    "Accept-Encoding": "gzip, br",
    "Anthropic-Version": "2023-06-01",
    "anthropic-beta": "context-management-2025-06-27,effort-2025-11-24",
    "Content-Type": "application/json",
    "User-Agent": "claude-cli/2.1.197 (external, cli)",
    "x-stainless-timeout": "600",
    "x-app": "cli",
}
START: dict[str, Any] = {
    "type": "message_start",
    "message": {"id": "msg_1", "model": MODEL, "content": [], "usage": {"input_tokens": 3, "output_tokens": 1}},
}
DELTA = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}}
END = [
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 5}},
    {"type": "message_stop"},
]
STREAM = sse(START, {"type": "ping"}, DELTA, *END)
ERROR_BODY = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}, "request_id": "req_9"}


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with loopback() as double:
        double.answers = [Answer(STREAM)]
        yield double


@pytest.fixture
def limits() -> dict[str, Any]:
    return {}


@pytest.fixture
async def transport(tmp_path: Path, limits: dict[str, Any]) -> AsyncIterator[Transport]:
    settings = SettingsStore(tmp_path / "settings.json", Environment.read({}, tmp_path), limits)
    transport = Transport(settings, sweep_interval=0.05)
    await transport.start()
    yield transport
    await transport.close()


def endpoint(server: Loopback, key: str = KEY, path: str = "") -> Endpoint:
    row = provider("anthropic")
    assert row is not None
    return Endpoint(provider=row, name="anthropic", base_url=server.url + path, key=Secret(key))


async def relay(
    server: Loopback,
    transport: Transport,
    *,
    body: bytes = BODY,
    model: str = MODEL,
    target: Endpoint | None = None,
    exchange: Exchange | None = None,
    headers: Mapping[str, str] = CLIENT_HEADERS,
) -> tuple[int, dict[str, str], bytes]:
    request = RelayRequest("/v1/messages?beta=true", headers, body)
    async with open_relay(transport, target or endpoint(server), request, model, exchange or Exchange()) as reply:
        return reply.status, reply.headers, b"".join([chunk async for chunk in reply.chunks])


async def test_bytes_pass_unchanged_both_ways(server: Loopback, transport: Transport) -> None:
    status, headers, body = await relay(server, transport)
    assert server.calls[0].body == BODY
    assert server.calls[0].path == "/v1/messages?beta=true"
    assert (status, headers["content-type"], body) == (200, "text/event-stream", b"".join(STREAM))


async def test_events_cut_anywhere_pass_unchanged(server: Loopback, transport: Transport) -> None:
    whole = b"".join(STREAM)
    server.answers = [Answer([whole[at : at + 7] for at in range(0, len(whole), 7)])]
    assert (await relay(server, transport))[2] == whole


async def test_only_the_model_changes_when_another_was_chosen(server: Loopback, transport: Transport) -> None:
    await relay(server, transport, model="claude-haiku-4-5")
    assert server.calls[0].json() == orjson.loads(BODY) | {"model": "claude-haiku-4-5"}


async def test_thinking_of_another_model_stays_here_and_the_row_says_so(server: Loopback, transport: Transport) -> None:
    ours = {"type": "thinking", "thinking": "Hm.", "signature": thinking_signature("openai", {"items": []})}
    claudes = {"type": "thinking", "thinking": "So.", "signature": "EqQBCkYIBRgC"}
    text = {"type": "text", "text": "Hello"}
    asked = orjson.loads(BODY) | {"messages": [{"role": "assistant", "content": [ours, claudes, text]}]}
    exchange = Exchange()
    await relay(server, transport, body=orjson.dumps(asked), exchange=exchange)
    assert server.calls[0].json() == asked | {"messages": [{"role": "assistant", "content": [claudes, text]}]}
    assert [(note.field, note.action) for note in exchange.notes] == [("messages.content.thinking", "dropped")]


async def test_a_text_about_such_thinking_passes_unchanged(server: Loopback, transport: Transport) -> None:
    body = BODY.replace(b'"messages": []', b'"messages": [{"role": "user", "content": "dp1. is a prefix"}]')
    await relay(server, transport, body=body)
    assert server.calls[0].body == body


async def test_half_a_character_does_not_hide_the_model(server: Loopback, transport: Transport) -> None:
    body = BODY.replace(b'"messages": []', b'"messages": [{"role": "user", "content": "\\ud83d"}]')
    await relay(server, transport, body=body, model="claude-haiku-4-5")
    assert server.calls[0].json()["model"] == "claude-haiku-4-5"


async def test_the_clients_credentials_stay_here(server: Loopback, transport: Transport) -> None:
    await relay(server, transport)
    sent = server.calls[0].headers
    assert "client-token" not in str(sent)
    assert not {"cookie", "x-forwarded-for", "authorization"} & set(sent)
    assert sent["x-api-key"] == KEY
    assert sent["host"] == f"127.0.0.1:{server.port}"


async def test_the_clients_words_about_its_request_go_up(server: Loopback, transport: Transport) -> None:
    await relay(server, transport)
    sent = server.calls[0].headers
    assert sent["anthropic-beta"] == CLIENT_HEADERS["anthropic-beta"]
    assert sent["anthropic-version"] == "2023-06-01"
    assert sent["user-agent"] == CLIENT_HEADERS["User-Agent"]
    assert sent["x-stainless-timeout"] == "600"
    assert sent["accept-encoding"] == "identity"


async def test_a_version_is_added_where_the_client_gives_none(server: Loopback, transport: Transport) -> None:
    await relay(server, transport, headers={})
    assert server.calls[0].headers["anthropic-version"] == "2023-06-01"


async def test_an_oauth_token_goes_as_bearer_with_its_beta(server: Loopback, transport: Transport) -> None:
    token = "sk-ant-oat01-0123456789abcdef"
    await relay(server, transport, target=endpoint(server, token))
    sent = server.calls[0].headers
    assert sent["authorization"] == f"Bearer {token}"
    assert "x-api-key" not in sent
    assert sent["anthropic-beta"].split(",") == [*CLIENT_HEADERS["anthropic-beta"].split(","), "oauth-2025-04-20"]


async def test_a_base_url_may_end_in_v1(server: Loopback, transport: Transport) -> None:
    await relay(server, transport, target=endpoint(server, path="/v1"))
    assert server.calls[0].path == "/v1/messages?beta=true"


async def test_reply_headers_are_chosen(server: Loopback, transport: Transport) -> None:
    advice = {"request-id": "req_1", "anthropic-ratelimit-requests-remaining": "4", "retry-after": "3"}
    others = {"set-cookie": "a=b", "server": "cloudflare", "content-type": "text/event-stream"}
    server.answers = [Answer(STREAM, headers=advice | others)]
    exchange = Exchange()
    _, headers, _ = await relay(server, transport, exchange=exchange)
    assert headers == advice | {"content-type": "text/event-stream"}
    assert (exchange.status, exchange.provider_request_id) == (200, "req_1")


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 529])
async def test_an_anthropic_error_passes_unchanged(status: int, server: Loopback, transport: Transport) -> None:
    server.answers = [json_answer(ERROR_BODY, status, retry_after="7")]
    code, headers, body = await relay(server, transport)
    assert (code, headers["retry-after"], orjson.loads(body)) == (status, "7", ERROR_BODY)
    assert "x-should-retry" not in headers


async def test_a_refused_key_is_not_retried_by_the_client(server: Loopback, transport: Transport) -> None:
    server.answers = [
        json_answer({"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}}, 401)
    ]
    with pytest.raises(ApiError) as raised:
        await relay(server, transport)
    assert (raised.value.status, raised.value.should_retry) == (401, False)
    assert "x-api-key" not in raised.value.message


async def test_an_echoed_key_does_not_reach_the_client(server: Loopback, transport: Transport) -> None:
    echo = {"type": "error", "error": {"type": "permission_error", "message": f"bad key {KEY}"}}
    server.answers = [json_answer(echo, 403)]
    _, _, body = await relay(server, transport)
    assert KEY.encode() not in body
    assert orjson.loads(body)["error"]["type"] == "permission_error"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (Answer([b"<html>Bad gateway</html>"], 502, {"content-type": "text/html"}), 502),
        (json_answer({"detail": "Not Found"}, 404), 404),
        (json_answer({"error": {"message": "slow down"}}, 429), 429),
        (Answer((), 500), 500),
        (Answer([b"x" * 100_000] * 10, 400), 400),
        (Answer([b"<html>Portal</html>"], 200, {"content-type": "text/html"}), 502),
        (Answer((), 200), 502),
        (Answer((), 200, {"content-type": "application/json"}), 502),
        (Answer((), 307, {"location": "http://127.0.0.1:9/"}), 502),
        (Answer([b'{"type":"mess'], 200, {"content-type": "application/json"}, end="reset"), 502),
        (Answer(end="reset"), 502),
    ],
)
async def test_any_other_failure_is_an_error_of_ours(
    answer: Answer, status: int, server: Loopback, transport: Transport
) -> None:
    server.answers = [answer]
    with pytest.raises(ApiError) as caught:
        await relay(server, transport)
    assert caught.value.status == status
    assert len(orjson.dumps(caught.value.envelope())) < 4096
    assert "<html" not in caught.value.message


async def test_a_json_answer_passes_unchanged(server: Loopback, transport: Transport) -> None:
    raw = b'{ "id":"msg_1",  "type":"message", "usage":{"input_tokens":1} }'
    server.answers = [Answer([raw[:9], raw[9:]], headers={"content-type": "application/json"})]
    assert await relay(server, transport) == (200, {"content-type": "application/json"}, raw)


@pytest.mark.parametrize("end", ["clean", "cut", "reset"])
@pytest.mark.parametrize("broken", [b"", b'event: content_block_delta\ndata: {"type":"content_bl'])
async def test_a_broken_stream_ends_with_an_error_event(
    end: Any, broken: bytes, server: Loopback, transport: Transport
) -> None:
    sent = sse(START, DELTA)
    server.answers = [Answer([*sent, broken] if broken else sent, end=end)]
    _, _, body = await relay(server, transport)
    assert body.startswith(b"".join(sent))
    name, data = body.removeprefix(b"".join(sent)).strip().split(b"\n")
    assert name == b"event: error"
    assert orjson.loads(data.removeprefix(b"data: "))["error"]["type"] == "api_error"


async def test_an_error_event_of_the_provider_is_the_end(server: Loopback, transport: Transport) -> None:
    sent = sse(START, ERROR_BODY)
    server.answers = [Answer(sent, end="reset")]
    assert (await relay(server, transport))[2] == b"".join(sent)


@pytest.mark.parametrize("limits", [{"upstream.idle_timeout_s": 1}])
async def test_silence_ends_with_an_error_event(server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(sse(START, DELTA), end="hold")]
    _, _, body = await relay(server, transport)
    assert b'event: error\ndata: {"type":"error","error":{"type":"timeout_error"' in body
    await asyncio.wait_for(server.left.wait(), 2)


@pytest.mark.parametrize("limits", [{"upstream.first_event_timeout_s": 1}])
async def test_silence_before_the_first_byte_is_a_504(server: Loopback, transport: Transport) -> None:
    server.answers = [Answer((), end="hold")]
    with pytest.raises(ApiError) as caught:
        await relay(server, transport)
    assert caught.value.status == 504


async def test_leaving_closes_the_upstream(server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(sse(START, DELTA), end="hold")]
    request = RelayRequest("/v1/messages", {}, BODY)
    async with open_relay(transport, endpoint(server), request, MODEL, Exchange()) as reply:
        await anext(reply.chunks)
    await asyncio.wait_for(server.left.wait(), 2)


async def test_chunks_arrive_as_they_come(server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(sse(START, DELTA), end="hold")]
    request = RelayRequest("/v1/messages", {}, BODY)
    async with open_relay(transport, endpoint(server), request, MODEL, Exchange()) as reply:
        seen = b""
        while b"Hello" not in seen:
            seen += await asyncio.wait_for(anext(reply.chunks), 2)
