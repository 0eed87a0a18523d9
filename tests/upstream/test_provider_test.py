"""A provider is tried out: against the strict double of each, and against scripted answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from e2e.provider_double import KEYS, ProviderDouble
from e2e.targets import TARGETS
from e2e.targets import Target as Front
from fakes import MemoryKeyring
from upstream.loopback import Answer, json_answer, sse
from upstream.rig import CHAT, KEY, chat_delta, rig

from desktop_proxy.credentials import Credentials
from desktop_proxy.environment import Environment
from desktop_proxy.paths import Paths
from desktop_proxy.redaction import Redactor, Secret
from desktop_proxy.settings import ProviderSettings, SettingsStore
from desktop_proxy.upstream.endpoints import Draft
from desktop_proxy.upstream.upstream import Upstream

MODELS = json_answer({"object": "list", "data": [{"id": "gpt-4.1"}, {"id": "gpt-4.1-mini"}, {"id": "embedding-3"}]})
NO_LIST = json_answer({"detail": "Not Found"}, 404)
GOOD = Answer(CHAT)
CLASSIC = {"PREFERRED_PROVIDER": "openai"}
every_front = pytest.mark.parametrize("front", TARGETS, ids=lambda front: front.name)


@pytest.fixture(scope="module")
def double() -> Iterator[ProviderDouble]:
    provider = ProviderDouble()
    provider.start()
    yield provider
    provider.stop()


@asynccontextmanager
async def upstream_of(double: ProviderDouble, front: Front, home: Path, **environ: str) -> AsyncIterator[Upstream]:
    """The provider set up as its users do, at the double's address."""
    variables, document = front.configure(double, home)
    if document:
        (home / "settings.json").write_text(json.dumps(document))
    environment = Environment.read({**variables, **environ}, home)
    paths = Paths.find({"DESKTOP_PROXY_HOME": str(home)})
    settings = SettingsStore(home / "settings.json", environment)
    upstream = Upstream(settings, Credentials(environment, paths, Redactor(), MemoryKeyring()))
    await upstream.start()
    try:
        yield upstream
    finally:
        await upstream.close()


def name_of(front: Front) -> str:
    return {"vertex": "vertex_ai", "compat": "team"}.get(front.face, front.face)


def answer_to(body: Any) -> int:
    """The output limit a provider was sent."""
    flat = {**body, **body.get("generationConfig", {})}
    names = ("max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens")
    return next(flat[name] for name in names if name in flat)


@every_front
async def test_each_provider_answers_once_in_sixteen_tokens_with_a_tool(
    double: ProviderDouble, front: Front, tmp_path: Path
) -> None:
    before = len(double.requests)
    async with upstream_of(double, front, tmp_path) as upstream:
        found = await upstream.test(name_of(front))
    (asked,) = double.requests[before:]
    assert found.ok, found.sentence
    assert asked.refusal is None
    assert (answer_to(asked.body), bool(asked.body["tools"])) == (16, True)
    assert asked.path.startswith(front.path)
    assert found.model is not None
    assert found.model.startswith(front.big)
    assert f"{found.model} answered in" in found.sentence
    # The double has no list for Vertex.
    assert (found.models is None) == (front.face == "vertex")
    assert found.duration_ms is not None
    assert found.first_token_ms is not None
    assert 0 < found.first_token_ms <= found.duration_ms
    assert (found.fault, found.status) == (None, None)


@pytest.mark.parametrize(
    "front", [front for front in TARGETS if front.face not in ("compat", "vertex")], ids=lambda front: front.name
)
async def test_each_provider_refuses_a_wrong_key_in_our_words(
    double: ProviderDouble, front: Front, tmp_path: Path
) -> None:
    before = len(double.requests)
    wrong = "wrong-0123456789-wrong-key"
    async with upstream_of(double, front, tmp_path) as upstream:
        found = await upstream.test(name_of(front), draft=Draft(Secret(wrong)))
    assert (found.ok, found.fault, found.status) == (False, "key", 401)
    assert "refused the key" in found.sentence
    assert wrong[:16] not in found.sentence
    assert double.requests[before:] == []


async def test_a_key_that_is_stored_nowhere_can_be_tried(double: ProviderDouble, tmp_path: Path) -> None:
    front = next(front for front in TARGETS if front.name == "openai-chat")
    async with upstream_of(double, front, tmp_path, OPENAI_API_KEY="") as upstream:
        assert (await upstream.test("openai")).fault == "key"
        assert (await upstream.test("openai", draft=Draft(Secret(KEYS["openai"])))).ok
        assert (await upstream.test("openai")).fault == "key"


