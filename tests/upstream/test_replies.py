from __future__ import annotations

from desktop_proxy.upstream.replies import load, reported_error, unreadable


def test_a_payload_is_its_json_or_nothing() -> None:
    assert load(b'{"a": 1}') == {"a": 1}
    assert load(b"nonsense") is None


def test_an_error_object_is_a_failure_with_its_own_status() -> None:
    error = reported_error({"error": {"code": 429, "message": "slow down"}}, "Name")
    assert error is not None
    assert error.status == 429


def test_chunks_are_none() -> None:
    for chunk in ({"choices": []}, {"error": None}, {"error": {}}, [], None, 3):
        assert reported_error(chunk, "Name") is None


def test_what_cannot_be_read_is_a_502() -> None:
    assert unreadable("Name").status == 502
