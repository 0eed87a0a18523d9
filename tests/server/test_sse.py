"""Streams on the wire: order, silence, faults, and one write for each batch."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest
from fakes import FakeUpstream, ending, message_body, running_proxy, stall, text_batches
from wire import Wire, ask, parse_events

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server.sse import encode

FAST = {"server__ping_interval_s": 0.1}


def test_events_are_encoded_by_name_and_data() -> None:
    assert encode([{"type": "ping"}, {"type": "message_stop"}]) == (
        b'event: ping\ndata: {"type":"ping"}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n'
    )


async def test_head_and_first_batch_leave_together_and_each_batch_is_one_piece(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(*text_batches("a", "b"))) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await wire.head()
        pieces = [parse_events(piece) async for piece in wire.chunks()]
        assert [[event["type"] for event in piece] for piece in pieces] == [
            ["message_start", "content_block_start", "content_block_delta"],
            ["content_block_delta"],
            ["content_block_stop", "message_delta", "message_stop"],
        ]
        await wire.leave()


async def test_the_connection_serves_the_next_request_after_a_stream(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        for _ in range(3):
            wire.request("POST", "/v1/messages", message_body(stream=True))
            assert (await wire.answer()).events()[-1]["type"] == "message_stop"
        await wire.leave()


async def test_a_silent_provider_is_bridged_by_pings_from_before_the_first_event(tmp_path: Path) -> None:
    first, middle = asyncio.Event(), asyncio.Event()
    start, *rest = text_batches("Hello")
    upstream = FakeUpstream(first, start, middle, *rest)
    async with running_proxy(tmp_path, upstream, **FAST) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        status, _ = await wire.head()
        seen: list[str] = []
        async for piece in wire.chunks():
            seen += [event["type"] for event in parse_events(piece)]
            if seen.count("ping") == 2:
                first.set()
            if seen.count("ping") == 4:
                middle.set()
        assert status == 200
        assert seen[:3] == ["message_start", "ping", "ping"]
        assert seen[-1] == "message_stop"
        assert seen.count("ping") >= 4
        assert [kind for kind in seen if kind != "ping"] == [
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop",
        ]
        await wire.leave()


async def test_pings_keep_their_interval(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(stall()), server__ping_interval_s=0.3) as proxy:
        wire = await Wire.connect(proxy.port)
        clock = asyncio.get_running_loop().time
        times = [clock()]
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await wire.head()
        async for _ in wire.chunks():
            times.append(clock())
            if len(times) == 6:
                break
        gaps = [after - before for before, after in itertools.pairwise(times)]
        assert max(gaps) <= 0.45
        assert min(gaps) >= 0.15
        await wire.leave()


async def test_pings_do_not_pile_up_before_a_client_that_reads_nothing_and_others_get_theirs(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(text_batches("Hi")[0], stall()), **FAST) as proxy:
        deaf, other = await Wire.connect(proxy.port), await Wire.connect(proxy.port)
        deaf.request("POST", "/v1/messages", message_body(stream=True))
        await deaf.head()
        deaf.writer.transport.pause_reading()  # type: ignore[attr-defined]
        (asked,) = proxy.server._app.active.values()
        assert asked.transport is not None
        asked.transport.write(b"x" * 30_000_000)
        other.request("POST", "/v1/messages", message_body(stream=True))
        await other.head()
        pings, unread = 0, 0
        async for piece in other.chunks():
            pings += [event["type"] for event in parse_events(piece)].count("ping")
            if pings == 3:
                unread = asked.transport.get_write_buffer_size()
            if pings == 6:
                break
        assert unread > 0
        assert asked.transport.get_write_buffer_size() == unread
        await deaf.leave()
        await other.leave()


async def test_a_refusal_after_a_ping_is_an_error_event(tmp_path: Path) -> None:
    wait = asyncio.Event()
    async with running_proxy(tmp_path, FakeUpstream(wait, ApiError(429, "Slow down.")), **FAST) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        status, headers = await wire.head()
        wait.set()
        events = parse_events(await wire.rest(headers))
        assert status == 200
        assert events[0]["type"] == "message_start"
        assert events[-1]["error"] == {"type": "rate_limit_error", "message": "Slow down."}
        assert (await proxy.row()).state == "error"
        await wire.leave()


@pytest.mark.parametrize(
    "fault",
    [ApiError(502, "The provider broke off."), RuntimeError("ours"), None],
    ids=["provider", "our own", "no end"],
)
async def test_a_broken_stream_ends_with_an_error_and_never_with_message_stop(
    tmp_path: Path, fault: Exception | None
) -> None:
    script = [text_batches("Hello")[0], *([fault] if fault else [])]
    async with running_proxy(tmp_path, FakeUpstream(*script)) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))
        kinds = [event["type"] for event in answer.events()]
        assert kinds == ["message_start", "content_block_start", "content_block_delta", "error"]
        assert answer.events()[-1]["error"]["type"] == "api_error"
        row = await proxy.row()
        assert (row.state, row.status) == ("error", 200)
        assert row.error


async def test_an_empty_stream_is_an_http_error(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        proxy.upstream.script = []
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))
        assert (answer.status, answer.error["type"]) == (502, "api_error")


async def test_an_error_event_of_the_upstream_is_the_last(tmp_path: Path) -> None:
    failure = {"type": "error", "error": {"type": "overloaded_error", "message": "Busy."}}
    async with running_proxy(tmp_path, FakeUpstream(text_batches("Hello")[0], [failure])) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))
        assert answer.events()[-1] == failure
        assert [event["type"] for event in answer.events()].count("error") == 1


async def test_a_fault_after_the_end_changes_nothing_for_the_client(tmp_path: Path) -> None:
    upstream = FakeUpstream(text_batches("Hello")[0], ending(), ApiError(502, "Too late."))
    async with running_proxy(tmp_path, upstream) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))
        assert answer.events()[-1]["type"] == "message_stop"
