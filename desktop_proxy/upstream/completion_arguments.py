"""The arguments of one `litellm.acompletion` call, built from an allow-list.

Whatever LiteLLM finds among its keyword arguments it obeys (`api_base`, `mock_response`, `fallbacks`,
`custom_llm_provider` …), so a request body is never passed on as a whole. The one place that knows their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from yarl import URL

from desktop_proxy.protocol.profile import Translation

if TYPE_CHECKING:
    from desktop_proxy.upstream.endpoints import Endpoint

BODY_FIELDS = (
    "messages",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
    "top_p",
    "response_format",
    "reasoning_effort",
    "thinking",
    "enable_thinking",
    "user",
    "seed",
)

# LiteLLM's provider → (its argument, the endpoint's field)
ENDPOINT_FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "vertex_ai": (
        ("vertex_project", "project"),
        ("vertex_location", "location"),
        ("vertex_credentials", "credentials_file"),
    ),
    "bedrock": (("aws_region_name", "location"),),
    "watsonx": (("project_id", "project"),),
}

NO_KEY = "no-key"
"""For an OpenAI-shaped provider without a key: LiteLLM would otherwise send it OpenAI's from the environment."""

AZURE = "azure"
"""LiteLLM drives it through the openai package's own client object; all others take its HTTP handler."""


def completion_arguments(endpoint: Endpoint, translation: Translation) -> dict[str, Any]:
    """Everything but `client` and `timeout`. Messages and tools are copies: LiteLLM changes them in place."""
    prefix = endpoint.provider.prefix
    body = {name: translation.body[name] for name in BODY_FIELDS if translation.body.get(name) is not None}
    arguments: dict[str, Any] = {
        **orjson.loads(orjson.dumps(body)),
        "model": f"{prefix}/{translation.body['model']}",
        "stream": True,
        "stream_options": {"include_usage": True},
        "drop_params": True,
        "num_retries": 0,
        "max_retries": 0,
        "_skip_mcp_handler": True,
    }
    base, version = split_api_version(endpoint.base_url)
    optional = {
        "api_base": base,
        "api_version": version,
        "api_key": endpoint.key.reveal() if endpoint.key else None,
        **{name: getattr(endpoint, field) for name, field in ENDPOINT_FIELDS.get(prefix, ())},
    }
    return arguments | {name: value for name, value in optional.items() if value}


def settle(litellm: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """Fill in what only LiteLLM's tables know: no foreign key, and a way for providers without a class of their own."""
    try:
        model, provider, key, base = litellm.get_llm_provider(
            model=arguments["model"], api_base=arguments.get("api_base"), api_key=arguments.get("api_key")
        )
    except Exception:  # noqa: BLE001 - acompletion will raise the same, and is where it is judged
        return arguments
    if not _openai_shaped(litellm, provider) or provider == AZURE:
        return arguments
    settled = arguments | {"api_key": arguments.get("api_key") or key or NO_KEY}
    if not _has_class(litellm, model, provider) and (arguments.get("api_base") or base):
        settled |= {"model": f"custom_openai/{model}", "api_base": arguments.get("api_base") or base}
    return settled


def _openai_shaped(litellm: Any, provider: str) -> bool:
    # LiteLLM gives the providers of its JSON table OpenAI's key from the environment where they have none.
    registry = litellm.llms.openai_like.json_loader.JSONProviderRegistry
    return provider in (*litellm.openai_compatible_providers, "custom_openai") or bool(registry.exists(provider))


def split_api_version(url: str) -> tuple[str, str | None]:
    """`https://x.openai.azure.com?api-version=2025-04-01-preview` → the address and the version."""
    if "?" not in url:
        return url, None
    parsed = URL(url)
    return str(parsed.with_query(None)).rstrip("/"), parsed.query.get("api-version")


def _has_class(litellm: Any, model: str, provider: str) -> bool:
    try:
        found = litellm.ProviderConfigManager.get_provider_chat_config(
            model=model, provider=litellm.LlmProviders(provider)
        )
    except ValueError:
        return True
    return found is not None
