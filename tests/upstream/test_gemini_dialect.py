"""Addresses and options; whether a body is Google's is in `tests/contracts/test_gemini_bodies.py`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from upstream.rig import KEY, endpoint, loaded

BODY: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "Hi"}], "stream": True, "max_tokens": 7}
REFERENCE = {"type": "image_url", "image_url": {"url": "http://127.0.0.1:9/a.png"}}


def call(model: str = "gemini-2.5-pro", body: dict[str, Any] = BODY, **fields: Any) -> Any:
    where = replace(endpoint("vertex_ai" if "project" in fields else "gemini"), **fields)
    token = "ya29.token" if "project" in fields else None
    return loaded().dialect.prepared("gemini", where, model, body, token, fields.get("project"))


def test_ai_studio_takes_the_key_as_a_header() -> None:
    found, _ = call()
    assert found.url == (
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse"
    )
    assert found.headers["x-goog-api-key"] == KEY


def test_vertex_takes_a_token_and_names_project_and_region() -> None:
    found, _ = call(project="p", location="europe-west1")
    assert found.url == (
        "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/europe-west1/publishers/google"
        "/models/gemini-2.5-pro:streamGenerateContent?alt=sse"
    )
    assert found.headers["Authorization"] == "Bearer ya29.token"


def test_a_base_url_for_vertex_is_the_part_before_projects() -> None:
    found, _ = call(project="p", base_url="http://127.0.0.1:1/v1")
    assert found.url.startswith("http://127.0.0.1:1/v1/projects/p/locations/us-central1/publishers/google/models/")


def test_the_token_of_one_request_is_not_kept_for_the_next() -> None:
    call(project="p")
    found, _ = loaded().dialect.prepared("gemini", replace(endpoint("vertex_ai"), project="p"), "m", BODY, "other", "p")
    assert found.headers["Authorization"] == "Bearer other"


def test_what_cannot_be_passed_on_is_noted() -> None:
    body = {**BODY, "messages": [{"role": "user", "content": [REFERENCE]}]}
    _, notes = call(body=body)
    assert [note.action for note in notes] == ["dropped"]


@pytest.mark.parametrize("temperature", [None, 0.0, 1.0])
def test_a_temperature_is_sent_when_it_was_asked_for(temperature: float | None) -> None:
    body = BODY if temperature is None else {**BODY, "temperature": temperature}
    found, _ = call("gemini-3.8-flash", body)
    assert orjson.loads(found.body)["generationConfig"].get("temperature") == temperature
