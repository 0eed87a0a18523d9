"""One question to a proxy."""

from __future__ import annotations

from anthropic import Anthropic

from tests.e2e.proxy_process import CLIENT_TOKEN

DEMO, PROVIDER = "demo/desktop-proxy", "openai/gpt-4.1"


def ask(url: str, model: str = DEMO, token: str = CLIENT_TOKEN) -> str:
    """The text of the answer."""
    with Anthropic(base_url=url, api_key=token, max_retries=0, timeout=60) as client:
        message = client.messages.create(model=model, max_tokens=50, messages=[{"role": "user", "content": "Hello"}])
    return "".join(block.text for block in message.content if block.type == "text")
