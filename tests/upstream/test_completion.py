from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Loopback, json_answer, loopback, sse

from desktop_proxy.environment import Environment
from desktop_proxy.protocol.accumulate import MessageAccumulator
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions, message_start
from desktop_proxy.protocol.messages import Event
from desktop_proxy.protocol.profile import Translation
from desktop_proxy.providers import Provider
from desktop_proxy.redaction import Secret
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.completion import stream_completion
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.transport import Transport

KEY = "sk-test-0123456789abcdefghij"
PROVIDERS = ("mistral", "azure", "groq", "deepseek", "aiml")
"""LiteLLM's own class, the openai package's client, two more classes, and a provider without one of its own."""

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "Read",
            "description": "Reads a file",
            "parameters": {
                "type": "object",
                "properties": {"file_path": {"type": "string"}},
                "required": ["file_path"],
            },
        },
    }
]
TOOL_HISTORY = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Read /a"},
    {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": "call_0a1B2c3D4",
                "type": "function",
                "function": {"name": "Read", "arguments": '{"file_path":"/a"}'},
            }
        ],
    },
    {"role": "tool", "tool_call_id": "call_0a1B2c3D4", "content": "hello"},
]


def chunk(delta: Mapping[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice], **more}


USAGE = {
    "prompt_tokens": 1200,
    "completion_tokens": 7,
    "total_tokens": 1207,
    "prompt_tokens_details": {"cached_tokens": 1000},
}
HELLO = [chunk({"role": "assistant", "content": "Hel"}), chunk({"content": "lo"})]
END = [chunk({}, "stop", usage=USAGE), "[DONE]"]


def tool_chunk(index: int, arguments: str, **call: Any) -> dict[str, Any]:
    function = {"arguments": arguments, **({"name": call.pop("name")} if "name" in call else {})}
    return chunk({"tool_calls": [{"index": index, "function": function, **call}]})


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with loopback() as double:
        double.answers = [Answer(sse(*HELLO, *END))]
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


def endpoint(prefix: str, server: Loopback, key: str | None = KEY) -> Endpoint:
    base = f"{server.url}?api-version=2025-04-01-preview" if prefix == "azure" else f"{server.url}/v1"
    row = Provider(name=prefix, label=prefix.title(), prefix=prefix, way="completion", key_required=False)
    return Endpoint(provider=row, name=prefix, base_url=base, key=Secret(key) if key else None)


def translation(**body: Any) -> Translation:
    return Translation({"model": "some-model", "messages": [{"role": "user", "content": "Hi"}], **body})


async def collect(
    endpoint: Endpoint, transport: Transport, exchange: Exchange | None = None, **body: Any
) -> list[Event]:
    options = StreamOptions(provider=endpoint.name, label=endpoint.label, show_thinking=True)
    stream = stream_completion(endpoint, translation(**body), options, exchange or Exchange(), transport)
    async with aclosing(stream) as batches:
        return [event async for batch in batches for event in batch]


async def message(endpoint: Endpoint, transport: Transport, **body: Any) -> dict[str, Any]:
    accumulator = MessageAccumulator()
    accumulator.feed([message_start("msg_1", "m", 1), *await collect(endpoint, transport, **body)])
    return dict(accumulator.message())


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_text_and_usage_arrive(prefix: str, server: Loopback, transport: Transport) -> None:
    answer = await message(endpoint(prefix, server), transport)
    assert answer["content"] == [{"type": "text", "text": "Hello"}]
    assert answer["stop_reason"] == "end_turn"
    assert answer["usage"]["input_tokens"] == 200
    assert answer["usage"]["cache_read_input_tokens"] == 1000
    assert answer["usage"]["output_tokens"] == 7


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_the_provider_gets_one_streamed_call_with_its_key(
    prefix: str, server: Loopback, transport: Transport
) -> None:
    exchange = Exchange()
    await collect(
        endpoint(prefix, server), transport, exchange, tools=TOOLS, tool_choice="auto", max_tokens=50, temperature=0.5
    )
    (call,) = server.calls
    sent = call.json()
    assert sent["stream"] is True
    assert sent["model"] == "some-model"
    assert sent["max_tokens"] == 50
    assert sent["temperature"] == 0.5
    assert sent["tools"][0]["function"]["name"] == "Read"
    assert KEY in (call.headers.get("authorization", "") + call.headers.get("api-key", ""))
    assert call.path.partition("?")[0].endswith("/chat/completions")
    assert call.headers["user-agent"].startswith("desktop-proxy/")
    assert exchange.status == 200
    assert exchange.sent_body == call.body
    assert exchange.sent_url is not None and exchange.sent_url.startswith(server.url)


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_parallel_tool_calls_arrive_whole(prefix: str, server: Loopback, transport: Transport) -> None:
    server.answers = [
        Answer(
            sse(
                tool_chunk(0, "", id="call_1", type="function", name="Read"),
                tool_chunk(0, '{"file_path":'),
                tool_chunk(0, '"/a"}'),
                tool_chunk(1, '{"file_path":"/b"}', id="call_2", type="function", name="Read"),
                chunk({}, "tool_calls", usage=USAGE),
                "[DONE]",
            )
        )
    ]
    answer = await message(endpoint(prefix, server), transport, tools=TOOLS)
    assert [block["input"] for block in answer["content"]] == [{"file_path": "/a"}, {"file_path": "/b"}]
    assert answer["stop_reason"] == "tool_use"


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_a_tool_history_reaches_the_provider(prefix: str, server: Loopback, transport: Transport) -> None:
    await collect(endpoint(prefix, server), transport, messages=TOOL_HISTORY, tools=TOOLS)
    sent = server.calls[0].json()["messages"]
    assert [turn["role"] for turn in sent] == ["system", "user", "assistant", "tool"]
    assert sent[2]["tool_calls"][0]["id"] == sent[3]["tool_call_id"]
    assert sent[3]["content"] == "hello"


