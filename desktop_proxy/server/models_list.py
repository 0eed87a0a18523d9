"""`GET /v1/models` in the API's shape: pages of what routing lists, and single names.

It asks no provider: the list must be there offline and at once. Which names are listed is decided in `routing`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import PROVIDERS
from desktop_proxy.routing import listed_models, resolve
from desktop_proxy.settings import Settings

UNKNOWN_DATE = "1970-01-01T00:00:00Z"
"""What the API's own documentation gives for a model whose date is not known."""
DEFAULT_LIMIT = 20
MAX_LIMIT = 1000

KEYED_PROVIDERS = tuple(row.name for row in PROVIDERS if row.key_required and row.key_variables and not row.preset)
"""Whose models are listed as soon as there is a key."""


def page(settings: Settings, configured: Collection[str], query: Mapping[str, str]) -> dict[str, Any]:
    """One page; `limit`, `after_id` and `before_id` as in the API. Raises `ApiError` 400.

    `configured` are the providers that have a key.
    """
    models = [_model(name, label) for name, label in listed_models(settings, configured)]
    ids = [model["id"] for model in models]
    limit = _limit(query.get("limit", str(DEFAULT_LIMIT)))
    if before := query.get("before_id"):
        earlier = models[: _position(ids, "before_id", before)]
        part, more = earlier[-limit:], len(earlier) > limit
    else:
        after = query.get("after_id")
        later = models[_position(ids, "after_id", after) + 1 :] if after else models
        part, more = later[:limit], len(later) > limit
    first, last = (part[0]["id"], part[-1]["id"]) if part else (None, None)
    return {"data": part, "has_more": more, "first_id": first, "last_id": last}


def one(settings: Settings, configured: Collection[str], name: str) -> dict[str, Any]:
    """The model of this name: a listed one, or a name that says which model it means. Raises `ApiError` 404."""
    listed = dict(listed_models(settings, configured))
    if name in listed:
        return _model(name, listed[name])
    known = any(name in row.known_models for row in PROVIDERS)
    if known or "/" in name or name.lower().startswith("claude"):
        return _model(name, f"{name} → {resolve(name, settings).target}")
    raise ApiError(404, f"model: {name[:256]}")


def _model(name: str, label: str) -> dict[str, Any]:
    return {"type": "model", "id": name, "display_name": label, "created_at": UNKNOWN_DATE}


def _limit(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= MAX_LIMIT:
        raise ApiError(400, f"limit: Input should be a number from 1 to {MAX_LIMIT}")
    return int(value)


def _position(ids: list[str], field: str, name: str) -> int:
    if name not in ids:
        raise ApiError(400, f"{field}: There is no such model")
    return ids.index(name)
