"""What `serve` says when it is ready: who answers, and lines that can be copied to try it."""

from __future__ import annotations

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing import resolve
from desktop_proxy.settings import Settings

DEMO = "demo"

TRY_IT = r"""
In another terminal:
  desktop-proxy claude               Claude Code through this proxy
  eval "$(desktop-proxy env)"        or: every Anthropic client of that shell, for instance
  curl "$ANTHROPIC_BASE_URL/v1/messages" -H "x-api-key: $ANTHROPIC_AUTH_TOKEN" -H "content-type: application/json" \
    -d '{"model": "claude-sonnet-5", "max_tokens": 300, "messages": [{"role": "user", "content": "Hello"}]}'
""".strip("\n")

ADD_A_KEY = "  desktop-proxy keys set openai      a key (or gemini, xai, anthropic, …): it answers from then on"


def first_steps(settings: Settings, url: str) -> list[str]:
    """The lines. They name commands and no token: a terminal's output is often kept."""
    try:
        route = resolve("claude-sonnet-5", settings)
    except ApiError as error:
        return [f"Nobody answers yet: {error.message}", TRY_IT]
    lines = [f"Answering: {route.target} ({route.reason})", TRY_IT]
    if route.target.provider == DEMO:
        lines.append(ADD_A_KEY)
    if not settings.server.require_token:
        lines.append(f"Every program of this machine may use it: ANTHROPIC_BASE_URL={url} claude")
    return lines