async def test_an_endpoint_that_is_not_set_up_can_be_tried(double: ProviderDouble, tmp_path: Path) -> None:
    front = next(front for front in TARGETS if front.name == "openai-chat")
    own = ProviderSettings(preset="groq", base_url=f"{double.url}/compat/v1", models=("local-coder",))
    async with upstream_of(double, front, tmp_path) as upstream:
        found = await upstream.test("groq", draft=Draft(Secret("gsk_0123456789abcdefghij"), own))
        assert (found.ok, found.model) == (True, "local-coder")
        assert (await upstream.test("groq")).fault == "key"


async def test_the_demo_is_fine(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        found = await it.upstream.test("demo")
        assert (found.ok, found.model, found.models) == (True, "desktop-proxy", ("desktop-proxy",))


async def test_a_name_nobody_set_up_says_so(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        found = await it.upstream.test("nobody")
        assert (found.ok, found.status) == (False, 404)
        assert "no provider" in found.sentence


def refusal(status: int, message: str, code: str | None = None, **headers: str) -> Answer:
    return json_answer({"error": {"message": message, "type": "x", "code": code}}, status, **headers)


FAILURES = {
    "no permission": (MODELS, refusal(403, "Project has no access"), "permission", 403, "check its rights at OpenAI"),
    "model not found": (
        MODELS,
        refusal(404, "The model `gpt-4.1` does not exist", "model_not_found"),
        "model",
        404,
        "OpenAI has no model gpt-4.1: choose another, for example gpt-4.1-mini.",
    ),
    "wrong base URL": (NO_LIST, NO_LIST, "address", 404, "check the base URL, which usually ends in /v1"),
    "no list and no such model": (
        NO_LIST,
        refusal(404, "model 'gpt-4.1' not found"),
        "model",
        404,
        "OpenAI has no model gpt-4.1: check its name",
    ),
    "no credit": (
        MODELS,
        refusal(429, "You exceeded your current quota", "insufficient_quota"),
        "credit",
        429,
        "Check the credit and the plan at OpenAI.",
    ),
    "rate limit": (MODELS, refusal(429, "slow down", retry_after="7"), "limit", 429, "test again in 7 s"),
    "rate limit without a time": (MODELS, refusal(429, "slow down"), "limit", 429, "test again in a minute"),
    "tool refused": (
        MODELS,
        refusal(400, "llama does not support tools"),
        "tools",
        400,
        "llama does not support tools. Claude Code needs tools",
    ),
    "key refused late": (NO_LIST, refusal(401, "nope"), "key", 401, "OpenAI refused the key"),
    "a fault of the provider's": (MODELS, refusal(500, "oops"), "other", 500, "OpenAI: oops."),
    "a web page": (MODELS, Answer([b"<html>"]), "other", 502, "web page instead of its API"),
    "a redirect": (Answer([], 307, {"location": "http://127.0.0.1:9/"}),) * 2
    + ("other", 502, "correct the base URL of OpenAI"),
    "a stream that breaks": (MODELS, Answer(CHAT[:2], end="reset"), "other", 500, "broke off"),
    "an error in the stream": (
        MODELS,
        Answer(sse(chat_delta(content="o"), {"error": {"message": "lost", "code": 503}})),
        "other",
        503,
        "lost",
    ),
}


@pytest.mark.parametrize(("listed", "answer", "fault", "status", "words"), FAILURES.values(), ids=FAILURES)
async def test_a_failure_is_told_apart_and_not_tried_again(
    tmp_path: Path, listed: Answer, answer: Answer, fault: str, status: int, words: str
) -> None:
    async with rig(tmp_path, listed, answer, environ=CLASSIC) as it:
        found = await it.upstream.test("openai")
        assert words in found.sentence
        assert (found.ok, found.fault, found.status, found.model) == (False, fault, status, "gpt-4.1")
        assert [call.method for call in it.double.calls] == ["GET", "POST"]


async def test_a_host_that_does_not_answer_is_asked_once(tmp_path: Path, unused_tcp_port: int) -> None:
    async with rig(tmp_path, GOOD) as it:
        it.settings.update({"providers.gone.base_url": f"http://127.0.0.1:{unused_tcp_port}/v1"})
        found = await it.upstream.test("gone", "m")
        assert (found.ok, found.fault, found.model) == (False, "unreachable", None)
        assert "127.0.0.1 refused the connection" in found.sentence


async def test_a_key_that_may_only_answer_works(tmp_path: Path) -> None:
    for status in (401, 403):
        listed = refusal(status, "You have insufficient permissions. Missing scopes: api.model.read")
        async with rig(tmp_path, listed, GOOD, environ=CLASSIC) as it:
            found = await it.upstream.test("openai")
            assert (found.ok, found.models) == (True, None)


async def test_the_key_is_in_no_sentence_even_where_the_provider_repeats_it(tmp_path: Path) -> None:
    pasted = "sk-proj-canary-0123456789abcdef"
    async with rig(tmp_path, MODELS, refusal(403, f"{pasted} may not")) as it:
        found = await it.upstream.test("openai", draft=Draft(Secret(pasted)))
        assert it.double.calls[0].headers["authorization"] == f"Bearer {pasted}"
        assert "canary" not in found.sentence


async def test_a_stored_key_is_not_sent_to_the_address_of_a_draft(tmp_path: Path) -> None:
    async with rig(tmp_path, MODELS, GOOD) as it, rig(tmp_path / "other", MODELS, GOOD) as other:
        draft = Draft(settings=ProviderSettings(base_url=f"{other.double.url}/v1"))
        found = await it.upstream.test("openai", draft=draft)
        assert found.fault == "key"
        assert "paste it again" in found.sentence
        assert not other.double.calls
        same_host = Draft(settings=ProviderSettings(base_url=f"{it.double.url}/other/v1"))
        await it.upstream.test("openai", draft=same_host)
        assert it.double.calls[0].headers["authorization"] == f"Bearer {KEY}"


async def test_a_server_without_a_model_says_what_is_missing(tmp_path: Path) -> None:
    async with rig(tmp_path, json_answer({"data": [{"id": "nomic-embed-text"}]})) as it:
        it.settings.update({"providers.local.base_url": f"{it.double.url}/v1"})
        found = await it.upstream.test("local")
        assert (found.fault, found.models) == ("model", ("nomic-embed-text",))
        assert "offers no model for text" in found.sentence
        assert len(it.double.calls) == 1


async def test_a_server_s_own_model_is_tried_where_none_was_chosen(tmp_path: Path) -> None:
    listed = json_answer({"data": [{"id": "a-embedding"}, {"id": "qwen"}]})
    async with rig(tmp_path, listed, GOOD) as it:
        it.settings.update({"providers.local.base_url": f"{it.double.url}/v1"})
        found = await it.upstream.test("local")
        assert (found.ok, found.model, it.sent["model"]) == (True, "qwen", "qwen")
        assert "authorization" not in it.double.calls[0].headers


@pytest.mark.parametrize(
    ("changes", "asked", "tried"),
    [
        ({}, None, "gpt-4.1"),
        ({}, "gpt-4o", "gpt-4o"),
        ({"routing.tiers.sonnet": "openai/gpt-4o"}, None, "gpt-4o"),
        ({"routing.tiers.sonnet": "xai/grok-4", "routing.tiers.haiku": "openai/gpt-4o-mini"}, None, "gpt-4o-mini"),
        ({"routing.preferred_provider": "xai", "routing.naming": "classic"}, None, "gpt-4.1"),
    ],
)
async def test_the_model_that_would_answer_is_the_one_tried(
    tmp_path: Path, changes: dict[str, Any], asked: str | None, tried: str
) -> None:
    async with rig(tmp_path, MODELS, GOOD) as it:
        it.settings.update({"routing.preferred_provider": "openai", "routing.naming": "classic", **changes})
        assert (await it.upstream.test("openai", asked)).model == tried


async def test_where_there_is_no_list_a_model_must_be_named(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        found = await it.upstream.test("sagemaker")
        assert (found.ok, found.fault) == (False, "model")
        assert "type the model's name" in found.sentence


async def test_cancelling_it_closes_the_connection(tmp_path: Path) -> None:
    async with rig(tmp_path, MODELS, Answer([], end="hold"), environ=CLASSIC) as it:
        test = asyncio.ensure_future(it.upstream.test("openai"))
        await it.double.begun.wait()
        test.cancel()
        with pytest.raises(asyncio.CancelledError):
            await test
        await asyncio.wait_for(it.double.left.wait(), 5)
