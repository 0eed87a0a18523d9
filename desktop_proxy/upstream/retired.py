"""What to say when a provider no longer has a model: its successor, where `providers.py` knows one."""

from __future__ import annotations

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import retirement


def with_successor(error: ApiError, model: str) -> ApiError:
    """`error`, or where it says that a retired `model` was not found, the same with a sentence more."""
    retired = retirement(model) if error.status == 404 else None
    if retired is None:
        return error
    advice = (
        f"It was retired on {retired.date}; its successor is {retired.successor}: "
        "`desktop-proxy settings set routing.use_successors true` uses it."
    )
    return ApiError(404, f"{error.message} {advice}", should_retry=error.should_retry)
