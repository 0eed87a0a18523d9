"""The keys each provider takes, and how it refuses another."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from .refusal import Refusal

KEYS: Mapping[str, str] = {
    "openai": "double-openai-key-0123456789",
    "xai": "double-xai-key-0123456789",
    "gemini": "double-gemini-key-0123456789",
    "vertex": "ya29.double-vertex-token",
    "anthropic": "double-anthropic-key-0123456789",
}


def check_key(face: str, request: web.Request) -> None:
    """Raises `Refusal` for a wrong key; a compatible server takes any."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    given = {
        "gemini": request.headers.get("x-goog-api-key") or request.query.get("key", ""),
        "anthropic": request.headers.get("x-api-key") or bearer,
    }.get(face, bearer)
    if face == "compat" or given == KEYS[face]:
        return
    shown = given[:6] + "***" + given[-4:]
    if face == "gemini":
        raise Refusal(400, "API key not valid. Please pass a valid API key.", code="API_KEY_INVALID")
    if face == "vertex":
        raise Refusal(401, "Request had invalid authentication credentials. Expected OAuth 2 access token.")
    if face == "xai":
        raise Refusal(400, f"Incorrect API key provided: {shown}. You can obtain an API key from the console.")
    if face == "anthropic":
        raise Refusal(401, "invalid x-api-key")
    raise Refusal(401, f"Incorrect API key provided: {shown}.", code="invalid_api_key")
