"""The models a provider offers, asked from the provider itself: `GET …/models`.

LiteLLM has such a call too, but there a dead host and an empty list look the same.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.answers import check_status
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.google_address import google_base
from desktop_proxy.upstream.transport import ProviderRequest, Transport
from desktop_proxy.upstream.vertex_auth import VertexTokens

ANTHROPIC_VERSION = "2023-06-01"
LIMIT = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Listing:
    path: str
    headers: Callable[[str], dict[str, str]]
    """From the key."""
    rows: str
    field: str


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


_OPENAI = _Listing("/models", _bearer, "data", "id")
_LISTINGS = {
    "chat": _OPENAI,
    "openai": _OPENAI,
    "gemini": _Listing("/models?pageSize=1000", lambda key: {"x-goog-api-key": key}, "models", "name"),
    "vertex": _Listing("/publishers/google/models?pageSize=300", _bearer, "publisherModels", "name"),
    "relay": _Listing(
        "/v1/models?limit=1000", lambda key: {"x-api-key": key, "anthropic-version": ANTHROPIC_VERSION}, "data", "id"
    ),
}


async def list_models(
    transport: Transport, endpoint: Endpoint, tokens: Callable[[], Awaitable[VertexTokens]]
) -> list[str]:
    """The ids a provider offers for text. Raises `ApiError`, 400 where a provider has no such list.

    `tokens` is called for Vertex AI alone: they come with LiteLLM, for which the others need not wait.
    """
    way = endpoint.provider.way
    if way == "demo":
        return list(endpoint.provider.known_models)
    listing = _LISTINGS.get(way)
    if listing is None:
        raise ApiError(400, f"{endpoint.label} cannot be asked for its models: type the model's name.")
    key = endpoint.key.reveal() if endpoint.key else ""
    base = endpoint.base_url
    if way == "gemini":
        base = google_base(endpoint)
    elif way == "vertex":
        key = (await (await tokens()).access(endpoint)).token
        # Publishers' models are listed only in the beta of the API.
        base = google_base(endpoint).rpartition("/")[0] + "/v1beta1"
    elif way == "relay":
        base = base.removesuffix("/v1")
    request = ProviderRequest(base + listing.path, listing.headers(key), None)
    async with transport.send(request, endpoint.label) as reply:
        await check_status(reply, endpoint.label)
        return _ids(await reply.read_all(LIMIT), listing, endpoint.label)


def _ids(body: bytes, listing: _Listing, label: str) -> list[str]:
    try:
        rows: Any = orjson.loads(body)[listing.rows]
        return sorted({row[listing.field].rpartition("models/")[2] for row in rows if _writes_text(row)})
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        raise ApiError(502, f"{label} did not answer with a list of models: check its base URL.") from None


def _writes_text(row: dict[str, Any]) -> bool:
    methods = row.get("supportedGenerationMethods")
    return methods is None or "generateContent" in methods
