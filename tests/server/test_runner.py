"""The server's life: states, a taken port, a new port, and how it ends."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fakes import FakeUpstream, Proxy, eventually, message_body, running_proxy, stall, text_batches
from wire import Wire, ask, parse_events

from desktop_proxy.server import runner
from desktop_proxy.server.runner import Failed, Running, Starting, Stopped


async def test_states_are_announced_in_order(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        states = []
        proxy.server.state_changed.connect(states.append)
        await proxy.server.stop()
        await proxy.server.start()
        assert [type(state) for state in states] == [Stopped, Starting, Running]
        assert (await ask(proxy.port, "GET", "/health")).status == 200


async def test_starting_and_stopping_twice_is_harmless(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        url = proxy.url
        await proxy.server.start()
        assert proxy.url == url
        await proxy.server.stop()
        await proxy.server.stop()
        assert proxy.server.state == Stopped()


async def test_a_taken_port_is_a_sentence_and_is_tried_again(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(runner, "RETRY_BIND_S", 0.1)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        async with running_proxy(tmp_path, server__port=port, server__ping_interval_s=0.1) as proxy:
            assert isinstance(proxy.server.state, Failed)
            assert f"Port {port} is in use" in proxy.server.state.reason
            other.close()
            await eventually(lambda: isinstance(proxy.server.state, Running))
            assert proxy.port == port
            assert (await ask(port, "GET", "/health")).status == 200


async def test_a_new_port_is_taken_without_dropping_a_stream(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    (tmp_path / "settings.json").write_text('{"version": 1, "server": {"port": 0, "ping_interval_s": 0.1}}')
    go = asyncio.Event()
    upstream = FakeUpstream(text_batches("Hi")[0], go, *text_batches("there")[1:])
    async with running_proxy(tmp_path, upstream, server__port=None) as proxy:
        old = proxy.port
        wire = await Wire.connect(old)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        _, headers = await wire.head()
        proxy.settings.update({"server.port": free})
        await eventually(lambda: proxy.port == free)
        assert (await ask(free, "GET", "/health")).status == 200
        go.set()
        assert parse_events(await wire.rest(headers))[-1]["type"] == "message_stop"
        wire.request("GET", "/health")
        assert (await wire.answer()).status == 200
        await wire.leave()
        try:
            await Wire.connect(old)
        except ConnectionRefusedError:
            pass
        else:
            raise AssertionError("the old port still listens")


@asynccontextmanager
async def answering(tmp_path: Path) -> AsyncIterator[tuple[Proxy, Wire, dict[str, str], asyncio.Event]]:
    """A proxy with an open stream that goes on when the event is set."""
    go = asyncio.Event()
    upstream = FakeUpstream(text_batches("Hi")[0], go, *text_batches("there")[1:])
    async with running_proxy(tmp_path, upstream, grace_s=5) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        _, headers = await wire.head()
        yield proxy, wire, headers, go


async def test_stopping_lets_open_answers_finish(tmp_path: Path) -> None:
    async with answering(tmp_path) as (proxy, wire, headers, go):
        stopping = asyncio.ensure_future(proxy.server.stop())
        asyncio.get_running_loop().call_later(0.1, go.set)
        assert parse_events(await wire.rest(headers))[-1]["type"] == "message_stop"
        assert await wire.closed() == b""
        await stopping


async def test_stopping_tells_the_ones_that_cannot_finish(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(text_batches("Hi")[0], stall())) as proxy:
        port = proxy.port
        streaming, idle = await Wire.connect(port), await Wire.connect(port)
        streaming.request("POST", "/v1/messages", message_body(stream=True))
        _, headers = await streaming.head()
        idle.request("GET", "/health")
        await idle.answer()
        stopping = asyncio.ensure_future(proxy.server.stop())
        last = parse_events(await streaming.rest(headers))[-1]
        assert last["error"]["type"] == "overloaded_error"
        assert await idle.closed() == b""
        await asyncio.wait_for(stopping, 2)
        await streaming.leave()
        assert proxy.upstream.open == 0
        row = await proxy.row()
        assert (row.state, row.status) == ("error", 200)
        try:
            await Wire.connect(port)
        except ConnectionRefusedError:
            return
        raise AssertionError("a stopped server accepts connections")


async def test_whoever_stops_it_again_waits_until_it_has_stopped(tmp_path: Path) -> None:
    async with answering(tmp_path) as (proxy, wire, headers, go):
        first, second = asyncio.ensure_future(proxy.server.stop()), asyncio.ensure_future(proxy.server.stop())
        third = asyncio.ensure_future(proxy.server.start())
        done, _ = await asyncio.wait({first, second, third}, timeout=0.1)
        assert not done and isinstance(proxy.server.state, Running)
        go.set()
        assert parse_events(await wire.rest(headers))[-1]["type"] == "message_stop"
        await asyncio.gather(first, second)
        await third
        await wire.leave()
        assert (await ask(proxy.port, "GET", "/health")).status == 200


async def test_a_stop_that_was_given_up_can_be_made_good(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(text_batches("Hi")[0], stall()), grace_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await wire.head()
        given_up = asyncio.ensure_future(proxy.server.stop())
        await asyncio.wait({given_up}, timeout=0.01)
        given_up.cancel()
        await asyncio.wait({given_up})
        await asyncio.wait_for(proxy.server.stop(), 5)
        assert proxy.server.state == Stopped()
        await wire.leave()


async def test_stopping_answers_a_whole_request_with_a_status(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(stall())) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body())
        await proxy.upstream.begun.wait()
        stopping = asyncio.ensure_future(proxy.server.stop())
        answer = await wire.answer()
        assert (answer.status, answer.error["type"]) == (529, "overloaded_error")
        await stopping
        await wire.leave()


async def test_a_client_that_does_not_read_cannot_hold_up_the_stop(tmp_path: Path) -> None:
    async def flood():  # type: ignore[no-untyped-def]
        first, *_ = text_batches("x" * 100_000)
        yield first
        while True:
            yield first[1:]

    async with running_proxy(tmp_path, FakeUpstream(chunk_source=flood), grace_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await proxy.upstream.begun.wait()
        await asyncio.sleep(0.1)
        await asyncio.wait_for(proxy.server.stop(), 8)
        assert proxy.upstream.open == 0
        await wire.leave()


async def test_a_request_whose_body_is_still_coming_when_the_server_stops_is_told(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", b"{", {"content-length": "100"})
        await eventually(lambda: bool(proxy.server._app.active))
        stopping = asyncio.ensure_future(proxy.server.stop())
        assert (await wire.answer()).status == 529
        await stopping
        await wire.leave()


async def test_a_proxy_that_stops_listening_by_itself_says_so_and_listens_again(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, server__ping_interval_s=0.1) as proxy:
        states: list[object] = []
        proxy.server.state_changed.connect(states.append)
        listening = proxy.server._server
        assert listening is not None
        listening.close()
        await eventually(lambda: len(states) == 2)
        assert [type(state) for state in states] == [Failed, Running]
        assert (await ask(proxy.port, "GET", "/health")).status == 200
