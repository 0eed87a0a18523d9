"""The server's routes and errors, over real sockets."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeUpstream, message_body, running_proxy, stall, text_batches
from wire import Wire, ask

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server import app


async def test_health_is_short_and_needs_no_token(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "GET", "/health", headers={"x-api-key": None})
        assert (answer.status, answer.json()) == (200, {"status": "ready"})
        assert len(answer.body) <= 200
        proxy.upstream.ready = False
        assert (await ask(proxy.port, "GET", "/health")).json() == {"status": "starting"}


async def test_the_preconnect_of_claude_code_needs_no_token(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        assert (await ask(proxy.port, "HEAD", "/", headers={"x-api-key": None})).status == 200


async def test_a_person_who_looks_is_told_what_this_is(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "GET", "/")
        assert answer.status == 200
        assert b"desktop-proxy env" in answer.body
        assert proxy.token.encode() not in answer.body


@pytest.mark.parametrize(
    ("method", "target", "status", "kind"),
    [
        ("GET", "/v1/unknown", 404, "not_found_error"),
        ("POST", "/v1/v1/messages", 404, "not_found_error"),
        ("GET", "/v1/../health", 404, "not_found_error"),
        ("GET", "/%761/models", 404, "not_found_error"),
        ("GET", "//v1/models", 404, "not_found_error"),
        ("GET", "/v1/messages", 405, "invalid_request_error"),
        ("DELETE", "/v1/models/x", 405, "invalid_request_error"),
        ("TRACE", "/", 405, "invalid_request_error"),
        ("OPTIONS", "/v1/messages", 405, "invalid_request_error"),
    ],
)
async def test_every_other_address_is_refused_in_the_api_s_shape(
    tmp_path: Path, method: str, target: str, status: int, kind: str
) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, method, target, b"{}" if method == "POST" else None)
        assert answer.status == status
        assert answer.error["type"] == kind


async def test_an_address_that_ends_in_v1_is_explained(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/v1/messages", b"{}")
        assert "must not end in /v1" in answer.error["message"]


async def test_a_fault_of_our_own_is_a_plain_500_without_its_text(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    upstream = FakeUpstream(RuntimeError("secret /home/user/file.py"))
    async with running_proxy(tmp_path, upstream) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body())
        assert (answer.status, answer.error["type"]) == (500, "api_error")
        assert b"secret" not in answer.body
        assert [record.exc_info is not None for record in caplog.records if record.levelname == "ERROR"] == [True]
        assert (await proxy.row()).state == "error"


async def test_error_headers_reach_the_client(tmp_path: Path) -> None:
    upstream = FakeUpstream(ApiError(429, "Slow down.", retry_after=7, should_retry=False))
    async with running_proxy(tmp_path, upstream) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))
        assert (answer.status, answer.error["type"]) == (429, "rate_limit_error")
        assert (answer.headers["retry-after"], answer.headers["x-should-retry"]) == ("7", "false")


async def test_request_ids_are_unique_and_no_server_is_named(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        seen = set()
        for target in ("/health", "/v1/models", "/nothing", "/health"):
            wire.request("GET", target)
            answer = await wire.answer()
            assert answer.headers["request-id"].startswith("req_")
            assert len(answer.headers["request-id"]) == 28
            assert "server" not in answer.headers
            seen.add(answer.headers["request-id"])
        await wire.leave()
        assert len(seen) == 4


async def test_secrets_in_an_error_are_redacted(tmp_path: Path) -> None:
    key = "sk-abcdefghijklmnopqrstuvwxyz0123456789"
    upstream = FakeUpstream(ApiError(401, f"Incorrect API key provided: {key}."))
    async with running_proxy(tmp_path, upstream) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body())
        assert answer.status == 401
        assert key.encode() not in answer.body
        assert key not in str((await proxy.row()).error)
        upstream.script = [
            text_batches("Hi")[0],
            [{"type": "error", "error": {"type": "api_error", "message": f"key {key} refused"}}],
        ]
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(stream=True))
        assert answer.events()[-1]["type"] == "error"
        assert key.encode() not in answer.body
        assert key not in str((await proxy.row(2)).error)


async def test_more_requests_at_a_time_than_allowed_are_told_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "MAX_ACTIVE", 1)
    async with running_proxy(tmp_path, FakeUpstream(stall())) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body())
        await proxy.upstream.begun.wait()
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body())
        assert (answer.status, answer.error["type"]) == (529, "overloaded_error")
        assert answer.headers["retry-after"] == "1"
        await wire.leave()
