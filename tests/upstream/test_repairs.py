from __future__ import annotations

from typing import Any

import orjson
import pytest
from upstream.rig import endpoint

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.profile import Note, Translation
from desktop_proxy.protocol.provider_errors import provider_error
from desktop_proxy.protocol.request_body import messages_request
from desktop_proxy.upstream.repairs import RepairMemory, Repairs

MODEL = "gpt-5.1"
SUMMARY = (
    "Your organization must be verified to generate reasoning summaries. Please go to: https://platform.openai.com"
)
BODY: dict[str, Any] = {
    "model": MODEL,
    "input": [
        {"type": "reasoning", "encrypted_content": "gAAAA"},
        {"type": "message", "role": "user", "content": "Hi"},
    ],
    "reasoning": {"effort": "low", "summary": "auto"},
}
FOREIGN = (
    ("No.", "invalid_encrypted_content"),
    ("The encrypted content gAAAAAB could not be verified. Reason: Its organization_id did not match", None),
    ("The encrypted content for item rs_1 could not be decrypted or parsed.", None),
)  # fmt: skip


def refused(message: str, code: str | None = None, status: int = 400) -> ApiError:
    body = {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}
    return provider_error(status, {}, orjson.dumps(body), "OpenAI")


def request(max_tokens: int) -> MessagesRequest:
    return messages_request({"model": "m", "max_tokens": max_tokens, "messages": [{"role": "user", "content": "Hi"}]})


def repairs(memory: RepairMemory | None = None, model: str = MODEL) -> Repairs:
    return Repairs(memory or RepairMemory(), endpoint("openai"), model)


def test_a_refused_summary_is_left_out_and_the_effort_stays() -> None:
    it = repairs()
    assert it.find(refused(SUMMARY, "unsupported_value"), 100)
    sent = it.translation(Translation(BODY))
    assert sent.body == BODY | {"reasoning": {"effort": "low"}}
    assert [note.field for note in sent.notes] == ["thinking"]
    assert BODY["reasoning"] == {"effort": "low", "summary": "auto"}


def test_a_summary_alone_takes_the_field_with_it() -> None:
    it = repairs()
    it.find(refused(SUMMARY), 100)
    assert "reasoning" not in it.translation(Translation(BODY | {"reasoning": {"summary": "auto"}})).body


@pytest.mark.parametrize(("message", "code"), FOREIGN)
def test_reasoning_that_cannot_be_decrypted_is_left_out(message: str, code: str | None) -> None:
    memory = RepairMemory()
    it = repairs(memory)
    assert it.find(refused(message, code), 100)
    assert it.translation(Translation(BODY)).body["input"] == BODY["input"][1:]
    assert repairs(memory).translation(Translation(BODY)) == Translation(BODY)


def test_the_same_refusal_is_repaired_once() -> None:
    it = repairs()
    assert it.find(refused(SUMMARY), 100)
    assert not it.find(refused(SUMMARY), 100)


def test_a_server_that_always_wants_less_comes_to_an_end() -> None:
    it = repairs()
    again = [it.find(refused(f"max_tokens: at most {64_000 - turn} are allowed"), 64_001 - turn) for turn in range(9)]
    assert again.count(True) == 3


def test_what_the_request_does_not_have_needs_no_change_and_no_note() -> None:
    memory = RepairMemory()
    repairs(memory).find(refused(SUMMARY), 100)
    plain = Translation({"model": MODEL, "messages": []})
    assert repairs(memory, "o3").translation(plain) == plain


def test_an_output_limit_is_remembered_for_its_model_and_the_smallest_counts() -> None:
    memory = RepairMemory()
    it = repairs(memory)
    assert it.find(refused("max_tokens: at most 8192 are allowed"), 64_000)
    assert it.find(refused("max_tokens: at most 4096 are allowed"), 8192)
    notes: list[Note] = []
    assert repairs(memory).request(request(64_000), notes).max_tokens == 4096
    assert [note.action for note in notes] == ["clamped"]
    assert repairs(memory, "another").request(request(64_000), notes).max_tokens == 64_000
    small = request(100)
    assert repairs(memory).request(small, notes) is small


@pytest.mark.parametrize(
    "error",
    [
        refused("Your organization must be verified to stream this model.", "unsupported_value"),
        refused("Unknown parameter: 'foo'."),
        refused(SUMMARY, status=500),
        ApiError(400, "The request cannot be put into form."),
    ],
)
def test_nothing_else_is_repaired(error: ApiError) -> None:
    assert not repairs().find(error, 64_000)
