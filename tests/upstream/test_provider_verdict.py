from __future__ import annotations

import pytest
from upstream.rig import endpoint

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.provider_errors import provider_error
from desktop_proxy.upstream.connection_errors import ConnectError
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.provider_verdict import Failure, similar, verdict

OPENAI = endpoint("openai")


def refused(status: int, message: str, endpoint: Endpoint = OPENAI, model: str = "m", **more: bool) -> tuple[str, str]:
    error = provider_error(status, {}, {"error": {"message": message}}, endpoint.label)
    return verdict(Failure(error, endpoint, model, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "message",
    [
        "registry.ollama.ai/library/llama2:latest does not support tools",
        '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        "`tool calling` is not supported with this model",
        "Function calling is not enabled for this model",
    ],
)
def test_a_server_that_takes_no_tools_is_recognised_by_its_words(message: str) -> None:
    fault, sentence = refused(400, message)
    assert fault == "tools"
    assert message.lower() in sentence.lower()


def test_so_is_one_that_says_it_with_a_404() -> None:
    assert refused(404, "No endpoints found that support tool use.")[0] == "tools"


@pytest.mark.parametrize("message", ["Invalid prompt", "stool samples are not allowed"])
def test_other_refusals_are_not_about_tools(message: str) -> None:
    assert refused(400, message)[0] == "other"


def test_a_retired_model_names_its_successor() -> None:
    fault, sentence = refused(404, "gone", endpoint("xai"), "grok-3", list_missing=True)
    assert (fault, sentence) == ("model", "xAI has retired grok-3: use its successor, grok-4.6.")


def test_an_empty_account_is_not_a_rate_limit() -> None:
    assert refused(402, "pay")[0] == "credit"
    assert refused(429, "insufficient_quota")[0] == "credit"
    assert refused(429, "too fast")[0] == "limit"
    assert refused(400, "Your credit balance is too low", endpoint("anthropic"))[0] == "credit"


def test_a_server_without_a_key_is_given_one() -> None:
    bare = Endpoint(OPENAI.provider, "openai", OPENAI.base_url)
    assert refused(401, "no", bare) == ("key", "OpenAI wants a key: paste one.")


def test_vertex_has_no_key_to_paste() -> None:
    error = ApiError(401, "No project for Vertex AI: set VERTEX_PROJECT_ID.")
    assert verdict(Failure(error, endpoint("vertex_ai"))) == ("key", error.message)


def test_an_unreachable_host_comes_before_everything_else() -> None:
    error = ConnectError(502, "api.openai.com could not be reached.")
    assert verdict(Failure(error, OPENAI)) == ("unreachable", error.message)


def test_only_where_it_is_usual_v1_is_hinted_at() -> None:
    assert refused(404, "Not Found", model="", list_missing=True)[1].endswith("which usually ends in /v1.")
    assert refused(404, "Not Found", endpoint("gemini"), model="")[1].endswith("check the base URL.")


def test_the_most_similar_other_model_is_named() -> None:
    assert similar("gpt-6", ["babbage", "gpt-6", "gpt-6-luna", "whisper"]) == "gpt-6-luna"
    assert similar("gpt-6", ["gpt-6"]) is None
    assert similar("gpt-6", []) is None
