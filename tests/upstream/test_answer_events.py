"""A provider's answer goes wrong in every way: before the first event it is a status, afterwards an error event."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from upstream.loopback import Answer, json_answer, sse
from upstream.rig import CHAT, GEMINI, chat_delta, ending, gemini_chunk, responses_events, rig, text_of

from desktop_proxy.protocol.errors import ApiError

MODEL = "openai/gpt-4.1"
BEGUN = {
    "openai/gpt-4.1": sse(chat_delta(role="assistant", content="Hello")),
    "openai/gpt-5.1": responses_events()[:3],
    "xai/grok-4": sse(chat_delta(role="assistant", content="Hello")),
    "gemini/gemini-2.5-pro": sse(gemini_chunk({"text": "Hello"})),
}
FRAMES = {
    "openai/gpt-4.1": sse({"error": {"message": "the engine broke", "type": "server_error"}}),
    "openai/gpt-5.1": sse({"type": "error", "code": "server_error", "message": "the engine broke"}),
    "xai/grok-4": sse({"error": {"message": "the engine broke", "code": 500}}),
    "gemini/gemini-2.5-pro": sse({"error": {"code": 500, "message": "the engine broke", "status": "INTERNAL"}}),
}
HTML = {"content-type": "text/html"}


@pytest.mark.parametrize("end", ["clean", "cut", "reset"])
@pytest.mark.parametrize("model", BEGUN)
async def test_an_answer_that_breaks_off_ends_with_an_error_event(tmp_path: Path, model: str, end: str) -> None:
    async with rig(tmp_path, Answer(BEGUN[model], end=end)) as it:  # type: ignore[arg-type]
        events = await it.ask(model)
        # A reset may overtake what was sent before it.
        assert text_of(events).startswith("Hello") or end == "reset"
        assert ending(events)["type"] == "api_error"
        assert not any(event["type"] == "message_stop" for event in events)
        assert it.exchange.attempts == 1


@pytest.mark.parametrize("model", BEGUN)
async def test_an_error_in_the_middle_is_an_error_event_with_the_providers_words(tmp_path: Path, model: str) -> None:
    begun = asyncio.Event()
    async with rig(tmp_path, Answer([*BEGUN[model], begun, *FRAMES[model]])) as it:
        events = []
        async for batch in it.batches(model):
            begun.set()
            events += batch
        assert text_of(events) == "Hello" or "5.1" in model
        assert "the engine broke" in ending(events)["message"]


async def test_an_error_in_the_first_read_is_a_status_although_text_came_with_it(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer([b"".join([*BEGUN[MODEL], *FRAMES[MODEL]])])) as it:
        with pytest.raises(ApiError, match="the engine broke"):
            await it.ask(MODEL)


@pytest.mark.parametrize("model", BEGUN)
async def test_an_error_at_the_beginning_is_a_status(tmp_path: Path, model: str) -> None:
    async with rig(tmp_path, Answer(FRAMES[model])) as it:
        with pytest.raises(ApiError, match="the engine broke") as caught:
            await it.ask(model)
        assert caught.value.status == 500
        assert len(it.double.calls) == 1


@pytest.mark.parametrize("model", BEGUN)
@pytest.mark.parametrize(
    "answer",
    [
        Answer([], end="clean"),
        Answer([b"<!DOCTYPE html><html>Sign in</html>"], headers=HTML),
        Answer([b" \r\n<html>"]),
        Answer([b'{"ok": true}'], headers={"content-type": "application/json"}),
        Answer([b"data: pong pong\n\n"]),
        Answer([b"\n\n\n"]),
        Answer([b": ping\n\n: ping\n\n"]),
    ],
    ids=["empty", "html", "html as a stream", "other json", "no json", "blank", "comments alone"],
)
async def test_what_is_no_answer_is_a_502(tmp_path: Path, model: str, answer: Answer) -> None:
    async with rig(tmp_path, answer) as it:
        with pytest.raises(ApiError) as caught:
            await it.ask(model)
        assert caught.value.status == 502
        assert len(it.double.calls) == 1


async def test_an_error_document_with_status_200_is_an_error(tmp_path: Path) -> None:
    async with rig(tmp_path, json_answer({"error": {"message": "slow down", "code": 429}})) as it:
        with pytest.raises(ApiError, match="slow down") as caught:
            await it.ask(MODEL)
        assert caught.value.status == 429


@pytest.mark.parametrize("name", ["upstream.idle_timeout_s", "upstream.first_event_timeout_s"])
async def test_a_provider_that_falls_silent_is_given_up(tmp_path: Path, name: str) -> None:
    parts = BEGUN[MODEL] if "idle" in name else []
    async with rig(tmp_path, Answer(parts, end="hold"), overrides={name: 0.2}) as it:
        if "idle" in name:
            error = ending(await it.ask(MODEL))
            assert error["type"] == "timeout_error"
            assert name in error["message"]
        else:
            with pytest.raises(ApiError, match=name) as caught:
                await it.ask(MODEL)
            assert caught.value.status == 504
        await asyncio.wait_for(it.double.left.wait(), 2)
        assert len(it.double.calls) == 1


async def test_a_provider_that_never_answers_is_given_up(tmp_path: Path) -> None:
    answer = Answer([], end="hold", hold_head=True)
    async with rig(tmp_path, answer, overrides={"upstream.first_event_timeout_s": 0.2}) as it:
        with pytest.raises(ApiError, match=r"first_event_timeout_s") as caught:
            await it.ask(MODEL)
        assert caught.value.status == 504
        await asyncio.wait_for(it.double.left.wait(), 2)


async def test_a_client_that_reads_slowly_is_no_silence_of_the_provider(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer(CHAT), overrides={"upstream.idle_timeout_s": 0.15}) as it:
        events = []
        async for batch in it.batches(MODEL):
            await asyncio.sleep(0.4)
            events += batch
        assert ending(events) == "end_turn"


async def test_comments_are_a_sign_of_life(tmp_path: Path) -> None:
    parts = [b": PROCESSING\n\n"] * 3 + CHAT
    async with rig(tmp_path, Answer(parts), overrides={"upstream.first_event_timeout_s": 5.0}) as it:
        assert text_of(await it.ask(MODEL)) == "Hello there"


async def test_a_stream_cut_inside_a_payload_is_unfinished_and_not_unreadable(tmp_path: Path) -> None:
    parts = [*BEGUN[MODEL], b'data: {"choices": [{"ind']
    async with rig(tmp_path, Answer(parts)) as it:
        assert "ended before it was finished" in ending(await it.ask(MODEL))["message"]


SAID = CHAT[:-1]


@pytest.mark.parametrize("counted", [True, False], ids=["counts", "no counts"])
@pytest.mark.parametrize("end", ["cut", "reset", "hold"])
async def test_an_answer_with_its_finish_reason_is_whole_however_the_connection_ends(
    tmp_path: Path, end: str, counted: bool
) -> None:
    sent = asyncio.Event()
    parts = SAID if counted else SAID[:-1]
    answer = Answer([*parts, sent], end=end)  # type: ignore[arg-type]
    async with rig(tmp_path, answer, overrides={"upstream.idle_timeout_s": 0.2}) as it:
        events = []
        async for batch in it.batches(MODEL):
            events += batch
            if text_of(events) == "Hello there":
                sent.set()
        assert ending(events) == "end_turn"
        assert text_of(events) == "Hello there"
        assert events[-2]["usage"].get("input_tokens") == (12 if counted else None)


async def test_gemini_s_finish_reason_is_enough_too(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer(GEMINI, end="cut")) as it:
        assert ending(await it.ask("gemini/gemini-2.5-pro")) == "end_turn"


async def test_an_error_the_provider_reports_after_its_finish_reason_is_an_error(tmp_path: Path) -> None:
    begun = asyncio.Event()
    async with rig(tmp_path, Answer([*SAID[:3], begun, SAID[3], *FRAMES[MODEL]])) as it:
        events = []
        async for batch in it.batches(MODEL):
            begun.set()
            events += batch
        assert "the engine broke" in ending(events)["message"]


PHASES = {
    "before the head": Answer([], end="hold", hold_head=True),
    "before the first event": Answer([], end="hold"),
    "in the middle": Answer(BEGUN[MODEL], end="hold"),
    "in a document": Answer([b'{"id": '], headers={"content-type": "application/json"}, end="hold"),
}


@pytest.mark.parametrize("answer", PHASES.values(), ids=PHASES)
async def test_a_client_that_leaves_closes_the_upstream_at_once(tmp_path: Path, answer: Answer) -> None:
    async with rig(tmp_path, answer) as it:
        asking = asyncio.get_running_loop().create_task(it.ask(MODEL))
        await asyncio.wait_for(it.double.begun.wait(), 20)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.wait_for(it.double.left.wait(), 2)


async def test_leaving_the_generator_closes_the_upstream_at_once(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer(BEGUN[MODEL], end="hold")) as it:
        batches = it.batches(MODEL)
        await anext(batches)
        await batches.aclose()  # type: ignore[attr-defined]
        await asyncio.wait_for(it.double.left.wait(), 2)


async def test_the_connection_of_a_finished_answer_serves_again(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer(CHAT)) as it:
        for _ in range(3):
            await it.ask(MODEL)
        assert it.double.connected == 1
