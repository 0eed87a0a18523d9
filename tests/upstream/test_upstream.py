"""Every provider through the real LiteLLM and real HTTP: what it is sent, and what comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from upstream.loopback import Answer, json_answer, sse
from upstream.rig import CHAT, GEMINI, KEY, chat_delta, ending, responses_events, rig, text_of

from desktop_proxy.protocol.errors import ApiError

OPENAI_STREAM = Answer(CHAT)
TOOL = {
    "name": "Read",
    "description": "Reads.",
    "input_schema": {"type": "object", "properties": {"path": {"type": "string"}}},
}

PROVIDERS = {
    "openai chat": ("openai/gpt-4.1", Answer(CHAT), "/v1/chat/completions"),
    "openai responses": ("openai/gpt-5.1", Answer(responses_events()), "/v1/responses"),
    "xai": ("xai/grok-4", Answer(CHAT), "/v1/chat/completions"),
    "gemini": ("gemini/gemini-2.5-pro", Answer(GEMINI), "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse"),
}


@pytest.mark.parametrize(("model", "answer", "path"), PROVIDERS.values(), ids=PROVIDERS)
async def test_a_provider_answers(tmp_path: Path, model: str, answer: Answer, path: str) -> None:
    async with rig(tmp_path, answer) as it:
        events = await it.ask(model, tools=[TOOL], system="Be brief.")
        assert text_of(events) == "Hello there"
        assert ending(events) == "end_turn"
        assert events[-2]["usage"]["input_tokens"] == 12
        assert events[-2]["usage"]["output_tokens"] == 3
        assert it.double.calls[0].path == path
        assert it.exchange.status == 200
        assert it.exchange.attempts == 1
        assert str(it.exchange.answered_by) == model
        assert it.exchange.sent_url == f"{it.double.url}{path}"
        assert it.exchange.sent_body == it.double.calls[0].body
        assert KEY.encode() not in (it.exchange.sent_body or b"")


@pytest.mark.parametrize("model", ["openai/gpt-4.1", "openai/gpt-5.1", "xai/grok-4"])
async def test_the_key_is_a_bearer_token(tmp_path: Path, model: str) -> None:
    async with rig(tmp_path, Answer(responses_events() if "5.1" in model else CHAT)) as it:
        await it.ask(model)
        assert it.double.calls[0].headers["authorization"] == f"Bearer {KEY}"


async def test_the_key_of_gemini_is_a_header_and_never_in_the_url(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer(GEMINI)) as it:
        await it.ask("gemini/gemini-2.5-pro")
        assert it.double.calls[0].headers["x-goog-api-key"] == KEY
        assert KEY not in it.double.calls[0].path


async def test_a_missing_key_is_a_401_that_says_what_to_do(tmp_path: Path) -> None:
    async with rig(tmp_path, OPENAI_STREAM, environ={"OPENAI_API_KEY": ""}) as it:
        with pytest.raises(ApiError) as caught:
            await it.ask("openai/gpt-4.1")
        assert caught.value.status == 401
        assert caught.value.should_retry is False
        assert caught.value.message == "No key for OpenAI: run `desktop-proxy keys set openai` or set OPENAI_API_KEY."
        assert not it.double.calls


async def test_a_named_endpoint_is_chat_completions_even_for_a_reasoning_model(tmp_path: Path) -> None:
    async with rig(tmp_path, OPENAI_STREAM) as it:
        it.settings.update({"providers.work.base_url": f"{it.double.url}/api/v1"})
        assert text_of(await it.ask("work/gpt-5.1")) == "Hello there"
        assert it.double.calls[0].path == "/api/v1/chat/completions"
        assert "authorization" not in it.double.calls[0].headers


async def test_the_api_option_overrules_the_choice(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer(CHAT), Answer(responses_events())) as it:
        it.settings.update({"providers.openai.api": "chat"})
        await it.ask("openai/gpt-5.1")
        it.settings.update({"providers.openai.api": "responses"})
        await it.ask("openai/gpt-4.1")
        assert [call.path for call in it.double.calls] == ["/v1/chat/completions", "/v1/responses"]


async def test_the_demo_needs_no_provider(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        events = await it.ask("demo/desktop-proxy")
        assert ending(events) == "end_turn"
        assert it.exchange.answered_by is not None


@pytest.mark.parametrize("model", ["xai/grok-4", "openai/gpt-4.1"])
async def test_a_stop_sequence_ends_the_answer_and_closes_the_upstream(tmp_path: Path, model: str) -> None:
    parts = sse(chat_delta(content="one two"), chat_delta(content=" END three"))
    async with rig(tmp_path, Answer(parts, end="hold")) as it:
        events = await it.ask(model, stop_sequences=["END"])
        assert text_of(events) == "one two "
        assert ending(events) == "stop_sequence"
        await it.double.left.wait()
        assert "stop" not in it.sent


async def test_a_document_instead_of_a_stream_is_accepted(tmp_path: Path) -> None:
    message = {"role": "assistant", "content": "Hello there"}
    whole = {
        "id": "c",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
    }
    async with rig(tmp_path, json_answer(whole)) as it:
        assert text_of(await it.ask("openai/gpt-4.1")) == "Hello there"


async def test_what_a_provider_counts_improves_the_next_estimate(tmp_path: Path) -> None:
    async with rig(tmp_path, OPENAI_STREAM) as it:
        from desktop_proxy.routing import resolve

        route = resolve("openai/gpt-4.1", it.settings.current)
        request = it.request("openai/gpt-4.1", system="word " * 400)
        before = it.upstream.estimate_tokens(route, request)
        await it.ask("openai/gpt-4.1", system="word " * 400)
        assert it.upstream.estimate_tokens(route, request) < before
        assert await it.upstream.count_tokens(route, request) > 400


async def test_the_price_of_a_known_model_is_known_and_of_others_not(tmp_path: Path) -> None:
    async with rig(tmp_path, OPENAI_STREAM) as it:
        await it.ask("openai/gpt-4.1")
        from desktop_proxy.routing import Target

        assert it.upstream.ready
        usage = {"input_tokens": 1_000_000, "output_tokens": 0, "cache_read_input_tokens": 1_000_000}
        assert it.upstream.cost(Target("openai", "gpt-4.1"), usage) == pytest.approx(2.5)
        assert it.upstream.cost(Target("openai", "nobody-knows"), usage) is None
        assert it.upstream.cost(Target("nobody", "nobody-knows"), usage) is None
