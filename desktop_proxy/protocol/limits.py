"""Numbers with limits: output tokens, sampling and stop sequences, as one model takes them.

Nothing is invented: a field the client did not send is not sent.
"""

from __future__ import annotations

from typing import Any

from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile


def output_limit(request: MessagesRequest, profile: Profile, notes: Notes, least: int = 1) -> int:
    """`max_tokens` inside what the model takes; `least` is the API's own minimum (16 in Responses)."""
    limit = request.max_tokens
    if profile.max_output_tokens and limit > profile.max_output_tokens:
        limit = profile.max_output_tokens
        notes.clamped("max_tokens", f"{request.max_tokens} is above the model's limit of {limit}")
    if limit < least:
        notes.clamped("max_tokens", f"{limit} is below the least this API takes, {least}")
        limit = least
    return limit


def sampling(request: MessagesRequest, profile: Profile, notes: Notes) -> dict[str, Any]:
    """temperature, top_p and top_k as far as the model takes them."""
    fields: dict[str, Any] = {}
    for name in ("temperature", "top_p"):
        value = getattr(request, name)
        if value is not None and profile.sampling:
            fields[name] = value
        elif value is not None:
            notes.dropped(name, "the model does not take it")
    if request.top_k is not None:
        if profile.schema == "gemini" and profile.sampling:
            fields["top_k"] = request.top_k
        else:
            notes.dropped("top_k", "the provider does not take it")
    return fields


def stop_sequences(request: MessagesRequest, notes: Notes) -> tuple[str, ...]:
    """The sequences at which the stream cuts the answer.

    None is sent: a provider that stops at one says `stop`, as at the end of an answer, and not at which.
    """
    wanted = list(dict.fromkeys(request.stop_sequences or ()))
    usable = [sequence for sequence in wanted if sequence and not sequence.isspace()]
    if len(usable) < len(wanted):
        notes.dropped("stop_sequences", "sequences of white space alone are refused")
    if usable:
        notes.rewritten(
            "stop_sequences", "the proxy cuts the answer itself, because no provider says what it stopped at"
        )
    return tuple(usable)
