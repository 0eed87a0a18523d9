"""Relayed answers: the provider's bytes, with what the server adds."""

from __future__ import annotations

import asyncio
from pathlib import Path

import orjson
from fakes import FakeUpstream, eventually, message_body, running_proxy, stall
from wire import Wire, ask, parse_events

START = (
    b'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_upstream","model":"claude-sonnet-5",'
    b'"usage":{"input_tokens":9,"output_tokens":1}}}\n\n'
)
DELTA = (
    b'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta",'
    b'"text":"Hi"}}\n\n'
)
END = (
    b'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"},'
    b'"usage":{"output_tokens":4}}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n'
)
SSE = {"content-type": "text/event-stream; charset=utf-8", "anthropic-ratelimit-requests-limit": "50"}


def relaying(status: int, headers: dict[str, str], *chunks: bytes | Exception | asyncio.Event) -> FakeUpstream:
    upstream = FakeUpstream()
    upstream.relayed = (status, headers, chunks)
    return upstream


async def test_a_stream_is_passed_byte_for_byte_and_recorded(tmp_path: Path) -> None:
    upstream = relaying(200, SSE, START, DELTA, END)
    async with running_proxy(tmp_path, upstream) as proxy:
        body = message_body(stream=True, beta_field_nobody_knows={"a": 1})
        answer = await ask(proxy.port, "POST", "/v1/messages?beta=true", body, {"anthropic-beta": "x"})
        assert answer.body == START + DELTA + END
        assert answer.headers["anthropic-ratelimit-requests-limit"] == "50"
        (asked,) = upstream.relay_asked
        assert (asked.path_query, asked.body) == ("/v1/messages?beta=true", body)
        assert asked.headers["anthropic-beta"] == "x"
        row = await proxy.row()
        assert (row.state, row.status, row.stop_reason) == ("done", 200, "end_turn")
        assert (row.input_tokens, row.output_tokens) == (9, 4)
        assert row.first_token_ms is not None


async def test_a_whole_answer_is_passed_with_its_bytes(tmp_path: Path) -> None:
    whole = orjson.dumps(
        {"type": "message", "usage": {"input_tokens": 3, "output_tokens": 2}, "stop_reason": "end_turn"}
    )
    async with running_proxy(tmp_path, relaying(200, {"content-type": "application/json"}, whole)) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body())
        assert (answer.status, answer.body) == (200, whole)
        assert (await proxy.row()).output_tokens == 2


async def test_a_refusal_keeps_status_body_and_advice(tmp_path: Path) -> None:
    refusal = b'{"type":"error","error":{"type":"rate_limit_error","message":"Slow down."}}'
    headers = {"content-type": "application/json", "retry-after": "3", "request-id": "req_theirs"}
    async with running_proxy(tmp_path, relaying(429, headers, refusal)) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))
        assert (answer.status, answer.body, answer.headers["retry-after"]) == (429, refusal, "3")
        row = await proxy.row()
        assert (row.state, row.status, row.error) == ("error", 429, "Slow down.")
        assert answer.headers["request-id"] == row.id


async def test_silence_before_the_first_byte_is_bridged(tmp_path: Path) -> None:
    wait = asyncio.Event()
    upstream = relaying(200, SSE, wait, START, DELTA, END)
    async with running_proxy(tmp_path, upstream, server__ping_interval_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        _, headers = await wire.head()
        wait.set()
        kinds = [event["type"] for event in parse_events(await wire.rest(headers))]
        assert kinds[0] == "ping"
        assert [kind for kind in kinds if kind != "ping"] == [
            "message_start",
            "content_block_delta",
            "message_delta",
            "message_stop",
        ]
        await wire.leave()


async def test_a_refusal_after_a_ping_is_an_error_event(tmp_path: Path) -> None:
    wait = asyncio.Event()
    refusal = b'{"type":"error","error":{"type":"overloaded_error","message":"Busy."}}'
    upstream = relaying(529, {"content-type": "application/json"}, wait, refusal)
    async with running_proxy(tmp_path, upstream, server__ping_interval_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        _, headers = await wire.head()
        wait.set()
        last = parse_events(await wire.rest(headers))[-1]
        assert last["error"] == {"type": "overloaded_error", "message": "Busy."}
        await wire.leave()


async def test_no_ping_cuts_an_event_in_two(tmp_path: Path) -> None:
    wait = asyncio.Event()
    upstream = relaying(200, SSE, START, DELTA[:30], wait, DELTA[30:], END)
    async with running_proxy(tmp_path, upstream, server__ping_interval_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        _, headers = await wire.head()
        # Longer than several pings would take.
        asyncio.get_running_loop().call_later(0.4, wait.set)
        assert await wire.rest(headers) == START + DELTA + END
        await wire.leave()


async def test_silence_after_events_with_windows_line_ends_is_bridged(tmp_path: Path) -> None:
    wait = asyncio.Event()
    start, end = START.replace(b"\n", b"\r\n"), END.replace(b"\n", b"\r\n")
    async with running_proxy(tmp_path, relaying(200, SSE, start, wait, end), server__ping_interval_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await wire.head()
        received = b""
        async for piece in wire.chunks():
            received += piece
            if b"event: ping" in piece:
                wait.set()
        assert received.startswith(start + b"event: ping\n")
        assert received.endswith(end)
        await wire.leave()


async def test_a_client_that_leaves_ends_the_relay(tmp_path: Path) -> None:
    upstream = relaying(200, SSE, START, stall())
    async with running_proxy(tmp_path, upstream) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await wire.head()
        await wire.leave()
        await eventually(lambda: upstream.open == 0, 2)
        assert (await proxy.row()).state == "cancelled"
