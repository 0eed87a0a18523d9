"""The official Anthropic SDK for TypeScript through the real proxy process, in front of every provider."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Front
from .node_clients import run_cases
from .provider_double import Call, ProviderDouble, Refusal, Step
from .targets import DIRECT, TARGETS, in_front_of

RAIN = (Call("weather", {"city": "A"}), Call("weather", {"city": "B"}))
ASKING = (Step("Asking.", RAIN, "Hm."), Step("It rains.", thinking="So."))


@pytest.fixture(scope="module")
def results(front: Front, double: ProviderDouble, node_modules: Path) -> Iterator[dict[str, Any]]:
    refusals = [Refusal(429, "Too many.", retry_after=90, planned=True) for _ in range(9)]
    markers = {
        "create": double.play(Step("Hello, ☃.")),
        "stream": double.play(Step("One two three four five six.")),
        "events": double.play(Step("Asking.", RAIN)),
        "tools": double.play(*ASKING),
        "runner": double.play(*ASKING),
        "runner_stream": double.play(*ASKING),
        "parse": double.play(Step('{"name": "Köln", "inhabitants": 1}')),
        "thinking": double.play(Step("Yes.", thinking="I wonder.")),
        "rate_limit": double.play(failures=refusals),
        "broken_stream": double.play(Step("This breaks off in the middle of the sentence", finish="none")),
        "abort": double.play(Step("The client leaves after the first words.", finish="hang")),
    }
    double.requests.clear()
    found = run_cases("typescript_sdk.mjs", url=front.url, token=front.token, markers=markers)
    assert double.unplanned_refusals() == []
    assert double.asked(markers["abort"])[0].left.wait(3), "the provider's connection was closed"
    yield found


EXPECTED: tuple[tuple[str, Any], ...] = (
    ("events", ["message_start", "content_block_start", "content_block_delta", "content_block_stop"]),
    ("tools", {"stop": "tool_use", "inputs": [{"city": "A"}, {"city": "B"}], "text": "It rains."}),
    ("runner", "It rains."),
    ("runner_stream", "Asking.It rains."),
    ("parse", {"name": "Köln", "inhabitants": 1}),
)
every_provider = in_front_of(DIRECT, *TARGETS)


@every_provider
def test_create_and_stream(results: dict[str, Any]) -> None:
    created = results["create"]["value"]
    assert created.pop("id")
    assert created == {"text": "Hello, ☃.", "stop": "end_turn", "cached": 1024}
    streamed = results["stream"]["value"]
    assert streamed["text"] == "One two three four five six." and streamed["pieces"] > 1


@every_provider
@pytest.mark.parametrize(("case", "expected"), EXPECTED[1:], ids=[case for case, _ in EXPECTED[1:]])
def test_tools_and_structured_output(results: dict[str, Any], case: str, expected: Any) -> None:
    assert results[case] == {"value": expected}


@every_provider
def test_events_come_in_order(results: dict[str, Any]) -> None:
    kinds = [kind for kind in results["events"]["value"] if kind != "ping"]
    block = ["content_block_start", "content_block_delta", "content_block_stop"]
    assert kinds == ["message_start", *block * 3, "message_delta", "message_stop"]


@every_provider
def test_thinking_is_shown(front: Front, results: dict[str, Any]) -> None:
    expected = ["thinking: I wonder."] if front.target.big_thinks else []
    assert results["thinking"] == {"value": [*expected, "text: Yes."]}


@every_provider
def test_counting_and_models(results: dict[str, Any]) -> None:
    assert 400 < results["count"]["value"] < 800
    assert results["models"]["value"]["same"] and results["models"]["value"]["count"] > 3


@every_provider
def test_errors_have_their_class_and_a_request_id(results: dict[str, Any]) -> None:
    bad, limited = results["bad_request"]["error"], results["rate_limit"]["error"]
    assert (bad["kind"], bad["status"]) == ("BadRequestError", 400) and bad["request_id"]
    assert (limited["kind"], limited["status"]) == ("RateLimitError", 429) and limited["request_id"]
    assert "Too many." in limited["message"]
    assert "error" in results["broken_stream"]
    assert results["abort"]["error"]["kind"] == "APIUserAbortError"
