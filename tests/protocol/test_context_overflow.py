from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.protocol.context_overflow import context_overflow_message
from desktop_proxy.protocol.error_body import read_error_body


def said(message: str, **fields: Any) -> str | None:
    return context_overflow_message(read_error_body({"error": {"message": message, **fields}}))


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 128000 tokens. However, your messages resulted in 140000 tokens. "
        "Please reduce the length of the messages.",
        "This model's maximum context length is 128000 tokens. However, you requested 141000 tokens (140000 in the "
        "messages, 1000 in the completion). Please reduce the length of the messages or completion.",
        "The input token count (140000) exceeds the maximum number of tokens allowed (128000).",
        "The input token count 140000 exceeds the maximum number of tokens allowed 128000",
        "This model's maximum prompt length is 128000 but the request contains 140000 tokens.",
        "Prompt contains 140000 tokens and 0 draft tokens, too large for model with 128000 maximum context length",
        "Input tokens exceed the configured limit of 128000 tokens. Your messages resulted in 140000 tokens. Please "
        "reduce the length of the messages.",
        "The decoder prompt (length 140000) is longer than the maximum model length of 128000.",
        "You passed 140000 input tokens and requested 100 output tokens. However, the model's context length is only "
        "128000 tokens, resulting in a maximum input length of 127900 tokens.",
        "This endpoint's maximum context length is 128000 tokens. However, you requested about 150000 tokens (140000 "
        "of text input, 8000 of tool input, 2000 in the output). Please reduce the length of either one.",
        "prompt is too long: 140000 tokens > 128000 maximum",
        "request (140000 tokens) exceeds the available context size (128000 tokens), try increasing it",
    ],
)
def test_both_numbers_are_named(message: str) -> None:
    assert said(message) == "prompt is too long: 140000 tokens > 128000 maximum"


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        ("Your input exceeds the context window of this model. Please adjust your input and try again.", {}),
        ("Please reduce the length of the messages or completion.", {"code": "context_length_exceeded"}),
        ("the input length exceeds the context length", {}),
        ("prompt too long; exceeded max context length by 17 tokens", {}),
        ("Prompt exceeds max length", {"code": "1261"}),
        ("invalid params, context window exceeds limit (2013)", {}),
        ("Input is too long for requested model.", {}),
    ],
)
def test_an_overflow_without_numbers(message: str, fields: dict[str, Any]) -> None:
    assert said(message, **fields) == "prompt is too long for the context window of this model"


@pytest.mark.parametrize(
    "message",
    [
        "Invalid request: Your request exceeded model token limit: 131072",
        "The input token count exceeds the maximum number of tokens allowed 131072.",
        "Range of input length should be [1, 131072]",
    ],
)
def test_only_the_limit_is_known(message: str) -> None:
    assert said(message) == "prompt is too long: more than the 131072 tokens this model takes"


def test_llama_cpp_s_fields_are_read() -> None:
    message = "the request exceeds the available context size"
    fields = {"type": "exceed_context_size_error", "n_prompt_tokens": 9000, "n_ctx": 4096}
    assert said(message, **fields) == "prompt is too long: 9000 tokens > 4096 maximum"


def test_a_prompt_that_fits_without_the_answer_names_max_tokens() -> None:
    message = (
        "This model's maximum context length is 128000 tokens. However, you requested 130000 tokens (120000 in the "
        "messages, 10000 in the completion)."
    )
    assert said(message) == (
        "input length and `max_tokens` exceed context limit: 120000 + 10000 > 128000, "
        "decrease input length or `max_tokens` and try again"
    )


@pytest.mark.parametrize(
    "message",
    [
        "'max_tokens' or 'max_completion_tokens' is too large: 32000. This model's maximum context length is 8192 "
        "tokens and your request has 500 input tokens (32000 > 8192 - 500).",
        "Invalid 'tools': array too long.",
        "Invalid value for max_tokens.",
        "",
    ],
)
def test_other_refusals_are_left_alone(message: str) -> None:
    assert said(message) is None
