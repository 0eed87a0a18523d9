"""Recognises "your conversation is too long" in every provider's words, and says it in Anthropic's.

Claude Code compacts the conversation only when it reads `prompt is too long: N tokens > M maximum`, and lowers its
`max_tokens` only when it reads "input length and `max_tokens` exceed context limit".
"""

from __future__ import annotations

import re

from desktop_proxy.protocol.error_body import ErrorBody

_N = r"[^\d]{0,20}(?P<asked>\d[\d,]*)"
_M = r"[^\d]{0,20}(?P<limit>\d[\d,]*)"

_SIGNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        # With both numbers first: the first pattern that matches gives them.
        r"prompt is too long:? (?P<asked>\d[\d,]*) tokens > (?P<limit>\d[\d,]*)",
        rf"input token count{_N}\D{{0,20}} exceeds the maximum number of tokens allowed{_M}",
        rf"maximum prompt length is{_M} but the request contains{_N}",
        rf"prompt contains{_N} tokens.{{0,60}}too large for model with{_M} maximum context length",
        rf"(?:maximum )?context length is(?: only)?{_M} tokens.{{0,60}}resulted in{_N} tokens",
        rf"(?:exceeds?|exceeded) the configured limit of{_M} tokens.{{0,60}}resulted in{_N}",
        rf"(?:decoder )?prompt \(length{_N}\) is longer than the maximum model length of{_M}",
        rf"passed{_N} input tokens.{{0,90}}context length is(?: only)?{_M}",
        rf"(?:request|prompt) \({_N} tokens\) exceeds the available context size \({_M}",
        rf"input length{_N} exceeds the maximum(?: allowed)?(?: length| context length)?{_M}",
        rf"maximum context length is{_M} tokens.{{0,60}}requested (?:about )?{_N} tokens",
        rf"input token count exceeds the maximum number of tokens allowed{_M}",
        rf"exceeded model token limit{_M}",
        rf"range of input length should be \[\d+, ?{_M}",
        r"context_length_exceeded",
        r"exceed_context_size_error",
        r"exceeds? the (?:available |model's |models? )?context (?:window|size|length)",
        r"input length exceeds the (?:maximum )?context length",
        r"exceeded max context length",
        r"context window exceeds limit",
        r"prompt exceeds max(?:imum)? length",
        r"prompt (?:is )?too long",
        r"input is too long for requested model",
        r"initial prompt is greater than the context length",
        r"when context the overflows",
    )
)
_OUTPUT_TOO_LARGE = re.compile(r"max_(?:completion_|output_)?tokens'? (?:or 'max_\w+' )?is too large")
_SPLIT = re.compile(
    r"maximum context length is (?P<limit>\d+) tokens.{0,60}requested (?:about )?\d+ tokens"
    r" \((?P<prompt>\d+)(?: of text input| in the messages| in your prompt)[^)]*?(?P<output>\d+) (?:in|of|for) the"
)


def context_overflow_message(body: ErrorBody) -> str | None:
    """Anthropic's sentence for a context overflow, or None when the body speaks of something else."""
    words = body.words
    if _OUTPUT_TOO_LARGE.search(words):
        return None
    if split := _SPLIT.search(words):
        prompt, output, limit = (int(split.group(name)) for name in ("prompt", "output", "limit"))
        if prompt <= limit:
            return (
                f"input length and `max_tokens` exceed context limit: {prompt} + {output} > {limit}, "
                "decrease input length or `max_tokens` and try again"
            )
        return _too_long(prompt, limit)
    match = next((match for sign in _SIGNS if (match := sign.search(words))), None)
    if match is None:
        return None
    found = match.groupdict()
    return _too_long(_number(found.get("asked")) or _field(body, "n_prompt_tokens"),
                     _number(found.get("limit")) or _field(body, "n_ctx"))  # fmt: skip


def _too_long(asked: int | None, limit: int | None) -> str:
    if asked is not None and limit is not None:
        return f"prompt is too long: {asked} tokens > {limit} maximum"
    if limit is not None:
        return f"prompt is too long: more than the {limit} tokens this model takes"
    return "prompt is too long for the context window of this model"


def _number(text: str | None) -> int | None:
    digits = (text or "").replace(",", "")[:15]
    return int(digits) if digits else None


def _field(body: ErrorBody, name: str) -> int | None:
    value = (body.fields or {}).get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
