"""What is recorded of a request, however it ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

import orjson
import pytest
from fakes import TOKEN, FakeUpstream, ending, message_body, running_proxy, stall, text_batches
from wire import Wire, ask

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.profile import Note
from desktop_proxy.routing import Target


async def test_a_finished_request_tells_who_asked_and_what_came(tmp_path: Path) -> None:
    headers = {
        "x-claude-code-session-id": "session-1",
        "x-claude-code-agent-id": "agent-1",
        "user-agent": "claude-cli/2.1.197 (external, cli)",
    }
    async with running_proxy(tmp_path, routing__preferred_provider="openai") as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True), headers)
        row = await proxy.row()
        assert row.id == answer.headers["request-id"]
        assert (row.state, row.status, row.stop_reason, row.streaming) == ("done", 200, "end_turn", True)
        assert (row.asked, row.provider) == ("claude-sonnet-5", "openai")
        assert row.answered
        assert row.reason
        assert (row.session, row.agent, row.client) == ("session-1", "agent-1", "claude-cli/2.1.197 (external, cli)")
        assert (row.input_tokens, row.output_tokens, row.cached_tokens, row.cost_usd) == (7, 5, 3, 0.25)
        assert row.first_token_ms is not None
        assert row.duration_ms is not None
        assert 0 <= row.first_token_ms <= row.duration_ms
        assert row.attempts == 1
        assert row.error is None


@pytest.mark.parametrize("stream", [True, False])
async def test_the_tools_an_answer_calls_are_kept(tmp_path: Path, stream: bool) -> None:
    calls = [
        {
            "type": "content_block_start",
            "index": number,
            "content_block": {"type": "tool_use", "id": f"toolu_{number}", "name": name, "input": {}},
        }
        for number, name in enumerate(("Bash", "Read", "Bash"))
    ]
    stops = [{"type": "content_block_stop", "index": number} for number in range(3)]
    steps = [[start, stop] for start, stop in zip(calls, stops, strict=True)]
    async with running_proxy(tmp_path, FakeUpstream(*steps, ending()[1:])) as proxy:
        assert (await ask(proxy.port, "POST", "/v1/messages", message_body(stream=stream))).status == 200
        assert (await proxy.row()).tools == "Bash Read"


async def test_notes_and_the_target_that_answered_are_kept(tmp_path: Path) -> None:
    upstream = FakeUpstream()
    plain = upstream.stream

    async def noting(route, request, exchange):  # type: ignore[no-untyped-def]
        exchange.notes.append(Note("top_k", "dropped", "OpenAI does not take it"))
        exchange.answered_by = Target("xai", "grok-9")
        async for batch in plain(route, request, exchange):
            yield batch

    upstream.stream = noting  # type: ignore[method-assign]
    async with running_proxy(tmp_path, upstream) as proxy:
        await ask(proxy.port, "POST", "/v1/messages", message_body())
        row = await proxy.row()
        assert (row.provider, row.answered) == ("xai", "grok-9")
        assert orjson.loads(row.notes or "") == [
            {"field": "top_k", "action": "dropped", "why": "OpenAI does not take it"}
        ]


@pytest.mark.parametrize("stream", [True, False])
async def test_a_refusal_is_recorded_with_its_status(tmp_path: Path, stream: bool) -> None:
    async with running_proxy(tmp_path, FakeUpstream(ApiError(429, "Slow down."))) as proxy:
        await ask(proxy.port, "POST", "/v1/messages", message_body(stream=stream))
        row = await proxy.row()
        assert (row.state, row.status, row.error) == ("error", 429, "Slow down.")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"model": "nosuch/model"}, 404),
        ({"model": "sonnet", "max_tokens": 0}, 400),
        ({"model": "sonnet", "messages": 5}, 400),
    ],
)
async def test_a_request_nobody_was_asked_for_is_recorded_with_the_reason(
    tmp_path: Path, body: dict[str, object], status: int
) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(**body))
        row = await proxy.row()
        assert answer.status == status
        assert (row.state, row.status, row.asked) == ("error", status, body["model"])
        assert row.error and row.error == orjson.loads(answer.body)["error"]["message"]


async def test_a_client_that_leaves_is_recorded_as_cancelled(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(text_batches("Hi")[0], stall())) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await wire.head()
        await wire.leave()
        row = await proxy.row()
        assert (row.state, row.status, row.error) == ("cancelled", 200, None)


async def test_a_row_is_shown_while_its_request_runs(tmp_path: Path) -> None:
    go = asyncio.Event()
    async with running_proxy(tmp_path, FakeUpstream(go, *text_batches("Hi"))) as proxy:
        begun = []
        proxy.log.added.connect(lambda row: begun.append((row.state, row.asked)))
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body(stream=True))
        await proxy.upstream.begun.wait()
        assert begun == [("running", "claude-sonnet-5")]
        go.set()
        await wire.answer()
        await wire.leave()
        assert (await proxy.row()).state == "done"


async def test_usage_that_comes_apart_from_the_end_is_kept(tmp_path: Path) -> None:
    *middle, stop = ending({"input_tokens": 1, "output_tokens": 2})
    async with running_proxy(tmp_path, FakeUpstream(text_batches("Hi")[0], middle, [stop])) as proxy:
        await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))
        row = await proxy.row()
        assert (row.input_tokens, row.output_tokens, row.stop_reason) == (1, 2, "end_turn")


async def test_headers_that_are_not_utf_8_do_not_disturb(tmp_path: Path) -> None:
    headers = {"user-agent": b"caf\xe9".decode("utf-8", "surrogateescape"), "x-claude-code-session-id": "s" * 500}
    async with running_proxy(tmp_path) as proxy:
        assert (await ask(proxy.port, "POST", "/v1/messages", message_body(), headers)).status == 200
        row = await proxy.row()
        assert row.client == "caf?"
        assert row.session == "s" * 128


async def test_credentials_are_never_recorded(tmp_path: Path) -> None:
    headers = {"authorization": f"Bearer {TOKEN}", "x-api-key": "sk-ant-0123456789abcdefghij"}
    async with running_proxy(tmp_path, FakeUpstream(ApiError(400, f"You sent {TOKEN}"))) as proxy:
        await ask(proxy.port, "POST", "/v1/messages", message_body(), headers)
        told = str(await proxy.row())
        assert TOKEN not in told
        assert "sk-ant-" not in told


async def test_a_price_that_cannot_be_computed_costs_no_request(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    upstream = FakeUpstream()
    upstream.cost = lambda target, usage: 1 / 0  # type: ignore[method-assign, assignment, return-value]
    async with running_proxy(tmp_path, upstream) as proxy:
        assert (await ask(proxy.port, "POST", "/v1/messages", message_body())).status == 200
        assert "A request could not be recorded" in caplog.text
