from __future__ import annotations

import pytest

from desktop_proxy.protocol.output_limit import OutputLimit, accepted_output_limit

REFUSALS = (
    ("max_tokens is too large: 64000. This model supports at most 16384 completion tokens, not 64000.", 16384),
    ("`max_tokens` must be less than or equal to `8192`, the maximum value for it", 8192),
    ("Invalid max_tokens value, the valid range of max_tokens is [1, 8192]", 8192),
    ("Range of max_tokens should be [1, 32768]", 32768),
    ("'max_tokens' is too large: 64000. This model's context is 32768 tokens (64000 > 32768 - 1234).", 31534),
    ("vLLM: input length and `max_tokens` exceed context limit: 1234 + 64000 > 32768", 31534),
    ("max_output_tokens: the maximum value is 65,536", 65536),
    ("max_tokens must be between 1 and 4096", 4096),
)  # fmt: skip


@pytest.mark.parametrize(("message", "limit"), REFUSALS)
def test_the_limit_is_read_from_the_refusal(message: str, limit: int) -> None:
    found = accepted_output_limit(message, 64_000 if limit < 64_000 else 128_000)
    assert found == OutputLimit(limit, lasting=limit != 31534)


@pytest.mark.parametrize(
    "message",
    [
        "Unknown parameter: 'foo'.",
        "max_tokens is required",
        "tools: at most 128 items are allowed",
        "max_tokens must be less than or equal to 90000",
        "max_tokens: at most 0",
        "",
    ],
)
def test_another_refusal_names_no_limit(message: str) -> None:
    assert accepted_output_limit(message, 64_000) is None
