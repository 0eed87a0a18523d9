"""The environment in which a client finds the proxy."""

from __future__ import annotations

from collections.abc import Mapping

PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
OWN_HOSTS = ("127.0.0.1", "localhost")

NO_TOKEN = "no-token-needed"  # noqa: S105 - says that there is none
"""A client sends nothing at all without a token."""

CONFLICTING = (
    # Sent beside our token; a fresh Claude Code with it wants to reach Anthropic first.
    "ANTHROPIC_API_KEY",
    "CLAUDE_CODE_OAUTH_TOKEN",
    # Each of them makes Claude Code ignore ANTHROPIC_BASE_URL.
    "CLAUDE_CODE_USE_BEDROCK",
    "CLAUDE_CODE_USE_VERTEX",
    "CLAUDE_CODE_USE_FOUNDRY",
    "CLAUDE_CODE_USE_ANTHROPIC_AWS",
    "CLAUDE_CODE_USE_MANTLE",
)


def client_variables(url: str, token: str, environ: Mapping[str, str]) -> dict[str, str]:
    """What to set. `token` is empty where none is needed."""
    variables = {
        "ANTHROPIC_BASE_URL": url,
        "ANTHROPIC_AUTH_TOKEN": token or NO_TOKEN,
        # The header changes with every prompt and would defeat the provider's prompt cache.
        "CLAUDE_CODE_ATTRIBUTION_HEADER": "0",
        "CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY": "1",
    }
    if _behind_a_web_proxy(environ):
        variables["NO_PROXY"] = _with_own_hosts(environ.get("NO_PROXY") or environ.get("no_proxy") or "")
    return variables


def client_environment(url: str, token: str, environ: Mapping[str, str]) -> dict[str, str]:
    """A whole environment for a client's process."""
    kept = {name: value for name, value in environ.items() if name not in conflicting(environ)}
    return kept | client_variables(url, token, environ)


def conflicting(environ: Mapping[str, str]) -> list[str]:
    """The variables of `environ` that would lead a client elsewhere."""
    # NO_PROXY takes over what the lower-case one says.
    also = ("no_proxy",) if _behind_a_web_proxy(environ) else ()
    return [name for name in (*CONFLICTING, *also) if name in environ]


def _behind_a_web_proxy(environ: Mapping[str, str]) -> bool:
    return any(environ.get(name) for name in PROXY_VARIABLES)


def _with_own_hosts(no_proxy: str) -> str:
    hosts = [host.strip() for host in no_proxy.split(",") if host.strip()]
    return ",".join(dict.fromkeys((*hosts, *OWN_HOSTS)))
