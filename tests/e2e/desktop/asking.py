"""One small request to the proxy, as any client makes it."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def ask(url: str, token: str, model: str, text: str = "Hi") -> int:
    """The status of the answer."""
    body = {"model": model, "max_tokens": 64, "messages": [{"role": "user", "content": text}]}
    headers = {"x-api-key": token, "content-type": "application/json"}
    try:
        with urlopen(Request(f"{url}/v1/messages", json.dumps(body).encode(), headers), timeout=30) as answer:
            return int(answer.status)
    except HTTPError as refused:
        with refused:
            return refused.code
