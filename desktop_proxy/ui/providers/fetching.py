"""Asking a provider for its models, for the two places that offer it."""

from __future__ import annotations

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.ui.providers.parts import Parts


async def fetch_models(parts: Parts, name: str) -> str | None:
    """Keep the list for every page; None, or why there is none, in a sentence."""
    try:
        models = await parts.core.upstream.list_models(name)
    except ApiError as error:
        return parts.core.redactor.redact(error.message)
    parts.fetched.keep(name, models)
    return None
