from __future__ import annotations

from desktop_proxy.clients.client import dotted


def test_a_key_is_named_with_dots():
    assert dotted(("env", "ANTHROPIC_BASE_URL")) == "env.ANTHROPIC_BASE_URL"
    assert dotted(("apiKeyHelper",)) == "apiKeyHelper"
