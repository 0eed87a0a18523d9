"""Which headers a relayed request and its answer keep: allow-lists, and the provider's key in the client's stead."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_proxy.redaction import Secret

API_VERSION = "2023-06-01"
OAUTH_TOKEN_PREFIX = "sk-ant-oat"  # noqa: S105 - the beginning of a token, not one
OAUTH_BETA = "oauth-2025-04-20"

# The client's own credentials are in x-api-key, authorization and cookie, which are not here.
_REQUEST_HEADERS = frozenset({"content-type", "accept", "user-agent", "x-app", "idempotency-key"})
_REQUEST_PREFIXES = ("anthropic-", "x-stainless-", "x-claude-code-")
_REPLY_HEADERS = frozenset({"content-type", "request-id", "retry-after", "retry-after-ms", "x-should-retry"})
_REPLY_PREFIXES = ("anthropic-ratelimit-", "anthropic-organization-", "anthropic-priority-")


def request_headers(headers: Mapping[str, str], key: Secret | None) -> dict[str, str]:
    """What goes up: the client's words about its request, and our key."""
    sent = {
        name.lower(): value
        for name, value in headers.items()
        if name.lower() in _REQUEST_HEADERS or name.lower().startswith(_REQUEST_PREFIXES)
    }
    sent.setdefault("anthropic-version", API_VERSION)
    sent.setdefault("content-type", "application/json")
    if key is None:
        return sent
    if not key.reveal().startswith(OAUTH_TOKEN_PREFIX):
        return sent | {"x-api-key": key.reveal()}
    betas = [beta.strip() for beta in sent.get("anthropic-beta", "").split(",") if beta.strip()]
    if OAUTH_BETA not in betas:
        betas.append(OAUTH_BETA)
    return sent | {"authorization": f"Bearer {key.reveal()}", "anthropic-beta": ",".join(betas)}


def reply_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """What comes down: the answer's type and identity, and the advice on retries and limits."""
    return {
        name.lower(): value
        for name, value in headers.items()
        if name.lower() in _REPLY_HEADERS or name.lower().startswith(_REPLY_PREFIXES)
    }
