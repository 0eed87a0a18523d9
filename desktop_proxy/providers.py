"""The provider table: what each provider is called, how it is reached and which models it is known for.

Data only. A new provider or preset is a row here; nothing else asks "is this OpenAI?". Which provider answers a
request is decided in `routing.py`, what a model can do in `upstream/catalog.py`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

Way = Literal["chat", "openai", "gemini", "vertex", "relay", "demo", "completion"]


@dataclass(frozen=True, slots=True)
class Tiers:
    """A model for each Claude tier; an unset opus or fable falls back to sonnet's."""

    opus: str | None = None
    sonnet: str | None = None
    haiku: str | None = None
    fable: str | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """One row."""

    name: str
    label: str
    prefix: str
    """What LiteLLM calls it; `openai` for everything that speaks OpenAI's protocol at another address."""
    way: Way
    """How it is driven: `openai` is chat or responses by model, `completion` is `litellm.acompletion`."""
    base_url: str = ""
    """Without a trailing slash; empty where the user must give it or LiteLLM knows it."""
    key_variables: tuple[str, ...] = ()
    """Environment variables that may hold its key, first one first."""
    base_url_variable: str | None = None
    key_required: bool = True
    key_pattern: str | None = None
    """Regular expression that recognises a pasted key as this provider's."""
    key_place: str = ""
    """The site where a person gets a key, without https://; shown as a link."""
    preferred_names: tuple[str, ...] = ()
    """What PREFERRED_PROVIDER may say to mean it."""
    known_models: tuple[str, ...] = ()
    """Bare names that get this provider's prefix by themselves."""
    classic: tuple[str, str] | None = None
    """BIG and SMALL model of the Classic set."""
    recommended: Tiers | None = None
    preset: bool = False
    """A template for named endpoints (`providers add NAME --preset …`), not a provider by itself."""


@dataclass(frozen=True, slots=True)
class Retirement:
    """A model id its provider has switched off, or will."""

    id: str
    date: str
    """ISO date from which the provider answers "not found"."""
    successor: str

    def when(self, today: datetime.date | None = None) -> str:
        """In words, behind the model's name: "was retired on 2026-06-01", or, before that, "retires on" it."""
        gone = self.date <= (today or datetime.date.today()).isoformat()
        return f"{'was retired' if gone else 'retires'} on {self.date}"


RECOMMENDED_DATE = "2026-11"
"""When the recommended ids were read in public pages. They are only defaults: any name is accepted instead."""

_GEMINI_CLASSIC = ("gemini-2.5-pro-preview-03-25", "gemini-2.0-flash")
_GEMINI_RECOMMENDED = Tiers(opus="gemini-3.1-pro-preview", sonnet="gemini-3.8-flash", haiku="gemini-3.5-flash-lite")

_OPENAI = Provider(
    name="openai",
    label="OpenAI",
    prefix="openai",
    way="openai",
    base_url="https://api.openai.com/v1",
    key_variables=("OPENAI_API_KEY",),
    base_url_variable="OPENAI_BASE_URL",
    key_pattern=r"sk-(?!ant-|or-)[A-Za-z0-9_-]{20,}",
    key_place="platform.openai.com",
    preferred_names=("openai",),
    known_models=(
        "o3-mini",
        "o1",
        "o1-mini",
        "o1-pro",
        "gpt-4.5-preview",
        "gpt-4o",
        "gpt-4o-audio-preview",
        "chatgpt-4o-latest",
        "gpt-4o-mini",
        "gpt-4o-mini-audio-preview",
        "gpt-4.1",
        "gpt-4.1-mini",
    ),
    classic=("gpt-4.1", "gpt-4.1-mini"),
    recommended=Tiers(opus="gpt-6-astra", sonnet="gpt-6.1-sol", haiku="gpt-6-luna", fable="gpt-6-astra"),
)

_GEMINI = Provider(
    name="gemini",
    label="Google AI Studio",
    prefix="gemini",
    way="gemini",
    base_url="https://generativelanguage.googleapis.com",
    key_variables=("GEMINI_API_KEY",),
    base_url_variable="GEMINI_BASE_URL",
    key_pattern=r"AIza[A-Za-z0-9_-]{30,}",
    key_place="aistudio.google.com",
    preferred_names=("google", "gemini"),
    known_models=_GEMINI_CLASSIC,
    classic=_GEMINI_CLASSIC,
    recommended=_GEMINI_RECOMMENDED,
)

_VERTEX = Provider(
    name="vertex_ai",
    label="Vertex AI",
    prefix="vertex_ai",
    way="vertex",
    base_url_variable="VERTEX_BASE_URL",
    key_required=False,
    preferred_names=("vertex", "vertex_ai"),
    known_models=(
        *_GEMINI_CLASSIC,
        "gemini-2.5-flash-preview-04-17",
        "gemini-1.5-flash-preview-0514",
        "gemini-1.5-pro-preview-0514",
    ),
    classic=_GEMINI_CLASSIC,
    recommended=_GEMINI_RECOMMENDED,
)

_XAI = Provider(
    name="xai",
    label="xAI",
    prefix="xai",
    way="chat",
    base_url="https://api.x.ai/v1",
    key_variables=("XAI_API_KEY",),
    base_url_variable="XAI_BASE_URL",
    key_pattern=r"xai-[A-Za-z0-9_-]{20,}",
    key_place="console.x.ai",
    preferred_names=("xai",),
    known_models=("grok-3-mini-beta", "grok-3-beta", "grok-3", "grok-2-vision-latest", "grok-2", "grok-1"),
    classic=("grok-3", "grok-3-mini-beta"),
    recommended=Tiers(sonnet="grok-4.6", haiku="grok-4.3"),
)

