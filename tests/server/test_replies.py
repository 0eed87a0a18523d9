"""Whole answers."""

from __future__ import annotations

import orjson

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server.replies import error_reply, json_reply, raw_error


def test_an_error_keeps_status_headers_and_shape() -> None:
    reply = error_reply(ApiError(429, "Slow down.", retry_after=2), "req_1")
    assert (reply.status, reply.headers["retry-after"]) == (429, "2")
    assert orjson.loads(reply.body) == {
        "type": "error",
        "error": {"type": "rate_limit_error", "message": "Slow down."},
        "request_id": "req_1",
    }


def test_json_is_sent_as_such() -> None:
    reply = json_reply({"a": 1})
    assert (reply.status, reply.body, reply.headers["content-type"]) == (200, b'{"a":1}', "application/json")


def test_an_error_without_a_request_is_whole_http() -> None:
    head, _, body = raw_error(ApiError(431, "Too much.")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 431 ")
    assert f"content-length: {len(body)}".encode() in head
    assert orjson.loads(body)["error"]["message"] == "Too much."
