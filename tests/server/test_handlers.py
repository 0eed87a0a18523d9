"""The endpoints, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from fakes import TOKEN, FakeUpstream, message_body, running_proxy, text_batches
from wire import ask

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import Event, MessagesRequest
from desktop_proxy.routing import Route
from desktop_proxy.upstream.exchange import Exchange, RelayRequest


async def test_a_whole_answer_is_made_from_the_same_events(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages?beta=true", message_body(model="claude-haiku-4-5"))
        message = answer.json()
        assert answer.status == 200
        assert message["model"] == "claude-haiku-4-5"
        assert message["content"] == [{"type": "text", "text": "Hello world"}]
        assert message["stop_reason"] == "end_turn"
        assert message["usage"]["output_tokens"] == 5


async def test_a_stream_echoes_the_asked_model_and_the_estimate(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages?beta=true", message_body(stream=True))
        first, *_, last = answer.events()
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-accel-buffering"] == "no"
        assert first["message"]["model"] == "claude-sonnet-5"
        assert first["message"]["usage"]["input_tokens"] == 11
        assert last == {"type": "message_stop"}


async def test_the_client_s_own_bytes_and_headers_are_at_hand_for_a_fallback_to_anthropic(tmp_path: Path) -> None:
    class Fallback(FakeUpstream):
        seen: RelayRequest | None = None

        def stream(self, route: Route, request: MessagesRequest, exchange: Exchange) -> AsyncGenerator[list[Event]]:
            self.seen = exchange.asked
            return super().stream(route, request, exchange)

    upstream = Fallback()
    async with running_proxy(tmp_path, upstream) as proxy:
        body = message_body(field_nobody_knows=1)
        await ask(proxy.port, "POST", "/v1/messages", body, {"anthropic-beta": "a-beta"})
        assert upstream.seen is not None
        assert upstream.seen.body == body
        assert upstream.seen.headers["anthropic-beta"] == "a-beta"
        assert TOKEN not in repr(upstream.seen)


async def test_message_ids_are_unique(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        ids = {(await ask(proxy.port, "POST", "/v1/messages", message_body())).json()["id"] for _ in range(20)}
        assert len(ids) == 20
        assert all(name.startswith("msg_") and len(name) == 28 for name in ids)


async def test_an_error_after_the_first_events_of_a_whole_answer_is_a_status(tmp_path: Path) -> None:
    failure = {"type": "error", "error": {"type": "overloaded_error", "message": "Too busy."}}
    async with running_proxy(tmp_path, FakeUpstream(text_batches("Hi")[0], [failure])) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body())
        assert answer.status >= 500
        assert answer.error["type"] == "overloaded_error"


async def test_a_whole_answer_without_an_end_is_an_error(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(text_batches("Hi")[0])) as proxy:
        assert (await ask(proxy.port, "POST", "/v1/messages", message_body())).status == 502
        assert (await proxy.row()).state == "error"


@pytest.mark.parametrize("stream", [True, False])
async def test_a_refusal_before_the_first_event_keeps_its_status(tmp_path: Path, stream: bool) -> None:
    async with running_proxy(tmp_path, FakeUpstream(ApiError(529, "Overloaded."))) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=stream))
        assert (answer.status, answer.error["type"]) == (529, "overloaded_error")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not valid JSON"),
        (b"\xff\xfe", "not valid JSON"),
        (b"[]", "must be a JSON object"),
        (b'{"model": "x", "max_tokens": 1}', "messages"),
        (b'{"model": "x\x00", "max_tokens": 1, "messages": []}', "not valid JSON"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "deeper"),
    ],
)
async def test_a_bad_body_is_a_400(tmp_path: Path, body: bytes, said: str) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", body)
        assert answer.status == 400
        assert said in answer.error["message"]


async def test_server_side_threads_are_declined_so_that_the_sdks_send_everything(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(thread={"id": "t"}))
        assert answer.error["details"]["error_code"] == "thread_unsupported_request"


async def test_tokens_are_counted_without_an_answer(tmp_path: Path) -> None:
    body = b'{"model": "claude-sonnet-5", "messages": [{"role": "user", "content": "x"}], "tools": []}'
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages/count_tokens?beta=true", body)
        assert answer.json() == {"input_tokens": 42}
        assert proxy.upstream.asked == []


async def test_models_are_listed_page_by_page(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        whole = (await ask(proxy.port, "GET", "/v1/models?limit=1000")).json()
        assert not whole["has_more"]
        ids = [model["id"] for model in whole["data"]]
        assert {"type", "id", "display_name", "created_at"} == set(whole["data"][0])
        assert (whole["first_id"], whole["last_id"]) == (ids[0], ids[-1])
        assert all(name.startswith(("claude", "anthropic")) for name in ids)
        first = (await ask(proxy.port, "GET", "/v1/models?limit=1")).json()
        assert ([m["id"] for m in first["data"]], first["has_more"]) == (ids[:1], True)
        second = (await ask(proxy.port, "GET", f"/v1/models?limit=2&after_id={ids[0]}")).json()
        assert [m["id"] for m in second["data"]] == ids[1:3]
        before = (await ask(proxy.port, "GET", f"/v1/models?limit=1&before_id={ids[2]}")).json()
        assert ([m["id"] for m in before["data"]], before["has_more"]) == (ids[1:2], True)


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=1001", "limit=%C2%B2", "after_id=nothing"])
async def test_a_bad_page_of_models_is_a_400(tmp_path: Path, query: str) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "GET", f"/v1/models?{query}")
        assert (answer.status, answer.error["type"]) == (400, "invalid_request_error")


async def test_one_model_is_shown_by_its_name_slashes_included(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        ids = [model["id"] for model in (await ask(proxy.port, "GET", "/v1/models?limit=1000")).json()["data"]]
        for name in ids:
            assert (await ask(proxy.port, "GET", f"/v1/models/{name}")).json()["id"] == name
        assert (await ask(proxy.port, "GET", "/v1/models/claude-3-5-haiku-20241022")).status == 200
        missing = await ask(proxy.port, "GET", "/v1/models/nothing-of-the-kind")
        assert (missing.status, missing.error["type"]) == (404, "not_found_error")
