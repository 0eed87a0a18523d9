"""The model behind each Claude tier: whether there is one, whether its provider still has it."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop_proxy.doctor.case import Case
from desktop_proxy.doctor.finding import Finding, Remedy
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import Retirement, retirement
from desktop_proxy.routing import Target, resolve
from desktop_proxy.routing.listing import CLAUDE_NAMES

SUCCESSORS = "`desktop-proxy settings set routing.use_successors true` sends its requests there."


async def check_models(case: Case) -> list[Finding]:
    """One finding for each tier."""
    return [await _tier(case, name, label.removeprefix("Claude ")) for name, label in CLAUDE_NAMES]


async def _tier(case: Case, name: str, tier: str) -> Finding:
    try:
        target = resolve(name, case.core.settings.current).target
    except ApiError as error:
        sentence = f"Nobody answers {tier}: {error.message}"
        return Finding("error", sentence, subject=tier, remedy=Remedy("model", tier.lower()))
    if (retired := retirement(target.model)) is not None:
        return _retired(tier, target, retired)
    if target.provider != "demo" and await _is_missing(case, target):
        sentence = f"{tier} is answered by {target}, which {target.provider} does not list."
        advice = f"`desktop-proxy models --fetch {target.provider}` shows what it has."
        return Finding("warn", sentence, advice, tier, Remedy("model", tier.lower()))
    return Finding("ok", f"{tier} is answered by {target}.", subject=tier)


def _retired(tier: str, target: Target, retired: Retirement) -> Finding:
    gone = retired.date <= datetime.now(UTC).date().isoformat()
    sentence = f"{tier} is answered by {target}, which {'was retired' if gone else 'retires'} on {retired.date}."
    successor = f"Its successor is {retired.successor}"
    remedy = Remedy("model", tier.lower(), f"{successor}.")
    return Finding("error" if gone else "warn", sentence, f"{successor}: {SUCCESSORS}", tier, remedy)


async def _is_missing(case: Case, target: Target) -> bool:
    """Whether the provider has a list and the model is not in it."""
    try:
        models = await case.models(target.provider)
    except ApiError:
        # Told by the check of the keys.
        return False
    return bool(models) and target.model not in models
