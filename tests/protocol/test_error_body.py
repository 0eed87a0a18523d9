from __future__ import annotations

from typing import Any

import orjson
import pytest

from desktop_proxy.protocol.error_body import MAX_MESSAGE_CHARACTERS, clean, read_error_body


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "Boom", "type": "x", "code": None}},
        {"error": "Boom", "code": "Client specified an invalid argument"},
        [{"error": {"code": 400, "message": "Boom", "status": "INVALID_ARGUMENT"}}],
        {"object": "error", "message": "Boom", "code": 400},
        {"type": "error", "error": {"type": "api_error", "message": "Boom"}},
        {"detail": "Boom"},
        {"detail": {"message": "Boom"}},
        {"error": {"detail": "Boom"}},
        {"errors": ["Boom"]},
        {"code": "1234", "msg": "Boom"},
        {"error": {"message": '{"error": {"message": "Boom"}}'}},
        {"error": {"message": 'b\'{\\n  "error": {"message": "Boom"}}\''}},
        "Boom",
    ],
)
def test_the_message_is_found_in_every_shape(body: Any) -> None:
    assert read_error_body(orjson.dumps(body)).message == "Boom"


def test_plain_text_is_its_own_message() -> None:
    assert read_error_body(b"Bad\n  gateway").message == "Bad gateway"


def test_fastapi_s_list_names_the_fields() -> None:
    body = {"detail": [{"loc": ["body", "model"], "msg": "field required"}, {"msg": "too long"}]}
    assert read_error_body(body).message == "body.model: field required; too long"


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><html>", b"\n<HTML><body>nginx", b'{"error": {"message": "<html><h1>502</h1>"}}']
)
def test_html_is_recognised_and_not_repeated(body: bytes) -> None:
    assert read_error_body(body).html
    assert read_error_body(body).message == ""


def test_openrouter_s_raw_words_are_added() -> None:
    body = {"error": {"message": "Provider returned error", "code": 400, "metadata": {"raw": "too long"}}}
    assert read_error_body(body).message == "Provider returned error too long"


def test_words_hold_codes_and_reasons() -> None:
    body = {"error": {"message": "No.", "status": "NOT_FOUND", "details": [{"reason": "API_KEY_INVALID"}, "x"]}}
    read = read_error_body(body)
    assert "not_found" in read.words
    assert "api_key_invalid" in read.words
    assert len(read.details) == 1


@pytest.mark.parametrize(("code", "status"), [(429, 429), ("503", 503), (200, None), ("x", None), (True, None)])
def test_a_status_in_the_body_is_read(code: Any, status: int | None) -> None:
    assert read_error_body({"error": {"code": code, "message": "x"}}).code == status


@pytest.mark.parametrize(
    "key",
    [
        "sk-proj-abcdefghijklmnop1234567890",
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "xai-abcdefghijklmnop1234567890",
        "Bearer abcdefghijklmnop1234567890",
    ],
)
def test_keys_are_not_repeated(key: str) -> None:
    assert key.split()[-1] not in clean(f"Incorrect API key provided: {key}. Try again.")


def test_a_stack_trace_is_cut_to_its_last_line() -> None:
    trace = 'Boom\nTraceback (most recent call last):\n  File "/app/server.py", line 3, in f\nValueError: no room'
    assert clean(trace) == "Boom ValueError: no room"


def test_long_messages_are_capped_and_printable() -> None:
    assert len(clean("x" * 100_000)) == MAX_MESSAGE_CHARACTERS + 1
    assert len(clean("漢" * 100_000).encode()) < 2500
    assert clean("a\x00\u202eb\ud800c") == "a b c"