async def test_the_translation_is_not_changed(server: Loopback, transport: Transport) -> None:
    history = [dict(turn) for turn in TOOL_HISTORY]
    await collect(endpoint("mistral", server), transport, messages=TOOL_HISTORY, tools=TOOLS)
    assert history == TOOL_HISTORY


@pytest.mark.parametrize("prefix", PROVIDERS)
@pytest.mark.parametrize(
    ("status", "type_", "expected"),
    [
        (400, "invalid_request_error", 400),
        (401, "authentication_error", 401),
        (403, "permission_error", 403),
        (404, "not_found_error", 404),
        (413, "request_too_large", 413),
        (429, "rate_limit_error", 429),
        (500, "api_error", 500),
        (503, "api_error", 503),
    ],
)
async def test_a_refusal_keeps_its_status_and_words(
    prefix: str, status: int, type_: str, expected: int, server: Loopback, transport: Transport
) -> None:
    server.answers = [json_answer({"error": {"message": "the reason"}}, status, retry_after="17", x_request_id="r-1")]
    exchange = Exchange()
    with pytest.raises(ApiError) as caught:
        await collect(endpoint(prefix, server), transport, exchange)
    error = caught.value
    assert (error.status, error.type) == (expected, type_)
    assert "the reason" in error.message
    assert prefix.title() in error.message
    assert (exchange.status, exchange.provider_request_id) == (status, "r-1")
    assert len(server.calls) == 1
    if status == 429:
        assert error.retry_after == 17
    if status == 401:
        assert error.should_retry is False


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_an_echoed_key_is_not_shown(prefix: str, server: Loopback, transport: Transport) -> None:
    server.answers = [json_answer({"error": {"message": f"Incorrect API key provided: {KEY}"}}, 401)]
    with pytest.raises(ApiError) as caught:
        await collect(endpoint(prefix, server), transport)
    assert KEY[:16] not in str(caught.value.envelope())


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_a_huge_error_body_is_cut_before_litellm_sees_it(
    prefix: str, server: Loopback, transport: Transport
) -> None:
    server.answers = [Answer([b"<html>" + b"x" * 1024 * 1024] * 8, 502, {"content-type": "text/html"})]
    started = asyncio.get_running_loop().time()
    with pytest.raises(ApiError) as caught:
        await collect(endpoint(prefix, server), transport)
    assert caught.value.status == 502
    assert asyncio.get_running_loop().time() - started < 2


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_a_redirect_is_not_followed(prefix: str, server: Loopback, transport: Transport) -> None:
    async with loopback() as elsewhere:
        server.answers = [Answer((), 307, {"location": f"{elsewhere.url}/v1/chat/completions"})]
        with pytest.raises(ApiError) as caught:
            await collect(endpoint(prefix, server), transport)
        assert caught.value.status == 502
        assert "redirect" in caught.value.message
        assert elsewhere.calls == []
    assert len(server.calls) == 1


@pytest.mark.parametrize("prefix", PROVIDERS)
@pytest.mark.parametrize(
    "answer",
    [
        Answer(sse(*HELLO)),
        Answer(sse(*HELLO, "[DONE]")),
        Answer(sse(*HELLO), end="cut"),
        Answer(sse(*HELLO), end="reset"),
        Answer([*sse(*HELLO), b'data: {"id":"c1","choi'], end="cut"),
    ],
    ids=["clean", "done", "cut", "reset", "mid-event"],
)
async def test_a_stream_without_a_finish_ends_with_an_error(
    prefix: str, answer: Answer, server: Loopback, transport: Transport
) -> None:
    server.answers = [answer]
    events = await collect(endpoint(prefix, server), transport)
    assert events[-1]["type"] == "error"
    assert events[-1]["error"]["type"] == "api_error"
    assert "message_stop" not in {event["type"] for event in events}
    assert len(server.calls) == 1


