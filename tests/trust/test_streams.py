"""R1-R3, R5, R7, R8, R14: no silent end, true statuses, cancelled upstreams, and memory for slow readers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fakes import FakeUpstream, Step, ending, eventually, message_body, running_proxy, stall, text_batches
from wire import Wire, ask, parse_events

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import Event

from .measuring import linux_only, rss_bytes

MIB = 1024 * 1024
HELLO = text_batches("Hello")[0]


def error_event() -> list[Event]:
    return [{"type": "error", "error": {"type": "api_error", "message": "Broken off."}}]


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "json"])
@pytest.mark.parametrize(
    "script",
    [
        [HELLO, ApiError(502, "Broken off.")],
        [HELLO, error_event()],
        [HELLO],
        [error_event()],
        [ApiError(502, "Nothing came.")],
        [HELLO, ConnectionResetError("ours")],
    ],
    ids=["raised", "frame", "clean end", "frame first", "at once", "reset"],
)
async def test_a_failure_is_never_a_silent_end(tmp_path: Path, script: list[Step], stream: bool) -> None:
    async with running_proxy(tmp_path, FakeUpstream(*script)) as proxy:
        started = time.monotonic()
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=stream))
        assert time.monotonic() - started < 5
        assert b"message_stop" not in answer.body
        if answer.status == 200:
            assert stream
            assert answer.events()[-1]["type"] == "error"
        else:
            assert answer.status >= 500
            assert answer.error["type"] in ("api_error", "overloaded_error")


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "json"])
@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529])
async def test_a_refusal_keeps_its_status_and_advice(tmp_path: Path, status: int, stream: bool) -> None:
    async with running_proxy(tmp_path, FakeUpstream(ApiError(status, "Refused.", retry_after=3))) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=stream))
        assert (answer.status, answer.headers["retry-after"]) == (status, "3")
        assert answer.error["message"] == "Refused."


@pytest.mark.parametrize(
    ("script", "stream", "head_comes"),
    [
        ([stall()], True, False),
        ([stall()], False, False),
        ([HELLO, stall()], True, True),
        ([HELLO, stall()], False, False),
    ],
    ids=["before headers", "json", "mid-stream", "json begun"],
)
async def test_the_upstream_ends_when_the_client_leaves(
    tmp_path: Path, script: list[Step], stream: bool, head_comes: bool
) -> None:
    async with running_proxy(tmp_path, FakeUpstream(*script)) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=stream))
        await proxy.upstream.begun.wait()
        if head_comes:
            await wire.head()
        await wire.leave()
        await eventually(lambda: proxy.upstream.open == 0, 2)
        assert (await proxy.row()).state == "cancelled"


@pytest.mark.parametrize("orderly", [True, False], ids=["FIN", "RST"])
async def test_the_upstream_ends_when_a_pinged_client_leaves(tmp_path: Path, orderly: bool) -> None:
    async with running_proxy(tmp_path, FakeUpstream(stall()), server__ping_interval_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await wire.head()
        if orderly:
            wire.writer.close()
        else:
            await wire.leave()
        await eventually(lambda: proxy.upstream.open == 0, 2)
        await wire.leave()


async def test_one_client_s_refusals_do_not_touch_another(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        good = proxy.upstream.script
        for _ in range(50):
            proxy.upstream.script = [ApiError(401, "Wrong key.")]
            assert (await ask(proxy.port, "POST", "/v1/messages", message_body())).status == 401
            proxy.upstream.script = good
            assert (await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))).status == 200


@linux_only
async def test_a_client_that_sleeps_holds_the_upstream_back(tmp_path: Path) -> None:
    taken = 0

    async def flood() -> AsyncIterator[list[Event]]:
        nonlocal taken
        yield HELLO[:1]
        for number in range(800):
            text = f"{number:05d}".ljust(64 * 1024, "x")
            yield [{"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}]
            taken += len(text)
            await asyncio.sleep(0)
        yield ending()

    async with running_proxy(tmp_path, FakeUpstream(chunk_source=flood)) as proxy:
        before = rss_bytes()
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await wire.head()
        wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
        for _ in range(10):
            started = time.monotonic()
            assert (await ask(proxy.port, "GET", "/v1/models")).status == 200
            assert time.monotonic() - started < 2
            await asyncio.sleep(0.1)
        assert taken <= 24 * MIB
        assert rss_bytes() - before < 80 * MIB
        wire.writer.transport.resume_reading()  # type: ignore[attr-defined]
        texts = []
        async for piece in wire.chunks():
            texts += [event["delta"]["text"][:5] for event in parse_events(piece) if "text" in event.get("delta", {})]
        assert texts == [f"{number:05d}" for number in range(800)]
        await wire.leave()


@linux_only
async def test_memory_stays_flat_over_rounds_of_aborted_streams(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(*text_batches(*["word "] * 20))) as proxy:

        async def rounds(count: int) -> None:
            for number in range(count):
                wire = await Wire.connect(proxy.port)
                wire.request("POST", "/v1/messages", message_body(stream=True))
                await wire.head()
                if number % 3:
                    async for _ in wire.chunks():
                        pass
                await wire.leave()

        await rounds(150)
        before = rss_bytes()
        await rounds(600)
        assert rss_bytes() - before < 15 * MIB
        await eventually(lambda: proxy.upstream.open == 0)
        assert not proxy.server._app.active
        assert not proxy.server._streams._streams


async def test_200_streams_at_once_all_end_well(tmp_path: Path) -> None:
    async def paced() -> AsyncIterator[list[Event]]:
        yield HELLO
        for _ in range(10):
            await asyncio.sleep(0.05)
            yield HELLO[1:]
        yield ending()

    async with running_proxy(tmp_path, FakeUpstream(chunk_source=paced)) as proxy:
        answers = await asyncio.gather(
            *(ask(proxy.port, "POST", "/v1/messages", message_body(stream=True)) for _ in range(200))
        )
        assert [answer.events()[-1]["type"] for answer in answers] == ["message_stop"] * 200


async def test_stopping_cuts_no_stream_silently(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(HELLO, stall()), grace_s=0.3) as proxy:
        wires = [await Wire.connect(proxy.port) for _ in range(20)]
        heads = []
        for wire in wires:
            wire.request("POST", "/v1/messages", message_body(stream=True))
            heads.append((await wire.head())[1])
        started = time.monotonic()
        await proxy.server.stop()
        assert time.monotonic() - started <= 15
        for wire, headers in zip(wires, heads, strict=True):
            last = parse_events(await wire.rest(headers))[-1]
            assert last["error"]["type"] == "overloaded_error"
            await wire.leave()
