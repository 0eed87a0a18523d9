"""What the double's models take: the published limits of the models the tests name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Facts:
    """One model family."""

    max_output: int
    reasons: bool = False
    images: bool = True
    documents: bool = True
    thinking: Literal["", "budget", "level"] = ""
    """Gemini: how thinking is set."""
    signs_calls: bool = False
    """Gemini 3: a replayed function call must carry the signature it came with."""
    efforts: tuple[str, ...] = ()
    budgets: tuple[int, int] = (0, 32_768)
    """Gemini: the smallest and the largest thinking budget; -1 is always taken."""


# The longest matching prefix wins.
FAMILIES: dict[str, Facts] = {
    "gpt-4.1": Facts(32_768),
    "gpt-4o": Facts(16_384),
    "gpt-5": Facts(128_000, reasons=True, efforts=("minimal", "low", "medium", "high")),
    "gpt-5.1": Facts(128_000, reasons=True, efforts=("none", "low", "medium", "high")),
    "o3-mini": Facts(100_000, reasons=True, images=False, efforts=("low", "medium", "high")),
    "gemini-2.0-flash": Facts(8_192),
    "gemini-2.5-pro": Facts(65_536, reasons=True, thinking="budget", budgets=(128, 32_768)),
    "gemini-2.5-flash": Facts(65_536, reasons=True, thinking="budget", budgets=(0, 24_576)),
    "gemini-3": Facts(65_536, reasons=True, thinking="level", signs_calls=True, efforts=("LOW", "MEDIUM", "HIGH")),
    "gemini-3-flash": Facts(
        65_536, reasons=True, thinking="level", signs_calls=True, efforts=("MINIMAL", "LOW", "MEDIUM", "HIGH")
    ),
    "grok-3": Facts(131_072, images=False, documents=False),
    "grok-3-mini": Facts(131_072, reasons=True, images=True, documents=False, efforts=("low", "high")),
    "grok-4.3": Facts(256_000, reasons=True, documents=False, efforts=("none", "low", "medium", "high")),
    "grok-4": Facts(256_000, reasons=True, documents=False, efforts=("low", "medium", "high")),
    "local-": Facts(131_072, reasons=True, documents=False),
    "claude-": Facts(128_000, reasons=True),
}


def facts_of(model: str) -> Facts | None:
    """The facts of a model id, or None for a model the provider does not have."""
    found = [prefix for prefix in FAMILIES if model.startswith(prefix)]
    return FAMILIES[max(found, key=len)] if found else None
