"""A forced tool call and thinking, for models that refuse both in one request.

https://api-docs.deepseek.com/guides/thinking_mode, https://platform.moonshot.ai/docs/guide/use-kimi-k2-thinking-model,
https://www.alibabacloud.com/help/en/model-studio/deep-thinking
"""

from __future__ import annotations

from dataclasses import replace

from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile
from desktop_proxy.protocol.reasoning import Reasoning
from desktop_proxy.protocol.tools import Choice


def agreed(
    choice: Choice | None, reasoning: Reasoning, profile: Profile, notes: Notes
) -> tuple[Choice | None, Reasoning]:
    """Both as the model takes them together.

    A client that said nothing of thinking wants none, so it is switched off; otherwise the model is left to choose.
    """
    if profile.forced_choice_while_thinking or choice in (None, "auto", "none") or reasoning.switch is False:
        return choice, reasoning
    if profile.thinking_switch and reasoning.switch is None:
        notes.rewritten("thinking", "it was switched off, because the model cannot be forced to call while it thinks")
        return choice, replace(reasoning, switch=False)
    notes.rewritten("tool_choice", "the model cannot be forced to call while it thinks, so auto was sent")
    return "auto", reasoning
