"""Failures as the official Anthropic SDK for Python meets them, in front of every provider.

The proxy does not retry here, so that each refusal is seen at once; that it does by default is tested with the SDK.
"""

from __future__ import annotations

from typing import Any

import anthropic
import httpx2
import pytest
from anthropic import Anthropic

from .anthropic_clients import MODEL, user
from .conftest import Front
from .provider_double import ProviderDouble, Refusal, Step
from .targets import DIRECT, TARGETS, TRANSLATED, in_front_of

every_provider = in_front_of(*TRANSLATED)
with_relay = in_front_of(DIRECT, *TARGETS)


@pytest.fixture(scope="module")
def more_settings() -> dict[str, Any]:
    return {"upstream": {"max_retries": 0}}


@in_front_of(*TARGETS)
def test_a_wrong_client_token_is_an_authentication_error(front: Front, double: ProviderDouble) -> None:
    with (
        Anthropic(base_url=front.url, api_key="wrong", max_retries=0) as stranger,
        pytest.raises(anthropic.AuthenticationError) as raised,
    ):
        stranger.messages.create(model=MODEL, max_tokens=10, messages=user("x"))
    assert raised.value.request_id
    assert double.requests == []


@every_provider
@pytest.mark.parametrize(
    "body",
    (
        {"messages": []},
        {"max_tokens": 0},
        {"messages": [{"role": "user", "content": 5}]},
        {"messages": [{"role": "boss", "content": "x"}]},
    ),
)
def test_a_faulty_request_is_a_bad_request_error(client: Anthropic, double: ProviderDouble, body: Any) -> None:
    with pytest.raises(anthropic.BadRequestError) as raised:
        client.messages.create(**({"model": MODEL, "max_tokens": 10, "messages": user("x")} | body))
    assert raised.value.request_id
    assert raised.value.type == "invalid_request_error"
    assert double.requests == []


FAULTS: tuple[tuple[int, type[anthropic.APIStatusError]], ...] = (
    (400, anthropic.BadRequestError),
    (403, anthropic.PermissionDeniedError),
    (404, anthropic.NotFoundError),
    (429, anthropic.RateLimitError),
    (500, anthropic.InternalServerError),
    (503, anthropic.APIStatusError),
)


@every_provider
@pytest.mark.parametrize(("status", "kind"), FAULTS, ids=lambda value: str(value) if isinstance(value, int) else "")
@pytest.mark.parametrize("streamed", (False, True), ids=("whole", "stream"))
def test_a_providers_refusal_is_the_clients_error(
    client: Anthropic, double: ProviderDouble, status: int, kind: type[anthropic.APIStatusError], streamed: bool
) -> None:
    refusals = [
        Refusal(status, "Something the provider said.", retry_after=90 if status == 429 else None, planned=True)
        for _ in range(9)
    ]
    marker = double.play(failures=refusals)
    with pytest.raises(kind) as raised:
        if streamed:
            with client.messages.stream(model=MODEL, max_tokens=100, messages=user(marker)) as stream:
                stream.get_final_message()
        else:
            client.messages.create(model=MODEL, max_tokens=100, messages=user(marker))
    error = raised.value
    assert error.status_code >= 400 and (error.status_code == status or status in (500, 503))
    assert "Something the provider said." in str(error)
    assert error.request_id
    if status == 429:
        assert error.response.headers["retry-after"] == "90"


@every_provider
def test_a_refused_key_is_not_tried_again(front: Front, double: ProviderDouble) -> None:
    marker = double.play(
        failures=[Refusal(401, "That key is no good.", code="invalid_api_key", planned=True) for _ in range(9)]
    )
    with (
        Anthropic(base_url=front.url, auth_token=front.token, api_key=None, max_retries=4) as patient,
        pytest.raises(anthropic.AuthenticationError) as raised,
    ):
        patient.messages.create(model=MODEL, max_tokens=100, messages=user(marker))
    assert raised.value.response.headers["x-should-retry"] == "false"
    assert len(double.asked(marker)) <= 2


@every_provider
@pytest.mark.parametrize("finish", ("none", "error"))
def test_a_stream_that_breaks_is_an_error_and_no_answer(client: Anthropic, double: ProviderDouble, finish: Any) -> None:
    marker = double.play(Step("This will not be finished, and it is long enough to have begun.", finish=finish))
    events = []
    with (
        pytest.raises(anthropic.APIError),
        client.messages.stream(model=MODEL, max_tokens=100, messages=user(marker)) as stream,
    ):
        events.extend(event.type for event in stream)
    assert "message_stop" not in events
    with pytest.raises(anthropic.APIError):
        client.messages.create(model=MODEL, max_tokens=100, messages=user(marker))


@with_relay
@pytest.mark.parametrize("streamed", (False, True), ids=("whole", "stream"))
def test_a_clients_timeout_ends_the_upstream_request(client: Anthropic, double: ProviderDouble, streamed: bool) -> None:
    marker = double.play(Step("Silence follows.", finish="hang"))
    impatient = client.with_options(timeout=0.7)
    with pytest.raises((anthropic.APITimeoutError, httpx2.ReadTimeout)):
        if streamed:
            with impatient.messages.stream(model=MODEL, max_tokens=100, messages=user(marker)) as stream:
                stream.get_final_message()
        else:
            impatient.messages.create(model=MODEL, max_tokens=100, messages=user(marker))
    assert double.asked(marker)[0].left.wait(3), "the provider's connection was closed"


OVERFLOWS = {
    "openai": (
        "This model's maximum context length is 1047576 tokens. However, your messages resulted in 1234567 tokens. "
        "Please reduce the length of the messages.",
        "1234567 tokens > 1047576 maximum",
    ),
    "gemini": (
        "The input token count (1234567) exceeds the maximum number of tokens allowed (1048576).",
        "1234567 tokens > 1048576 maximum",
    ),
    "xai": (
        "This model's maximum prompt length is 131072 but the request contains 200000 tokens.",
        "200000 tokens > 131072 maximum",
    ),
}


@every_provider
def test_a_context_that_is_too_long_is_told_in_the_words_clients_know(
    front: Front, client: Anthropic, double: ProviderDouble
) -> None:
    words, expected = OVERFLOWS[{"vertex": "gemini", "compat": "openai"}.get(front.target.face, front.target.face)]
    code = "context_length_exceeded" if "context length" in words else None
    marker = double.play(failures=[Refusal(400, words, code=code, planned=True) for _ in range(3)])
    with pytest.raises(anthropic.BadRequestError) as raised:
        client.messages.create(model=MODEL, max_tokens=100, messages=user(marker))
    assert f"prompt is too long: {expected}" in str(raised.value)


@in_front_of(*(target for target in TRANSLATED if target.face == "openai"))
def test_an_exhausted_quota_is_not_tried_again(front: Front, double: ProviderDouble) -> None:
    words = "You exceeded your current quota, please check your plan and billing details."
    refusals = [Refusal(429, words, code="insufficient_quota", planned=True) for _ in range(9)]
    marker = double.play(failures=refusals)
    with (
        Anthropic(base_url=front.url, auth_token=front.token, api_key=None, max_retries=4) as patient,
        pytest.raises(anthropic.APIStatusError) as raised,
    ):
        patient.messages.create(model=MODEL, max_tokens=100, messages=user(marker))
    assert raised.value.response.headers["x-should-retry"] == "false"
    assert len(double.asked(marker)) == 1
