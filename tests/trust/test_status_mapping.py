"""R2: a provider's refusal reaches the client with its status, its words and its advice, in Anthropic's shape."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from wire import Answer

from desktop_proxy.protocol.errors import error_type

from .faces import Face
from .faulty_provider import Reply, document, refusing_address
from .refusals import Refusal
from .world import World, both_modes, every_face, world

PAGE = b"<!doctype html><html><head><title>Bad gateway</title></head><body>nginx</body></html>"
KEPT = (400, 401, 402, 403, 404, 413, 429, 500, 502, 503, 504, 529)
MAPPED = {418: 400, 422: 400, 507: 502}
"""Of these the API has no error of its own; a relayed one keeps its status."""
REDIRECTS = (301, 302, 303, 307, 308)


@every_face
@both_modes
async def test_every_status_arrives_as_the_api_would_give_it(tmp_path: Path, face: Face, stream: bool) -> None:
    expected = {status: status for status in KEPT} | {
        status: status if face.relayed else ours for status, ours in MAPPED.items()
    }
    async with world(tmp_path, upstream__max_retries=0) as around:
        replies = [document(face.refuse(status, "Refused on purpose."), status, retry_after="7") for status in expected]
        answers = await asyncio.gather(*(_ask(around, face, reply, stream) for reply in replies))
        assert [answer.status for answer in answers] == list(expected.values())
        for answer, status in zip(answers, expected.values(), strict=True):
            assert "Refused on purpose." in answer.json()["error"]["message"]
            # A relayed refusal is Anthropic's own, to the byte.
            assert face.relayed or answer.error["type"] == error_type(status)


@every_face
@both_modes
@pytest.mark.parametrize("status", [429, 503, 529])
async def test_the_time_to_wait_is_passed_on(tmp_path: Path, face: Face, stream: bool, status: int) -> None:
    async with world(tmp_path, upstream__max_retries=0) as around:
        answer = await _ask(around, face, document(face.refuse(status, "Wait."), status, retry_after="47"), stream)
        assert (answer.status, answer.headers["retry-after"]) == (status, "47")


@every_face
@both_modes
async def test_a_web_page_is_a_gateway_s_fault_and_never_shown(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path, upstream__max_retries=0) as around:
        for status in (200, 500, 502, 503):
            page = Reply([PAGE], status, {"content-type": "text/html"})
            answer = await _ask(around, face, page, stream)
            assert answer.status >= 500
            assert answer.error["type"] in ("api_error", "overloaded_error")
            assert b"<" not in answer.body
        answer = await _ask(around, face, Reply([PAGE], 403, {"content-type": "text/html"}), stream)
        assert (answer.status, answer.error["type"]) == (403, "permission_error")
        assert b"<" not in answer.body


@every_face
@both_modes
@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"text"', b"{", b"\xff\xfe\x00", b"no JSON at all"])
async def test_a_refusal_without_a_readable_body_keeps_its_status(
    tmp_path: Path, face: Face, stream: bool, body: bytes
) -> None:
    async with world(tmp_path, upstream__max_retries=0) as around:
        for status in (400, 403, 429, 500, 529):
            answer = await _ask(around, face, document(body, status), stream)
            assert answer.status == status
            assert answer.error["message"]


@every_face
@both_modes
async def test_a_refused_connection_is_a_502_that_says_so(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path, address=refusing_address(), upstream__max_retries=0) as around:
        answer = await around.ask(face, around.provider.play(), stream=stream)
        assert (answer.status, answer.error["type"]) == (502, "api_error")
        assert "refused the connection" in answer.error["message"]


@every_face
@both_modes
async def test_a_redirect_is_a_502(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path, upstream__max_retries=0) as around:
        for status in REDIRECTS:
            redirect = Reply([], status, {"location": around.provider.url})
            answer = await _ask(around, face, redirect, stream)
            assert (answer.status, answer.error["type"]) == (502, "api_error")
            assert "redirect" in answer.error["message"]
        assert around.provider.strays == []


@every_face
@both_modes
async def test_a_refused_key_is_a_401_that_clients_do_not_repeat(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path) as around:
        answer = await _refused(around, face, face.refusals.bad_key, stream)
        assert (answer.status, answer.error["type"]) == (401, "authentication_error")
        assert answer.headers["x-should-retry"] == "false"
        # Claude Code takes these words for its own login and sends the user there.
        assert "x-api-key" not in answer.error["message"]


@every_face
@both_modes
async def test_an_empty_account_is_told_at_once(tmp_path: Path, face: Face, stream: bool) -> None:
    if face.refusals.empty_account is None:
        pytest.skip("this provider has no refusal of its own for it")
    async with world(tmp_path) as around:
        answer = await _refused(around, face, face.refusals.empty_account, stream)
        assert answer.status == face.refusals.empty_account.status
        assert answer.headers["x-should-retry"] == "false"


@every_face
@both_modes
async def test_a_conversation_that_is_too_long_makes_the_client_compact(
    tmp_path: Path, face: Face, stream: bool
) -> None:
    async with world(tmp_path) as around:
        answer = await _refused(around, face, face.refusals.too_long, stream)
        error = answer.json()["error"]
        assert (answer.status, error["type"]) == (400, "invalid_request_error")
        assert error["message"].startswith(face.refusals.too_long_said)


async def _refused(around: World, face: Face, refusal: Refusal, stream: bool) -> Answer:
    return await _ask(around, face, document(refusal.body, refusal.status), stream)


async def _ask(around: World, face: Face, reply: Reply, stream: bool) -> Answer:
    return await around.ask(face, around.provider.play(reply), stream=stream)
