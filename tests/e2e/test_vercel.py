"""The Vercel AI SDK through the real proxy process, in front of every provider."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Front
from .files import png
from .node_clients import run_cases
from .provider_double import Call, ProviderDouble, Refusal, Step, digest
from .targets import DIRECT, TARGETS, in_front_of

RAIN = (Call("weather", {"city": "A"}), Call("weather", {"city": "B"}))
ASKING = (Step("Asking.", RAIN, "Hm."), Step("It rains.", thinking="So."))
PICTURE = png(10)
every_provider = in_front_of(DIRECT, *TARGETS)


@pytest.fixture(scope="module")
def results(front: Front, double: ProviderDouble, node_modules: Path) -> Iterator[dict[str, Any]]:
    refusals = [Refusal(429, "Too many.", retry_after=90, planned=True) for _ in range(9)]
    markers = {
        "generate": double.play(Step("Hello, ☃.")),
        "stream": double.play(Step("One two three four five six.")),
        "tools": double.play(*ASKING),
        "stream_tools": double.play(*ASKING),
        "object": double.play(Step('{"name": "Köln", "inhabitants": 1}')),
        "reasoning": double.play(*ASKING),
        "picture": double.play(Step("Seen.")),
        "refused": double.play(failures=refusals),
    }
    double.requests.clear()
    picture = base64.b64encode(PICTURE).decode()
    found = run_cases("vercel.mjs", url=front.url, token=front.token, markers=markers, picture=picture)
    assert double.unplanned_refusals() == []
    seen = double.asked(markers["picture"])[0].conversation
    assert seen and seen.media("image") + [e.text for e in seen.entries if e.kind == "image"] >= [digest(PICTURE)]
    yield found


@every_provider
def test_text(results: dict[str, Any]) -> None:
    assert results["generate"] == {"value": {"text": "Hello, ☃.", "finish": "stop", "tokens": True}}
    streamed = results["stream"]["value"]
    assert (
        streamed["text"] == "One two three four five six." and streamed["pieces"] > 1 and streamed["finish"] == "stop"
    )


@every_provider
def test_tools(results: dict[str, Any]) -> None:
    assert results["tools"] == {"value": {"text": "It rains.", "steps": 2}}
    assert results["stream_tools"] == {"value": {"text": "It rains.", "inputs": [{"city": "A"}, {"city": "B"}]}}


@every_provider
def test_objects_and_pictures(results: dict[str, Any]) -> None:
    assert results["object"] == {"value": {"name": "Köln", "inhabitants": 1}}
    assert results["picture"] == {"value": "Seen."}


@every_provider
def test_reasoning_goes_on_after_a_tool(front: Front, results: dict[str, Any]) -> None:
    thoughts = ["Hm.", "So."] if front.target.big_thinks else ["", ""]
    assert results["reasoning"] == {"value": {"text": "It rains.", "thoughts": thoughts}}


@every_provider
def test_a_refusal_is_told(results: dict[str, Any]) -> None:
    assert results["refused"]["error"]["status"] == 429
    assert "Too many." in results["refused"]["error"]["message"]
