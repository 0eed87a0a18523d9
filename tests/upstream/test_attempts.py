"""What a provider refuses, what is asked again, and who answers instead."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from upstream.loopback import Answer, json_answer, sse
from upstream.rig import CHAT, KEY, chat_delta, ending, responses_events, rig, text_of

from desktop_proxy.protocol.continuity import thinking_signature
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream import retry

MODEL = "openai/gpt-4.1"
GOOD = Answer(CHAT)


def refusal(status: int, message: str = "no", **headers: str) -> Answer:
    return json_answer({"error": {"message": message, "type": "x", "code": None}}, status, **headers)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY_S", 0.001)


STATUSES = [
    (400, 400, 1),
    (401, 401, 1),
    (403, 403, 1),
    (404, 404, 1),
    (413, 413, 1),
    (422, 400, 1),
    (429, 429, 1),
    (500, 500, 3),
    (502, 502, 3),
    (503, 503, 3),
    (529, 529, 3),
]


@pytest.mark.parametrize(("status", "told", "calls"), STATUSES)
@pytest.mark.parametrize("model", [MODEL, "openai/gpt-5.1", "xai/grok-4", "gemini/gemini-2.5-pro"])
async def test_a_refusal_keeps_its_status_and_only_a_server_s_fault_is_asked_again(
    tmp_path: Path, model: str, status: int, told: int, calls: int
) -> None:
    async with rig(tmp_path, refusal(status, x_request_id="req-7")) as it:
        with pytest.raises(ApiError) as caught:
            await it.ask(model)
        assert caught.value.status == told
        assert len(it.double.calls) == it.exchange.attempts == calls
        assert it.exchange.status == status
        assert it.exchange.provider_request_id == "req-7"
        assert it.exchange.answered_by is None


async def test_a_fault_that_passes_is_not_noticed(tmp_path: Path) -> None:
    async with rig(tmp_path, refusal(500), Answer([], 502, end="reset"), GOOD) as it:
        assert text_of(await it.ask(MODEL)) == "Hello there"
        assert it.exchange.attempts == 3
        assert it.exchange.status == 200


async def test_a_short_wait_the_provider_asks_for_is_granted(tmp_path: Path) -> None:
    async with rig(tmp_path, refusal(429, retry_after="0"), GOOD) as it:
        assert text_of(await it.ask(MODEL)) == "Hello there"


async def test_a_long_wait_is_passed_on_at_once(tmp_path: Path) -> None:
    async with rig(tmp_path, refusal(429, retry_after="60")) as it:
        with pytest.raises(ApiError) as caught:
            await it.ask(MODEL)
        assert caught.value.retry_after == 60
        assert len(it.double.calls) == 1


async def test_an_empty_account_is_not_asked_again(tmp_path: Path) -> None:
    answer = json_answer({"error": {"message": "quota", "code": "insufficient_quota"}}, 429, retry_after="1")
    async with rig(tmp_path, answer) as it:
        with pytest.raises(ApiError) as caught:
            await it.ask(MODEL)
        assert caught.value.should_retry is False
        assert len(it.double.calls) == 1


async def test_how_often_is_a_setting(tmp_path: Path) -> None:
    async with rig(tmp_path, refusal(500), overrides={"upstream.max_retries": 0}) as it:
        with pytest.raises(ApiError):
            await it.ask(MODEL)
        assert len(it.double.calls) == 1


async def test_a_refused_connection_names_the_host_and_what_to_do(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        it.settings.update({"providers.gone.base_url": "http://127.0.0.1:9"})
        with pytest.raises(ApiError) as caught:
            await it.ask("gone/model")
        assert caught.value.status == 502
        assert "127.0.0.1 refused the connection" in caught.value.message
        assert it.exchange.attempts == 3
        assert it.exchange.status is None


async def test_a_redirect_is_not_followed(tmp_path: Path) -> None:
    async with rig(tmp_path, Answer([], 307, {"location": "http://127.0.0.1:9/else"})) as it:
        with pytest.raises(ApiError, match="redirect") as caught:
            await it.ask(MODEL)
        assert caught.value.status == 502
        assert len(it.double.calls) == 1


async def test_a_huge_refusal_is_read_only_in_part(tmp_path: Path) -> None:
    huge = [b'{"error": {"message": "' + b"x" * 1_000_000] * 30
    async with rig(tmp_path, Answer(huge, 400, {"content-type": "application/json"})) as it:
        with pytest.raises(ApiError) as caught:
            await it.ask(MODEL)
        assert caught.value.status == 400
        assert len(caught.value.message) < 4000


async def test_a_key_that_the_provider_quotes_does_not_reach_the_client(tmp_path: Path) -> None:
    async with rig(tmp_path, refusal(401, f"Incorrect API key provided: {KEY}.")) as it:
        with pytest.raises(ApiError) as caught:
            await it.ask(MODEL)
        assert KEY[:16] not in caught.value.message
        assert caught.value.should_retry is False


async def test_a_key_that_was_refused_is_read_anew(tmp_path: Path) -> None:
    async with rig(tmp_path, refusal(401), GOOD, environ={"OPENAI_API_KEY": ""}) as it:
        await it.credentials.set("openai", "sk-old-0123456789abcdefghij")
        with pytest.raises(ApiError):
            await it.ask(MODEL)
        await it.credentials.set("openai", "sk-new-0123456789abcdefghij")
        await it.ask(MODEL)
        assert it.double.calls[1].headers["authorization"] == "Bearer sk-new-0123456789abcdefghij"


FALLBACK: dict[str, Any] = {"routing.fallbacks": "xai/grok-4,demo/desktop-proxy"}


async def test_another_target_answers_when_the_first_is_down(tmp_path: Path) -> None:
    answers = [refusal(503)] * 3 + [GOOD]
    async with rig(tmp_path, *answers, overrides=FALLBACK) as it:
        assert text_of(await it.ask(MODEL)) == "Hello there"
        assert str(it.exchange.answered_by) == "xai/grok-4"
        assert it.exchange.attempts == 4
        assert any("openai/gpt-4.1 could not answer" in note.why for note in it.exchange.notes)


async def test_the_last_target_may_be_the_demo(tmp_path: Path) -> None:
    async with rig(tmp_path, refusal(500), overrides=FALLBACK) as it:
        assert ending(await it.ask(MODEL)) == "end_turn"
        assert str(it.exchange.answered_by) == "demo/desktop-proxy"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 429])
async def test_what_is_wrong_with_the_request_is_nobody_else_s_to_answer(tmp_path: Path, status: int) -> None:
    async with rig(tmp_path, refusal(status), overrides=FALLBACK) as it:
        with pytest.raises(ApiError):
            await it.ask(MODEL)
        assert len(it.double.calls) == 1


async def test_a_broken_answer_is_nobody_else_s_to_finish(tmp_path: Path) -> None:
    begun = Answer(sse(chat_delta(content="Hello")), end="cut")
    async with rig(tmp_path, begun, GOOD, overrides=FALLBACK) as it:
        assert ending(await it.ask(MODEL))["type"] == "api_error"
        assert len(it.double.calls) == 1


async def test_a_fallback_without_a_key_does_not_hide_the_failure(tmp_path: Path) -> None:
    overrides = {"routing.fallbacks": "xai/grok-4"}
    async with rig(tmp_path, refusal(503, "at home sick"), environ={"XAI_API_KEY": ""}, overrides=overrides) as it:
        with pytest.raises(ApiError, match="at home sick"):
            await it.ask(MODEL)


async def test_requests_beyond_the_limit_wait_for_their_turn(tmp_path: Path) -> None:
    async with rig(tmp_path, GOOD, overrides={"server.max_streams": 1}) as it:
        first = it.batches(MODEL)
        await anext(first)
        second = asyncio.get_running_loop().create_task(it.ask(MODEL))
        await asyncio.sleep(0)
        assert len(it.double.calls) == 1
        async for _ in first:
            pass
        assert text_of(await second) == "Hello there"


async def test_an_output_limit_nobody_knew_is_learned_from_the_refusal(tmp_path: Path) -> None:
    too_large = refusal(400, "max_tokens is too large: 64000. This model supports at most 8192 completion tokens.")
    async with rig(tmp_path, too_large, GOOD, GOOD) as it:
        for _ in range(2):
            assert text_of(await it.ask("openai/my-own-model", max_tokens=64_000)) == "Hello there"
            assert [(note.field, note.action) for note in it.exchange.notes] == [("max_tokens", "clamped")]
        sent = [call.json() for call in it.double.calls]
        assert [body.get("max_tokens") or body["max_completion_tokens"] for body in sent] == [64_000, 8192, 8192]


async def test_a_refused_output_limit_that_stays_refused_is_told(tmp_path: Path) -> None:
    refusals = [refusal(400, f"max_tokens: at most {limit} are allowed") for limit in (8192, 4096, 4096)]
    async with rig(tmp_path, *refusals) as it:
        with pytest.raises(ApiError, match="at most 4096"):
            await it.ask("openai/my-own-model", max_tokens=64_000)
        assert len(it.double.calls) == 3


UNVERIFIED = json_answer(
    {
        "error": {
            "message": "Your organization must be verified to generate reasoning summaries. Please go to: "
            "https://platform.openai.com/settings/organization/general and click on Verify Organization.",
            "type": "invalid_request_error",
            "param": "reasoning.summary",
            "code": "unsupported_value",
        }
    },
    400,
)
REASONING = "openai/gpt-5.1"
THINKING = {"type": "enabled", "budget_tokens": 2000}


async def test_summaries_refused_to_an_unverified_organization_are_done_without(tmp_path: Path) -> None:
    good = Answer(responses_events())
    async with rig(tmp_path, UNVERIFIED, good, good, good) as it:
        for model in (REASONING, REASONING, "openai/o3"):
            assert text_of(await it.ask(model, max_tokens=9000, thinking=THINKING)) == "Hello there"
            assert "verified organization" in " ".join(note.why for note in it.exchange.notes)
        asked = [call.json()["reasoning"] for call in it.double.calls]
        assert ["summary" in reasoning for reasoning in asked] == [True, False, False, False]
        assert all("effort" in reasoning for reasoning in asked)
        await it.ask(REASONING)
        assert not it.exchange.notes


async def test_another_key_of_the_same_provider_is_asked_for_summaries_again(tmp_path: Path) -> None:
    good = Answer(responses_events())
    async with rig(tmp_path, UNVERIFIED, good, environ={"OPENAI_API_KEY": ""}) as it:
        for key in ("sk-old-0123456789abcdefghij", "sk-new-0123456789abcdefghij"):
            await it.credentials.set("openai", key)
            await it.ask(REASONING, max_tokens=9000, thinking=THINKING)
        assert ["summary" in call.json()["reasoning"] for call in it.double.calls] == [True, False, True]


async def test_a_summary_that_stays_refused_is_told(tmp_path: Path) -> None:
    async with rig(tmp_path, UNVERIFIED) as it:
        with pytest.raises(ApiError, match="must be verified"):
            await it.ask(REASONING, max_tokens=9000, thinking=THINKING)
        assert len(it.double.calls) == 2


async def test_a_model_that_streams_only_for_verified_organizations_is_told_at_once(tmp_path: Path) -> None:
    said = "Your organization must be verified to stream this model."
    body = {"error": {"message": said, "param": "stream", "code": "unsupported_value"}}
    async with rig(tmp_path, json_answer(body, 400)) as it:
        with pytest.raises(ApiError, match=said) as caught:
            await it.ask(REASONING)
        assert (caught.value.status, len(it.double.calls)) == (400, 1)


async def test_reasoning_of_another_organization_is_left_out_when_it_is_refused(tmp_path: Path) -> None:
    body = {"error": {"message": "It could not be verified.", "param": None, "code": "invalid_encrypted_content"}}
    item = {"id": "rs_1", "encrypted_content": "gAAAA-of-somebody-else"}
    thought = {"type": "thinking", "thinking": "Hm.", "signature": thinking_signature("openai", {"items": [item]})}
    said = [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": [thought, {"type": "text", "text": "Hello"}]},
        {"role": "user", "content": "And?"},
    ]
    good = Answer(responses_events())
    async with rig(tmp_path, json_answer(body, 400), good, good) as it:
        for _ in range(2):
            assert text_of(await it.ask(REASONING, messages=said)) == "Hello there"
        kinds = [[entry["type"] for entry in call.json()["input"]] for call in it.double.calls]
        assert ["reasoning" in sent for sent in kinds] == [True, False, True]
        assert kinds[1] == ["message"] * 3


async def test_a_retired_model_that_is_gone_names_its_successor(tmp_path: Path) -> None:
    async with rig(tmp_path, refusal(404, "models/gemini-2.0-flash is not found")) as it:
        with pytest.raises(ApiError, match=r"its successor is gemini-3\.5-flash-lite") as caught:
            await it.ask("gemini/gemini-2.0-flash")
        assert caught.value.status == 404


async def test_a_dead_kept_connection_is_replaced_once_for_a_request(tmp_path: Path) -> None:
    reset = Answer([], hold_head=True, end="reset")
    async with rig(tmp_path, *[GOOD] * 4, reset) as it:
        await asyncio.gather(*(it.ask(MODEL) for _ in range(4)))
        with pytest.raises(ApiError, match="before it answered"):
            await it.ask(MODEL)
        assert it.exchange.attempts == 3
        assert len(it.double.calls) - 4 <= 4
