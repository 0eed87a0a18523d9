"""The real proxy process in front of aimock, a provider mock nobody here wrote: text, tools, thinking, faults."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import pytest
from anthropic import Anthropic

from .node_clients import FOLDER
from .provider_double import ProviderDouble
from .proxy_process import CLIENT_TOKEN, ProxyProcess
from .targets import service_account

MODEL = "claude-sonnet-5"
WEATHER: Any = {
    "name": "weather",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
PROVIDERS = ("openai-chat", "openai-responses", "gemini", "vertex", "anthropic")


@pytest.fixture(scope="module")
def aimock(node_modules: Path) -> Iterator[str]:
    """The address of a running aimock."""
    with subprocess.Popen(
        ["node", "aimock_server.mjs"], cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout
        yield process.stdout.readline().strip()
        process.stdin.close()
        process.wait(10)


def _environment(provider: str, address: str, home: Path, token_uri: str) -> dict[str, str]:
    openai = {"PREFERRED_PROVIDER": "openai", "OPENAI_API_KEY": "sk-aimock-1", "OPENAI_BASE_URL": f"{address}/v1"}
    return {
        "openai-chat": openai | {"BIG_MODEL": "gpt-4.1", "SMALL_MODEL": "gpt-4.1-mini"},
        "openai-responses": openai | {"BIG_MODEL": "gpt-5.1", "SMALL_MODEL": "gpt-5-mini"},
        "gemini": {
            "PREFERRED_PROVIDER": "google",
            "GEMINI_API_KEY": "sk-aimock-1",
            "GEMINI_BASE_URL": f"{address}/v1beta",
            "BIG_MODEL": "gemini-2.5-pro",
            "SMALL_MODEL": "gemini-2.5-flash",
        },
        "vertex": {
            "PREFERRED_PROVIDER": "vertex",
            "VERTEX_PROJECT_ID": "a-project",
            "VERTEX_LOCATION": "us-central1",
            "VERTEX_BASE_URL": f"{address}/v1",
            "GOOGLE_APPLICATION_CREDENTIALS": str(service_account(home, token_uri)),
            "BIG_MODEL": "gemini-2.5-pro",
            "SMALL_MODEL": "gemini-2.5-flash",
        },
        "anthropic": {
            "PREFERRED_PROVIDER": "anthropic",
            "ANTHROPIC_API_KEY": "sk-aimock-1",
            "ANTHROPIC_UPSTREAM_BASE_URL": address,
        },
    }[provider]


@pytest.fixture(scope="module", params=PROVIDERS)
def provider(request: pytest.FixtureRequest) -> str:
    """Which API aimock speaks to the proxy."""
    return str(request.param)


@pytest.fixture(scope="module")
def client(
    provider: str, aimock: str, double: ProviderDouble, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Anthropic]:
    """A client of the proxy in front of aimock."""
    home = tmp_path_factory.mktemp(f"aimock-{provider}")
    environment = _environment(provider, aimock, home, double.url + "/token")
    with (
        ProxyProcess(home, environment, {"upstream": {"max_retries": 0}}) as process,
        Anthropic(base_url=process.url, auth_token=CLIENT_TOKEN, api_key=None, max_retries=0, timeout=30) as made,
    ):
        yield made


def ask(client: Anthropic, prompt: str, *, streamed: bool = True, **more: Any) -> Any:
    asked: Any = {"model": MODEL, "max_tokens": 8000, "messages": [{"role": "user", "content": prompt}], **more}
    if not streamed:
        return client.messages.create(**asked)
    with client.messages.stream(**asked) as stream:
        return stream.get_final_message()


def said(message: Any) -> str:
    return "".join(block.text for block in message.content if block.type == "text")


@pytest.mark.parametrize("streamed", (True, False), ids=("stream", "whole"))
def test_text(client: Anthropic, streamed: bool) -> None:
    message = ask(client, "greet", streamed=streamed)
    assert said(message) == "Hello from a mock nobody here wrote, ☃."
    assert message.stop_reason == "end_turn"


@pytest.mark.parametrize("streamed", (True, False), ids=("stream", "whole"))
def test_parallel_tools_and_their_results(client: Anthropic, streamed: bool) -> None:
    first = ask(client, "weather", streamed=streamed, tools=[WEATHER])
    assert first.stop_reason == "tool_use"
    calls = [block for block in first.content if block.type == "tool_use"]
    assert [call.input for call in calls] == [{"city": "Köln"}, {"city": "Paris"}]
    results = [
        {"type": "tool_result", "tool_use_id": call.id, "content": f"rain in {call.input['city']}"} for call in calls
    ]
    history = [
        {"role": "user", "content": "weather"},
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": results},
    ]
    assert said(ask(client, "", streamed=streamed, tools=[WEATHER], messages=history)) == "It rains in both."


def test_thinking(client: Anthropic, provider: str) -> None:
    message = ask(client, "think", thinking={"type": "enabled", "budget_tokens": 2000})
    thoughts = "".join(block.thinking for block in message.content if block.type == "thinking")
    assert said(message) == "Forty-two."
    if provider != "openai-chat":
        assert thoughts == "Let me think about the question."


def test_a_cut_answer_says_so(client: Anthropic) -> None:
    assert ask(client, "truncated").stop_reason == "max_tokens"


ERRORS: tuple[tuple[int, type[anthropic.APIStatusError]], ...] = (
    (400, anthropic.BadRequestError),
    (401, anthropic.AuthenticationError),
    (403, anthropic.PermissionDeniedError),
    (404, anthropic.NotFoundError),
    (429, anthropic.RateLimitError),
    (500, anthropic.InternalServerError),
    (503, anthropic.APIStatusError),
)


@pytest.mark.parametrize("streamed", (True, False), ids=("stream", "whole"))
@pytest.mark.parametrize(("status", "kind"), ERRORS, ids=[str(status) for status, _ in ERRORS])
def test_errors(client: Anthropic, streamed: bool, status: int, kind: type[anthropic.APIStatusError]) -> None:
    with pytest.raises(kind) as raised:
        ask(client, f"fail {status}.", streamed=streamed)
    assert f"Told {status}" in str(raised.value)


@pytest.mark.parametrize("streamed", (True, False), ids=("stream", "whole"))
@pytest.mark.parametrize("fault", ("break off", "drop", "garble", "vanish"))
def test_faults_become_errors_and_never_answers(client: Anthropic, provider: str, fault: str, streamed: bool) -> None:
    if provider == "anthropic" and fault == "break off" and not streamed:
        pytest.skip("aimock breaks off streams only, and the relay asks for what the client asked for")
    # Behind the relay the client reads the garbled bytes themselves, and its parser says so in its own way.
    expected = Exception if provider == "anthropic" and fault == "garble" else anthropic.APIError
    with pytest.raises(expected):
        ask(client, fault, streamed=streamed)