_ANTHROPIC = Provider(
    name="anthropic",
    label="Anthropic",
    prefix="anthropic",
    way="relay",
    base_url="https://api.anthropic.com",
    key_variables=("ANTHROPIC_API_KEY",),
    base_url_variable="ANTHROPIC_UPSTREAM_BASE_URL",
    key_pattern=r"sk-ant-[A-Za-z0-9_-]{20,}",
    key_place="console.anthropic.com",
    preferred_names=("anthropic",),
)

_DEMO = Provider(
    name="demo",
    label="Demo",
    prefix="demo",
    way="demo",
    key_required=False,
    preferred_names=("demo",),
    known_models=("desktop-proxy",),
)


def _preset(
    name: str,
    label: str,
    base_url: str,
    *key_variables: str,
    key_required: bool = True,
    key_pattern: str | None = None,
    key_place: str = "",
) -> Provider:
    return Provider(
        name=name,
        label=label,
        prefix="openai",
        way="chat",
        base_url=base_url,
        key_variables=key_variables,
        key_required=key_required,
        key_pattern=key_pattern,
        key_place=key_place,
        preset=True,
    )


PROVIDERS: tuple[Provider, ...] = (
    _OPENAI,
    _GEMINI,
    _VERTEX,
    _XAI,
    _ANTHROPIC,
    _preset(
        "openrouter",
        "OpenRouter",
        "https://openrouter.ai/api/v1",
        "OPENROUTER_API_KEY",
        key_pattern=r"sk-or-[A-Za-z0-9_-]{20,}",
        key_place="openrouter.ai",
    ),
    _preset(
        "deepseek", "DeepSeek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", key_place="platform.deepseek.com"
    ),
    _preset(
        "kimi",
        "Kimi",
        "https://api.moonshot.ai/v1",
        "KIMI_API_KEY",
        "MOONSHOT_API_KEY",
        key_place="platform.moonshot.ai",
    ),
    _preset("zai", "Z.AI", "https://api.z.ai/api/paas/v4", "ZAI_API_KEY", key_place="z.ai"),
    _preset("minimax", "MiniMax", "https://api.minimax.io/v1", "MINIMAX_API_KEY", key_place="platform.minimax.io"),
    _preset(
        "qwen",
        "Qwen",
        "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        "QWEN_API_KEY",
        "DASHSCOPE_API_KEY",
        key_place="modelstudio.console.alibabacloud.com",
    ),
    _preset(
        "groq",
        "Groq",
        "https://api.groq.com/openai/v1",
        "GROQ_API_KEY",
        key_pattern=r"gsk_[A-Za-z0-9]{20,}",
        key_place="console.groq.com",
    ),
    _preset("mistral", "Mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", key_place="console.mistral.ai"),
    _preset("azure", "Azure OpenAI", "", "AZURE_API_KEY", "AZURE_OPENAI_API_KEY", key_place="ai.azure.com"),
    _preset("ollama", "Ollama", "http://localhost:11434/v1", key_required=False),
    _preset("lmstudio", "LM Studio", "http://localhost:1234/v1", "LM_STUDIO_API_KEY", key_required=False),
    _preset("vllm", "vLLM", "http://localhost:8000/v1", "VLLM_API_KEY", key_required=False),
    _preset("litellm", "LiteLLM Proxy", "http://localhost:4000/v1", "LITELLM_API_KEY", key_required=False),
    _DEMO,
)

RETIREMENTS: tuple[Retirement, ...] = (
    Retirement("gemini-2.5-pro-preview-03-25", "2025-12-02", "gemini-3.1-pro-preview"),
    Retirement("gemini-2.0-flash", "2026-06-01", "gemini-3.5-flash-lite"),
    Retirement("grok-3", "2026-05-15", "grok-4.6"),
    Retirement("gemini-2.5-pro", "2026-12-01", "gemini-3.1-pro-preview"),
    Retirement("gemini-2.5-flash", "2026-12-01", "gemini-3.8-flash"),
)

_BY_NAME = {row.name: row for row in PROVIDERS}
_RETIREMENTS = {row.id: row for row in RETIREMENTS}


def provider(name: str) -> Provider | None:
    """The row of that name; None for a named endpoint or a prefix only LiteLLM knows."""
    return _BY_NAME.get(name)


def preferred_provider(said: str) -> Provider | None:
    """What a value of PREFERRED_PROVIDER means, in any case; None for a word that means nothing."""
    word = said.strip().lower()
    return next((row for row in PROVIDERS if word in row.preferred_names), None)


def recognise(key: str) -> Provider | None:
    """The row a pasted key belongs to by its shape; None for a shape nobody has, which says nothing about the key."""
    key = key.strip()
    found = [row for row in PROVIDERS if row.key_pattern and re.fullmatch(row.key_pattern, key)]
    return max(found, key=_letters_it_begins_with, default=None)


def _letters_it_begins_with(row: Provider) -> int:
    """How much of the key's beginning the pattern spells out: `sk-ant-` says more than `sk-`."""
    spelled = re.match(r"[\w-]*", row.key_pattern or "")
    return len(spelled[0]) if spelled else 0


def retirement(model: str) -> Retirement | None:
    """When that model id was or will be switched off, if that is known."""
    return _RETIREMENTS.get(model)