@pytest.mark.parametrize("prefix", PROVIDERS)
@pytest.mark.parametrize(
    "answer",
    [
        Answer(),
        Answer(sse("[DONE]")),
        Answer([b"<html>hello</html>"], 200, {"content-type": "text/html"}),
        Answer(end="reset"),
    ],
    ids=["empty", "only-done", "html", "reset"],
)
async def test_an_answer_without_an_event_is_an_http_error(
    prefix: str, answer: Answer, server: Loopback, transport: Transport
) -> None:
    server.answers = [answer]
    with pytest.raises(ApiError) as caught:
        await collect(endpoint(prefix, server), transport)
    assert caught.value.status == 502


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_an_error_object_in_the_stream_is_told_in_the_providers_words(
    prefix: str, server: Loopback, transport: Transport
) -> None:
    server.answers = [Answer(sse(*HELLO, {"error": {"message": "the engine is overloaded", "code": 503}}, "[DONE]"))]
    events = await collect(endpoint(prefix, server), transport)
    assert events[-1]["type"] == "error"
    assert "the engine is overloaded" in events[-1]["error"]["message"]
    assert events[-1]["error"]["type"] == "overloaded_error"


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_a_chunk_may_repeat_many_times(prefix: str, server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(sse(*[chunk({"content": "-----"})] * 150, *END))]
    answer = await message(endpoint(prefix, server), transport)
    assert answer["content"][0]["text"] == "-----" * 150


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_leaving_closes_the_upstream(prefix: str, server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(sse(*HELLO), end="hold")]
    options = StreamOptions()
    async with aclosing(
        stream_completion(endpoint(prefix, server), translation(), options, Exchange(), transport)
    ) as batches:
        await anext(batches)
        await server.begun.wait()
    await asyncio.wait_for(server.left.wait(), 2)


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_a_cancelled_wait_for_the_head_closes_the_upstream(
    prefix: str, server: Loopback, transport: Transport
) -> None:
    server.answers = [Answer(hold_head=True, end="hold")]
    task = asyncio.create_task(collect(endpoint(prefix, server), transport))
    await asyncio.wait_for(server.begun.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(server.left.wait(), 2)


@pytest.mark.parametrize("prefix", PROVIDERS)
@pytest.mark.parametrize("limits", [{"upstream.first_event_timeout_s": 1}])
async def test_silence_before_the_first_event_is_a_504(prefix: str, server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(hold_head=True, end="hold")]
    with pytest.raises(ApiError) as caught:
        await collect(endpoint(prefix, server), transport)
    assert caught.value.status == 504
    assert "upstream.first_event_timeout_s" in caught.value.message
    await asyncio.wait_for(server.left.wait(), 2)


@pytest.mark.parametrize("prefix", PROVIDERS)
@pytest.mark.parametrize("limits", [{"upstream.idle_timeout_s": 1}])
async def test_silence_between_events_ends_with_an_error(prefix: str, server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(sse(*HELLO), end="hold")]
    events = await collect(endpoint(prefix, server), transport)
    assert events[-1]["error"]["type"] == "timeout_error"
    assert "upstream.idle_timeout_s" in events[-1]["error"]["message"]
    await asyncio.wait_for(server.left.wait(), 2)


@pytest.mark.parametrize("prefix", PROVIDERS)
async def test_a_refused_connection_is_a_502_that_names_the_host(
    prefix: str, server: Loopback, transport: Transport
) -> None:
    target = endpoint(prefix, server)
    async with loopback() as gone:
        address = gone.url
    target = Endpoint(provider=target.provider, name=prefix, base_url=address, key=target.key)
    with pytest.raises(ApiError) as caught:
        await collect(target, transport)
    assert caught.value.status == 502
    assert "127.0.0.1" in caught.value.message


async def test_fields_litellm_would_obey_are_left_behind(server: Loopback, transport: Transport) -> None:
    async with loopback() as attacker:
        answer = await message(
            endpoint("mistral", server),
            transport,
            api_base=attacker.url,
            mock_response="forged",
            extra_headers={"x-evil": "1"},
            fallbacks=["openai/gpt-4o"],
        )
        assert attacker.calls == []
    assert answer["content"][0]["text"] == "Hello"
    assert "x-evil" not in server.calls[0].headers


async def test_openais_key_is_not_sent_to_another_provider(
    server: Loopback, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai-secret-0123456789")
    await collect(endpoint("aiml", server, key=None), transport)
    assert "sk-openai-secret" not in str(server.calls[0].headers)


async def test_reasoning_becomes_thinking(server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(sse(chunk({"role": "assistant", "reasoning_content": "Hmm"}), *HELLO, *END))]
    answer = await message(endpoint("deepseek", server), transport)
    assert [block["type"] for block in answer["content"]] == ["thinking", "text"]
    assert answer["content"][0]["thinking"] == "Hmm"


async def test_a_stop_sequence_cut_here_ends_the_call(server: Loopback, transport: Transport) -> None:
    server.answers = [Answer(sse(chunk({"content": "one STOP two"})), end="hold")]
    options = StreamOptions(stop_sequences=("STOP",))
    stream = stream_completion(endpoint("groq", server), translation(), options, Exchange(), transport)
    async with aclosing(stream) as batches:
        events = [event async for batch in batches for event in batch]
    assert events[-1]["type"] == "message_stop"
    assert events[-2]["delta"] == {"stop_reason": "stop_sequence", "stop_sequence": "STOP"}
    await asyncio.wait_for(server.left.wait(), 2)
