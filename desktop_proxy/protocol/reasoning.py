"""How hard the model shall think: Anthropic's thinking and effort as an effort level or a token budget.

Which fields carry the answer is decided in the request modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile

_LEVELS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
_OFF = ("none", "minimal")
"""Levels that stand for "do not think"; never chosen for a client that asks for some thinking."""

_LOW_BUDGET = 4096
_MEDIUM_BUDGET = 16384
DYNAMIC = -1
"""Gemini's own word for "as much as the question needs"."""

_GEMINI_BUDGETS = (
    # part of the model id, least, most, may be 0; https://ai.google.dev/gemini-api/docs/thinking#set-budget
    ("flash-lite", 512, 24576, True),
    ("flash", 1, 24576, True),
    ("pro", 128, 32768, False),
)
_UNKNOWN_BUDGET = ("", 1024, 24576, False)
_EFFORT_BUDGETS = {"none": 0, "minimal": 512, "low": 2048, "medium": 8192, "high": DYNAMIC}


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What to ask for: an effort, or a budget in tokens (0 is off, -1 dynamic); `None` asks for nothing."""

    effort: str | None = None
    budget: int | None = None
    switch: bool | None = None
    """Thinking on or off, for a model that knows nothing finer."""
    off: bool = False
    """The client wants no thinking: effort or budget is the least the model takes."""
    show: bool = False
    """The client shows thinking, so a readable summary is worth its tokens."""


def choose_reasoning(request: MessagesRequest, profile: Profile, notes: Notes, max_tokens: int) -> Reasoning:
    """The reasoning for a request whose (already clamped) output limit is `max_tokens`."""
    thinking = request.thinking
    effort = (request.output_config or {}).get("effort")
    kind = thinking["type"] if thinking else None
    if kind == "disabled":
        return _disabled(profile, effort, notes, max_tokens)
    show = kind in ("enabled", "adaptive") and thinking is not None and thinking.get("display") != "omitted"
    budget = thinking.get("budget_tokens") if thinking and kind == "enabled" else None
    if not profile.efforts and not profile.thinking_budget:
        return _coarse(kind, budget, effort, profile, notes, show=show)
    if profile.thinking_budget:
        return Reasoning(budget=_budget(kind, budget, effort, profile, notes, max_tokens), show=show)
    return Reasoning(effort=_effort(budget, effort, profile, notes), show=show)


def _disabled(profile: Profile, effort: str | None, notes: Notes, max_tokens: int) -> Reasoning:
    """The least thinking the model can do, whatever the effort: Claude Code sends both for its side calls."""
    if effort:
        notes.dropped("output_config.effort", "thinking is disabled, so the model is asked for the least it can do")
    if profile.thinking_budget:
        return Reasoning(budget=_within(0, profile, notes, max_tokens), off=True)
    if not profile.efforts:
        return Reasoning(switch=False if profile.thinking_switch else None, off=True)
    least = profile.efforts[0]
    if least not in _OFF:
        notes.rewritten("thinking", f"the model always thinks: effort {least}, its weakest, was sent")
    return Reasoning(effort=least, off=True)


def _coarse(
    kind: str | None, budget: int | None, effort: str | None, profile: Profile, notes: Notes, *, show: bool
) -> Reasoning:
    """A model without efforts and budgets: it may have a switch."""
    if effort:
        notes.dropped("output_config.effort", "the model has no effort levels")
    if kind is None:
        return Reasoning()
    if not profile.thinking_switch:
        notes.dropped("thinking", "the model does not reason, or not on request")
        return Reasoning()
    if budget is not None:
        notes.rewritten("thinking.budget_tokens", "thinking was switched on; the model has no budget for it")
    return Reasoning(switch=True, show=show)


def nearest_effort(wanted: str, efforts: Sequence[str]) -> str:
    """The level of `efforts` (weakest first) nearest to `wanted`, the stronger of two; `max` is the strongest."""
    if wanted in efforts:
        return wanted
    usable = [effort for effort in efforts if effort not in _OFF or wanted in _OFF] or list(efforts)
    if wanted not in _LEVELS or wanted == "max":
        return usable[-1]
    place = _LEVELS.index(wanted)
    return min(usable, key=lambda effort: (abs(_rank(effort) - place), -_rank(effort)))


def _rank(effort: str) -> int:
    return _LEVELS.index(effort) if effort in _LEVELS else len(_LEVELS)


def _effort(budget: int | None, effort: str | None, profile: Profile, notes: Notes) -> str | None:
    if effort:
        chosen = nearest_effort(effort, profile.efforts)
        if chosen != effort:
            notes.rewritten("output_config.effort", f"{effort} was sent as {chosen}, the nearest level of the model")
        return chosen
    if budget is None:
        return None
    wanted = "low" if budget <= _LOW_BUDGET else "medium" if budget <= _MEDIUM_BUDGET else "high"
    chosen = nearest_effort(wanted, profile.efforts)
    notes.rewritten("thinking.budget_tokens", f"a budget of {budget} tokens was sent as effort {chosen}")
    return chosen


def _budget(
    kind: str | None, budget: int | None, effort: str | None, profile: Profile, notes: Notes, max_tokens: int
) -> int | None:
    if budget is None:
        if effort:
            budget = _EFFORT_BUDGETS.get(effort, _limits(profile)[2])
        elif kind:
            return DYNAMIC
        else:
            return None
    return _within(budget, profile, notes, max_tokens)


def _within(budget: int, profile: Profile, notes: Notes, max_tokens: int) -> int:
    _, least, most, may_be_off = _limits(profile)
    if budget == DYNAMIC or (budget == 0 and may_be_off):
        return budget
    # The provider counts thinking as output: a budget that fills the limit leaves nothing for the answer.
    room = max_tokens // 2 if budget >= max_tokens else max_tokens
    fitting = max(least, min(budget, most, room))
    if fitting >= max_tokens:
        fitting = 0 if may_be_off else least
    if fitting != budget:
        notes.clamped("thinking.budget_tokens", f"{budget} was sent as {fitting}, which the model and max_tokens allow")
    return fitting


def _limits(profile: Profile) -> tuple[str, int, int, bool]:
    return next((row for row in _GEMINI_BUDGETS if row[0] in profile.model), _UNKNOWN_BUDGET)
