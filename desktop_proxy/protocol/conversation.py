"""What both request shapes share: limits, reasoning, tools, history and system prompt of one request.

The fields that carry them are named in `chat_request.py` and `responses_request.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_proxy.protocol.blocks import BlockReader
from desktop_proxy.protocol.call_ids import CHAT_LIMIT, RESPONSES_LIMIT, CallIds
from desktop_proxy.protocol.forced_choice import agreed
from desktop_proxy.protocol.history import read_history
from desktop_proxy.protocol.instructions import system_text
from desktop_proxy.protocol.late_system import fold_system
from desktop_proxy.protocol.limits import output_limit
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile
from desktop_proxy.protocol.reasoning import Reasoning, choose_reasoning
from desktop_proxy.protocol.structured_output import AnswerFormat, answer_format
from desktop_proxy.protocol.tool_names import ToolNames
from desktop_proxy.protocol.tools import Choice, OfferedTools, Shape, choose_tool, offer_tools
from desktop_proxy.protocol.turns import Turn

LEAST_RESPONSES_OUTPUT = 16
"""The Responses API refuses a smaller `max_output_tokens`."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One request, read."""

    turns: Sequence[Turn]
    system: str
    tools: OfferedTools
    choice: Choice | None
    single_call: bool
    reasoning: Reasoning
    answer: AnswerFormat | None
    max_tokens: int
    cache_key: str | None
    names: ToolNames


def read_conversation(request: MessagesRequest, profile: Profile, shape: Shape, notes: Notes) -> Conversation:
    """Read a request for one model, noting what it cannot have."""
    responses = shape == "responses"
    max_tokens = output_limit(request, profile, notes, LEAST_RESPONSES_OUTPUT if responses else 1)
    tools = offer_tools(request.tools, profile, shape)
    notes.extend(tools.notes)
    names = ToolNames(profile.tool_name_limit)
    names.changed.update(tools.changed_names)
    wanted, single_call = choose_tool(request, tools, names, profile, notes)
    choice, reasoning = agreed(wanted, choose_reasoning(request, profile, notes, max_tokens), profile, notes)
    answer, wish = answer_format(request, profile, notes, with_tools=bool(tools.functions))
    blocks = BlockReader(profile, notes, document_urls=responses or profile.schema == "gemini")
    ids = CallIds(RESPONSES_LIMIT if responses else CHAT_LIMIT, profile.provider)
    turns = read_history(request.messages, blocks, ids, names, notes)
    if profile.schema == "gemini" or not profile.late_system:
        turns = fold_system(turns, notes)
    return Conversation(
        turns=turns,
        system=system_text(request, (*tools.sentences, wish)),
        tools=tools,
        choice=choice,
        single_call=single_call,
        reasoning=reasoning,
        answer=answer,
        max_tokens=max_tokens,
        cache_key=_cache_key(request, profile, notes),
        names=names,
    )


def _cache_key(request: MessagesRequest, profile: Profile, notes: Notes) -> str | None:
    """OpenAI routes requests with one key to the same cache; the user's id itself is nobody's business."""
    user = (request.metadata or {}).get("user_id")
    if not isinstance(user, str) or not user:
        return None
    if profile.provider != "openai":
        notes.dropped("metadata.user_id", "it stays on this machine")
        return None
    notes.rewritten("metadata.user_id", "a hash of it was sent as prompt_cache_key; the id stays on this machine")
    return hashlib.sha256(user.encode("utf-8", "replace")).hexdigest()[:32]
