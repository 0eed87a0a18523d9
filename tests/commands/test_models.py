from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

CLASSIC = [
    ("openai", "openai/gpt-4.1", "openai/gpt-4.1-mini"),
    ("google", "gemini/gemini-2.5-pro-preview-03-25", "gemini/gemini-2.0-flash"),
    ("vertex", "vertex_ai/gemini-2.5-pro-preview-03-25", "vertex_ai/gemini-2.0-flash"),
    ("xai", "xai/grok-3", "xai/grok-3-mini-beta"),
]


class NotFound(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(404)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Nothing."""


@pytest.mark.parametrize("preferred, big, small", CLASSIC)
def test_the_environment_s_provider_shows_the_classic_set(program, preferred, big, small):
    program.environ["PREFERRED_PROVIDER"] = preferred
    rows = {row["name"]: row["target"] for row in json.loads(program("models", "--json").out)}
    assert rows["claude-sonnet-5"] == big
    assert rows["claude-haiku-4-5"] == small


def test_a_retired_model_is_remarked_on(program):
    program.environ["PREFERRED_PROVIDER"] = "google"
    assert "gemini-2.0-flash was retired on 2026-06-01" in program("models").out


def test_any_name_is_explained(program):
    (row,) = json.loads(program("models", "openai/gpt-4.1", "--json").out)
    assert row["target"] == "openai/gpt-4.1"
    assert "OpenAI" in row["reason"]


def test_a_name_nobody_answers_says_why(program):
    (row,) = json.loads(program("models", "nobody/x", "--json").out)
    assert row["target"] is None
    assert "no provider" in row["reason"]


def test_fetching_from_an_unknown_provider_is_wrong_input(program):
    assert program("models", "--fetch", "nobody").code == 2


def test_fetching_without_a_key_says_what_to_do(home):
    done = home.run("models", "--fetch", "openai")
    assert done.returncode == 1
    assert "keys set openai" in done.stderr


def test_a_provider_that_knows_no_such_address_is_a_failure_with_the_likely_cause(home):
    with HTTPServer(("127.0.0.1", 0), NotFound) as provider:
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{provider.server_port}"
        done = home.run(
            "models", "--fetch", "openai", OPENAI_BASE_URL=address, OPENAI_API_KEY="sk-0123456789abcdefghij"
        )
        provider.shutdown()
    assert done.returncode == 1
    assert "usually with /v1" in done.stderr
