"""What a model takes and what it costs: LiteLLM's table, corrected and completed by `model_families.py`.

What neither knows stays unknown, and then nothing is invented, cut or refused. Imports LiteLLM: imported late.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import litellm
from litellm.litellm_core_utils.llm_cost_calc.utils import generic_cost_per_token
from litellm.types.utils import PromptTokensDetailsWrapper, Usage

from desktop_proxy.protocol.profile import Profile
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.model_families import facts

_TABLE_NAMES = {
    "openai": "openai",
    "openrouter": "openrouter",
    "deepseek": "deepseek",
    "kimi": "moonshot",
    "zai": "zai",
    "minimax": "minimax",
    "qwen": "dashscope",
    "groq": "groq",
    "mistral": "mistral",
}
"""What LiteLLM's table calls the presets. Local servers are left out: for Ollama LiteLLM would call the server."""
_CUSTOM = ""
_OWN_PROTOCOL = frozenset({"openai", "xai"})
"""Providers that take a system message in the middle of a conversation."""
_EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
_USUAL_EFFORTS = frozenset({"low", "medium", "high"})
_OTHERS: dict[str, Any] = {"late_system": False}
"""Many servers run chat templates that refuse a system message in the middle."""


class Catalog:
    """Answers are kept: a look-up in LiteLLM's table takes up to 7 ms."""

    def __init__(self) -> None:
        self._profile = functools.lru_cache(maxsize=512)(_profile)

    def profile(self, endpoint: Endpoint, model: str) -> Profile:
        """What `model` takes at `endpoint`."""
        return self._profile(family_name(endpoint), endpoint.name, model, endpoint.api)

    def mode(self, endpoint: Endpoint, model: str) -> str | None:
        """`chat`, `responses` and so on, where LiteLLM's table says it."""
        mode = _entry(family_name(endpoint), model).get("mode")
        return mode if isinstance(mode, str) else None

    def cost(self, endpoint: Endpoint, model: str, usage: Mapping[str, int]) -> float | None:
        """US dollars for an answer with this Anthropic usage; None where the price is not known."""
        name = family_name(endpoint)
        entry = _entry(name, model)
        if not entry.get("input_cost_per_token") and not entry.get("output_cost_per_token"):
            return None
        cached, written = usage.get("cache_read_input_tokens", 0), usage.get("cache_creation_input_tokens", 0)
        prompt = usage.get("input_tokens", 0) + cached + written
        output = usage.get("output_tokens", 0)
        counted = Usage(
            prompt_tokens=prompt,
            completion_tokens=output,
            total_tokens=prompt + output,
            prompt_tokens_details=PromptTokensDetailsWrapper(cached_tokens=cached, cache_creation_tokens=written),
        )
        try:
            return float(sum(generic_cost_per_token(model=model, usage=counted, custom_llm_provider=name)))
        except Exception:  # noqa: BLE001 - a price that cannot be computed is an unknown price
            return None


def family_name(endpoint: Endpoint) -> str:
    """The provider's name in LiteLLM's table; empty for an endpoint of the user's own, of which nothing is known."""
    row = endpoint.provider
    return _TABLE_NAMES.get(row.name, _CUSTOM) if row.prefix == "openai" else row.prefix


@functools.lru_cache(maxsize=1024)
def _entry(name: str, model: str) -> Mapping[str, Any]:
    if name == _CUSTOM:
        return {}
    try:
        info = litellm.get_model_info(model, custom_llm_provider=name)
    except Exception:  # noqa: BLE001 - several kinds stand for "not in the table"
        return {}
    # An entry without a mode is one LiteLLM made up from the name.
    return info if info.get("mode") else {}


def _profile(name: str, endpoint_name: str, model: str, api: str) -> Profile:
    entry = _entry(name, model)
    known = {} if name in _OWN_PROTOCOL else dict(_OTHERS)
    known |= facts(name, model, outranking=False)
    known |= _from_entry(entry, openai=name == "openai")
    known |= facts(name, model, outranking=True)
    if "efforts" in known:
        known["efforts"] = tuple(level for level in known["efforts"] if entry.get(_flag(level)) is not False)
    if api == "chat" and name == "openai":
        # These models search only through the Responses API.
        known["web_search"] = False
    return Profile(provider=name or endpoint_name, model=model, **known)


def _from_entry(entry: Mapping[str, Any], *, openai: bool) -> dict[str, Any]:
    if not entry:
        return {}
    found: dict[str, Any] = {
        **{name: entry[name] for name in ("max_output_tokens", "max_input_tokens") if entry.get(name)},
        "images": entry.get("supports_vision") is not False,
    }
    if openai:
        found["documents"] = bool(entry.get("supports_pdf_input"))
        found["structured_output"] = entry.get("supports_response_schema") is not False
        if entry.get("supports_reasoning"):
            found["efforts"] = _efforts(entry)
    return found


def _efforts(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        effort
        for effort in _EFFORTS
        if (flag := entry.get(_flag(effort))) or (flag is None and effort in _USUAL_EFFORTS)
    )


def _flag(effort: str) -> str:
    return f"supports_{effort}_reasoning_effort"
