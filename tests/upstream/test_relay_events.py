"""Anthropic as a fallback: its events become ours."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from upstream.loopback import Answer, json_answer, sse
from upstream.rig import KEY, ending, rig, text_of

from desktop_proxy.protocol.continuity import thinking_signature
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.exchange import RelayRequest

MODEL = "anthropic/claude-sonnet-5"
START = {"type": "message_start", "message": {"id": "msg_1", "usage": {"input_tokens": 3}}}
BLOCK = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
DELTA = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}}
END = [
    {"type": "content_block_stop", "index": 0},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 5}},
    {"type": "message_stop"},
]


async def test_its_events_come_without_the_start_and_the_pings(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer(sse(START, {"type": "ping"}, BLOCK, DELTA, *END))) as it:
        events = await it.ask(MODEL)
        assert [event["type"] for event in events][:2] == ["content_block_start", "content_block_delta"]
        assert (text_of(events), ending(events)) == ("Hello", "end_turn")
        assert it.sent["model"] == "claude-sonnet-5"
        assert it.sent["stream"] is True
        assert it.double.calls[0].headers["x-api-key"] == KEY


async def test_it_answers_when_another_is_down(tmp_path: Path) -> None:
    down = json_answer({"error": {"message": "no"}}, 503)
    answers = [down, Answer(sse(START, BLOCK, DELTA, *END))]
    overrides = {"routing.fallbacks": MODEL, "upstream.max_retries": 0}
    async with rig(tmp_path, *answers, overrides=overrides) as it:
        assert text_of(await it.ask("openai/gpt-4.1")) == "Hello"
        assert str(it.exchange.answered_by) == MODEL


async def test_the_client_s_own_words_reach_it(tmp_path: Path) -> None:
    cached = {"type": "text", "text": "Hi", "cache_control": {"type": "ephemeral", "ttl": "1h"}}
    theirs = {"type": "redacted_thinking", "data": thinking_signature("openai", {"items": []})}
    said = [{"role": "user", "content": [cached]}, {"role": "assistant", "content": [theirs]}]
    asked = {"model": "gpt", "max_tokens": 100, "future_field": {"a": 1}, "messages": said}
    headers = {"Anthropic-Beta": "context-management-2025-06-27", "X-Api-Key": "client-token-0123456789"}
    async with rig(tmp_path, Answer(sse(START, BLOCK, DELTA, *END))) as it:
        it.asked = RelayRequest("/v1/messages", headers, orjson.dumps(asked))
        await it.ask(MODEL)
        assert it.sent == asked | {
            "model": "claude-sonnet-5",
            "stream": True,
            "messages": [said[0], {"role": "assistant", "content": it.sent["messages"][1]["content"]}],
        }
        assert it.sent["messages"][1]["content"][0]["type"] == "text"
        sent = it.double.calls[0].headers
        assert sent["anthropic-beta"] == "context-management-2025-06-27"
        assert sent["x-api-key"] == KEY
        assert "client-token" not in str(sent)


async def test_a_refusal_is_a_status(tmp_path: Path) -> None:
    body = {"type": "error", "error": {"type": "rate_limit_error", "message": "slow down"}}
    async with rig(tmp_path, json_answer(body, 429)) as it:
        with pytest.raises(ApiError, match="slow down") as caught:
            await it.ask(MODEL)
        assert caught.value.status == 429


async def test_a_break_is_an_error_event(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer(sse(START, BLOCK, DELTA), end="cut")) as it:
        assert ending(await it.ask(MODEL))["type"] == "api_error"
