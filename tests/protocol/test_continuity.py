from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.continuity import (
    read_thinking_signature,
    split_tool_id,
    thinking_signature,
    tool_id_with_signature,
)

GEMINI_SIGNATURE = base64.b64encode(bytes(range(256))).decode()


@pytest.mark.parametrize("tool_id", ["toolu_01A", "call_1", "a_ts_b", "x"])
def test_a_signature_rides_on_a_tool_id_and_comes_back(tool_id: str) -> None:
    carried = tool_id_with_signature(tool_id, GEMINI_SIGNATURE)
    assert re.fullmatch(r"[a-zA-Z0-9_-]+", carried)
    assert split_tool_id(carried) == (tool_id, GEMINI_SIGNATURE)


@given(st.from_regex(r"[a-zA-Z0-9_-]{1,40}", fullmatch=True), st.binary(min_size=1, max_size=200))
def test_any_base64_signature_survives_behind_any_id(tool_id: str, secret: bytes) -> None:
    signature = base64.b64encode(secret).decode()
    assert split_tool_id(tool_id_with_signature(tool_id, signature)) == (tool_id, signature)


def test_no_signature_leaves_the_id_alone() -> None:
    assert tool_id_with_signature("call_1", "") == "call_1"


@pytest.mark.parametrize(
    "tool_id", ["", "call_1", "_ts_QUJD", "call_ts_", "call_ts_é", "call_ts_abcd", "call_ts_a", "get_ts_AAAA"]
)
def test_an_id_without_a_signature_is_left_alone(tool_id: str) -> None:
    assert split_tool_id(tool_id) == (tool_id, None)


def test_a_payload_comes_back_to_the_provider_that_left_it() -> None:
    payload = {"items": [{"id": "rs_1", "encrypted_content": "gAAA", "summary": ["ü"]}]}
    signature = thinking_signature("openai", payload)
    assert signature.startswith("dp1.openai.")
    assert signature.isascii()
    assert read_thinking_signature(signature, "openai") == payload


def test_a_payload_is_not_given_to_another_provider() -> None:
    assert read_thinking_signature(thinking_signature("openai", {"items": []}), "gemini") is None


@pytest.mark.parametrize(
    "signature", [None, "", "EqQBCkYIARgCKkA", "dp1.openai.", "dp1.openai.%%%", "dp1.openai.AAAA", "dp1.openai.W10"]
)
def test_a_foreign_or_damaged_signature_reads_as_none(signature: str | None) -> None:
    assert read_thinking_signature(signature, "openai") is None


@given(st.text())
def test_reading_never_raises(text: str) -> None:
    read_thinking_signature(text, "openai")
    read_thinking_signature("dp1.openai." + text, "openai")
    split_tool_id(text)
    split_tool_id("call_ts_" + text)
