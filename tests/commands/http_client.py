"""A small HTTP client for the tests of whole processes."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any


def ask(url: str, token: str = "", body: Any = None) -> tuple[int, Any]:
    """Status and JSON of a GET, or of a POST where there is a body."""
    headers = {"content-type": "application/json", **({"x-api-key": token} if token else {})}
    request = urllib.request.Request(url, json.dumps(body).encode() if body is not None else None, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def say_hello(url: str, token: str) -> tuple[int, Any]:
    """One message to whoever answers sonnet."""
    message = {"role": "user", "content": "Hello"}
    return ask(url + "/v1/messages", token, {"model": "claude-sonnet-5", "max_tokens": 50, "messages": [message]})


def wait_until_ready(url: str) -> None:
    """LiteLLM is loaded."""
    limit = time.monotonic() + 30
    while ask(url + "/health")[1]["status"] != "ready":
        assert time.monotonic() < limit
        time.sleep(0.02)
