"""Which headers pass; what they do on a real call is in `test_relay.py`."""

from __future__ import annotations

from desktop_proxy.redaction import Secret
from desktop_proxy.upstream.relay_headers import reply_headers, request_headers


def test_only_the_client_s_words_about_its_request_go_up() -> None:
    asked = {"Authorization": "Bearer x", "Cookie": "a=b", "X-Api-Key": "x", "Anthropic-Beta": "b", "X-App": "cli"}
    assert request_headers(asked, None) == {
        "anthropic-beta": "b",
        "x-app": "cli",
        "anthropic-version": "2023-06-01",
        "content-type": "application/json",
    }


def test_our_key_goes_the_way_its_kind_takes() -> None:
    assert request_headers({}, Secret("sk-ant-api03-0123"))["x-api-key"] == "sk-ant-api03-0123"
    bearer = request_headers({"anthropic-beta": "b"}, Secret("sk-ant-oat01-0123"))
    assert bearer["authorization"] == "Bearer sk-ant-oat01-0123"
    assert bearer["anthropic-beta"] == "b,oauth-2025-04-20"
    assert "x-api-key" not in bearer


def test_only_the_answer_s_advice_comes_down() -> None:
    told = {"Set-Cookie": "a=b", "Server": "x", "Retry-After": "3", "anthropic-ratelimit-requests-limit": "50"}
    assert reply_headers(told) == {"retry-after": "3", "anthropic-ratelimit-requests-limit": "50"}
