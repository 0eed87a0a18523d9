"""S5-S7: a request has no say in where it goes, nothing it names is fetched here, and no redirect is followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fakes import TOKEN

from .faces import FACES, Face
from .faulty_provider import ISSUED_TOKEN, Call, Reply, Scene, Trap, document, trap
from .world import both_modes, every_face, world

CANARY = "injected-by-the-request"
REDIRECTS = (301, 302, 303, 307, 308)


def steering(address: str) -> dict[str, Any]:
    """Fields by which LiteLLM or an SDK would be told where to send a request, with what, and what to answer."""
    headers = {"x-injected": CANARY, "authorization": f"Bearer {CANARY}", "x-api-key": CANARY, "x-goog-api-key": CANARY}
    return {
        "api_base": address,
        "base_url": address,
        "api_key": CANARY,
        "api_version": CANARY,
        "organization": CANARY,
        "extra_headers": headers,
        "headers": headers,
        "extra_body": {"injected": CANARY, "api_base": address},
        "extra_query": {"injected": CANARY},
        "fallbacks": [{"model": f"openai/{CANARY}", "api_base": address, "api_key": CANARY}],
        "context_window_fallback_dict": {"gpt-4.1": CANARY},
        "litellm_params": {"api_base": address, "api_key": CANARY, "mock_response": CANARY},
        "custom_llm_provider": CANARY,
        "mock_response": CANARY,
        "mock_timeout": True,
        "vertex_credentials": CANARY,
        "vertex_project": CANARY,
        "model_list": [{"model_name": CANARY, "litellm_params": {"model": CANARY, "api_base": address}}],
        "http_client": CANARY,
        "timeout": 0.001,
        "num_retries": 50,
        "user_continue_message": {"role": "user", "content": CANARY},
        "callbacks": [CANARY],
        "cache": {"type": CANARY},
    }


@every_face
@both_modes
async def test_fields_that_steer_litellm_steer_nothing(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path) as around, trap() as elsewhere:
        scene = around.provider.play(Reply(face.parts(stream=stream), headers=face.content_type(stream=stream)))
        answer = await around.ask(face, scene, stream=stream, **steering(elsewhere.url))
        assert answer.status == 200, answer.body
        assert CANARY.encode() not in answer.body
        (call,) = scene.calls
        assert CANARY.encode() not in call.head
        # Anthropic gets the client's very bytes, and refuses fields it does not know.
        assert face.relayed or CANARY.encode() not in call.body
        assert face.relayed or elsewhere.url.encode() not in call.body
        assert elsewhere.visits == 0


@every_face
async def test_the_client_s_headers_do_not_reach_the_provider_s_call(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path) as around:
        scene = around.provider.play(Reply([face.opening, face.closing]))
        wire = await around.begin(
            face,
            scene,
            stream=True,
            headers={
                "authorization": f"Bearer {CANARY}",
                "cookie": CANARY,
                "x-forwarded-for": CANARY,
                "x-goog-api-key": CANARY,
                "openai-organization": CANARY,
                "x-litellm-api-key": CANARY,
                "proxy-authorization": CANARY,
            },
        )
        assert (await wire.answer()).status == 200
        await wire.leave()
        _expect_own_key_only(face, scene)
        assert CANARY.encode() not in scene.calls[0].head


@every_face
@both_modes
async def test_each_provider_gets_its_own_key_and_no_other(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path) as around:
        scene = around.provider.play(Reply(face.parts(stream=stream), headers=face.content_type(stream=stream)))
        assert (await around.ask(face, scene, stream=stream)).status == 200
        _expect_own_key_only(face, scene)


def odd_models(prefix: str, trap_address: str) -> tuple[str, ...]:
    """Names that would lead a careless program to another address or path."""
    host = trap_address.removeprefix("http://")
    return (
        trap_address,
        f"{prefix}/{trap_address}",
        f"{prefix}//{host}/x",
        f"{prefix}/../../x",
        f"{prefix}/gemini-2.5-pro/../../../x",
        f"{prefix}/gemini-2.5-pro/..%2f..%2fx",
        f"{prefix}/gemini-2.5-pro?key=x",
        f"{prefix}/gemini-2.5-pro#x",
        f"{prefix}/gemini-2.5-pro:countTokens?x=",
        f"{prefix}/gemini\r\nx-injected: 1",
        f"{prefix}/gemini\\..\\x",
        f"{prefix}/file:///etc/hostname",
        f"{prefix}/",
        f"{prefix}/ ",
        "../../etc/passwd",
        "nobody/model",
    )


@every_face
async def test_a_model_name_is_never_an_address_or_a_path(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path) as around, trap() as elsewhere:
        for model in odd_models(face.provider, elsewhere.url):
            scene = around.provider.play()
            answer = await around.ask(face, scene, stream=True, model=model)
            assert (answer.status, answer.error["type"]) == (404, "not_found_error"), model
            assert scene.calls == []
        assert elsewhere.visits == 0
        assert around.provider.strays == []


@every_face
async def test_a_model_name_with_slashes_stays_below_the_provider_s_address(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path) as around, trap() as elsewhere:
        whole = Reply([face.opening, face.closing])
        good = around.provider.play(whole)
        await around.ask(face, good, stream=True)
        base = good.calls[0].path.partition("/v1")[0]
        for name in (
            f"@{elsewhere.url.removeprefix('http://')}/gemini-x",
            "group/gemini-x:free",
            "gemini-x:countTokens",
        ):
            scene = around.provider.play(whole)
            await around.ask(face, scene, stream=True, model=f"{face.provider}/{name}")
            assert [call.path.partition("/v1")[0] for call in scene.calls] == [base]
        assert elsewhere.visits == 0
        assert around.provider.strays == []


def references(visited: Trap, home: Path) -> tuple[str, ...]:
    """Addresses of this machine in every spelling, and a file."""
    port = visited.url.rpartition(":")[2]
    secret = home / "secret.txt"
    secret.write_text(CANARY, encoding="utf-8")
    hosts = ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0")
    web = [f"{scheme}://{host}:{port}/image.png" for host in hosts for scheme in ("http", "https")]
    return (
        *web,
        f"http://user:password@127.0.0.1:{port}/x.png",
        secret.as_uri(),
        str(secret),
        f"ftp://127.0.0.1:{port}/x",
    )


@every_face
async def test_no_image_or_document_is_fetched_here(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path) as around, trap() as elsewhere:
        for reference in references(elsewhere, tmp_path):
            source = {"type": "url", "url": reference}
            pictures = [{"type": "image", "source": source}, {"type": "document", "source": source}]
            scene = around.provider.play(Reply([face.opening, face.closing]))
            content = [{"type": "text", "text": scene.prompt}, *pictures]
            answer = await around.ask(face, scene, stream=True, messages=_with_results(content, pictures[:1]))
            assert answer.status in (200, 400), (reference, answer.body)
            for call in scene.calls:
                assert CANARY.encode() not in call.body
        assert elsewhere.visits == 0


@every_face
@both_modes
async def test_redirects_are_not_followed(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path) as around, trap() as elsewhere:
        for status in REDIRECTS:
            for location in (f"{elsewhere.url}/v1", elsewhere.url.replace("http:", "")):
                scene = around.provider.play(Reply([], status, {"location": location}))
                answer = await around.ask(face, scene, stream=stream)
                assert answer.status == 502
                assert len(scene.calls) == 1
        assert elsewhere.visits == 0


async def test_the_token_service_s_redirects_are_not_followed(tmp_path: Path) -> None:
    face = next(face for face in FACES if face.name == "vertex")
    async with world(tmp_path) as around, trap() as elsewhere:
        for status in REDIRECTS:
            around.provider.token_reply = Reply([], status, {"location": f"{elsewhere.url}/token"})
            answer = await around.ask(face, around.provider.play(), stream=True)
            assert answer.status in (401, 502)
        assert around.provider.token_calls
        assert elsewhere.visits == 0


async def test_a_silent_token_service_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The limit is the only thing made shorter.
    monkeypatch.setattr("desktop_proxy.upstream.vertex_auth.CALL_LIMIT_S", 0.5)
    face = next(face for face in FACES if face.name == "vertex")
    async with world(tmp_path, upstream__max_retries=0) as around:
        around.provider.token_reply = Reply(head=False, end="hold")
        answer = await around.ask(face, around.provider.play(), stream=True)
        assert answer.status in (502, 504)
        around.provider.token_reply = document(b'{"error":"invalid_grant"}', 400)
        answer = await around.ask(face, around.provider.play(), stream=True)
        assert (answer.status, answer.headers["x-should-retry"]) == (401, "false")


async def test_listing_models_follows_no_redirect_and_shows_no_key(tmp_path: Path) -> None:
    async with world(tmp_path) as around, trap() as elsewhere:
        around.provider.stray_reply = Reply([], 307, {"location": f"{elsewhere.url}/v1/models"})
        for provider in dict.fromkeys(face.provider for face in FACES):
            with pytest.raises(Exception, match="redirect"):
                await around.core.upstream.list_models(provider)
        assert elsewhere.visits == 0


def _with_results(content: list[dict[str, Any]], result: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"role": "user", "content": "Look."},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "look", "input": {}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": result}, *content]},
    ]


def _expect_own_key_only(face: Face, scene: Scene) -> None:
    sent = [call.head + call.body for call in scene.calls]
    own = face.key or ISSUED_TOKEN
    assert sent
    assert all(own.encode() in one for one in sent)
    foreign = {other.key for other in FACES if other.key and other.key != own} | {TOKEN}
    assert not [secret for secret in foreign for one in sent if secret.encode() in one]
    assert not [call for call in scene.calls if _key_in_path(call)]


def _key_in_path(call: Call) -> bool:
    return any(face.key and face.key in call.path for face in FACES)
