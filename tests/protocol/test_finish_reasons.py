from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import error_type
from desktop_proxy.protocol.finish_reasons import FAILURES, STOP_REASONS, failure, stop_reason
from tests.protocol.grammar import STOP_REASONS as LEGAL


def test_every_stop_reason_is_one_of_the_api_s() -> None:
    assert set(STOP_REASONS.values()) <= LEGAL


def test_no_reason_is_both_an_end_and_a_failure() -> None:
    assert not STOP_REASONS.keys() & FAILURES.keys()


@pytest.mark.parametrize(
    ("finish_reason", "expected"),
    [
        ("stop", "end_turn"),
        ("length", "max_tokens"),
        ("MAX_TOKENS", "max_tokens"),
        ("STOP", "end_turn"),
        ("PROHIBITED_CONTENT", "refusal"),
        ("content_filter", "refusal"),
        ("something new", "end_turn"),
    ],
)
def test_finish_reason(finish_reason: str, expected: str) -> None:
    assert stop_reason(finish_reason) == expected
    assert failure(finish_reason) is None


def test_failures_have_an_error_type_and_words() -> None:
    for status, words in FAILURES.values():
        assert error_type(status)
        assert words.endswith(".")
    assert failure("MALFORMED_FUNCTION_CALL") is not None
