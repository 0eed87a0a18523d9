"""What Gemini refuses in a request, on AI Studio and on Vertex. Fields: `gemini_fields.py`; turns: `gemini_contents.py`."""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from .facts import Facts
from .gemini_contents import ContentsReader
from .gemini_fields import FUNCTION_NAME, ROOT, normalise
from .refusal import Refusal
from .script import Conversation, Entry


def read_gemini_request(body: Mapping[str, Any], model: str, facts: Facts, issued: Collection[str]) -> Conversation:
    """Check a request and read its conversation; `issued` are the signatures this server handed out."""
    request = normalise(body, ROOT)
    config = request.get("generationConfig") or {}
    names = _check_tools(request)
    _check_config(config, facts, bool(names))
    thinking = config.get("thinkingConfig") or {}
    conversation = Conversation(model, tools=names, reasoning=bool(thinking.get("includeThoughts")))
    if config.get("responseMimeType") == "application/json":
        conversation.answer_schema = config.get("responseSchema") or config.get("responseJsonSchema") or {}
    for part in (request.get("systemInstruction") or {}).get("parts") or ():
        conversation.add(Entry("text", "system", part.get("text", "")))
    ContentsReader(conversation, facts, issued).read(request.get("contents") or [])
    return conversation


def _check_config(config: Mapping[str, Any], facts: Facts, tools: bool) -> None:
    limit = config.get("maxOutputTokens")
    if limit is not None and not 1 <= int(limit) <= facts.max_output:
        text = f"Unable to submit request because it has a maxOutputTokens value of {limit} but the supported range is from 1 (inclusive) to {facts.max_output + 1} (exclusive)."
        raise Refusal(400, text)
    if len(config.get("stopSequences") or ()) > 5:
        raise Refusal(400, "* GenerateContentRequest.generation_config.stop_sequences: at most 5 stop sequences.")
    if tools and config.get("responseMimeType") == "application/json" and facts.thinking != "level":
        raise Refusal(400, "Function calling with a response mime type: 'application/json' is unsupported")
    if ("responseSchema" in config or "responseJsonSchema" in config) and config.get(
        "responseMimeType"
    ) != "application/json":
        raise Refusal(
            400,
            "* GenerateContentRequest.generation_config.response_schema: only allowed with response_mime_type application/json.",
        )
    thinking = config.get("thinkingConfig")
    if not thinking:
        return
    if not facts.thinking:
        raise Refusal(400, "Thinking is not enabled for this model.")
    if "thinkingBudget" in thinking and "thinkingLevel" in thinking:
        raise Refusal(400, "You can only set only one of thinking budget and thinking level.")
    if "thinkingLevel" in thinking and facts.thinking != "level":
        raise Refusal(400, "Thinking level is not supported for this model.")
    level = str(thinking.get("thinkingLevel", "")).upper()
    if level and level not in facts.efforts:
        raise Refusal(400, f"Thinking level {level} is not supported for this model.")
    budget, (least, most) = thinking.get("thinkingBudget"), facts.budgets
    if budget is not None and budget != -1 and not least <= budget <= most:
        raise Refusal(
            400, f"The thinking budget {budget} is invalid. Please choose a value between {least} and {most}."
        )


def _check_tools(request: Mapping[str, Any]) -> tuple[str, ...]:
    names: list[str] = []
    kinds: set[str] = set()
    for tool in request.get("tools") or ():
        kinds |= set(tool)
        for index, function in enumerate(tool.get("functionDeclarations") or ()):
            if not FUNCTION_NAME.match(function.get("name", "")):
                text = f"* GenerateContentRequest.tools[0].function_declarations[{index}].name: Invalid function name."
                raise Refusal(400, text)
            names.append(function["name"])
    if len(set(names)) != len(names):
        raise Refusal(400, "Duplicate function declaration found.")
    if "functionDeclarations" in kinds and kinds & {"googleSearch", "codeExecution", "urlContext"}:
        raise Refusal(
            400, "Built-in tools ({google_search}) and Function Calling cannot be combined in the same request."
        )
    config = (request.get("toolConfig") or {}).get("functionCallingConfig")
    if config and not names:
        raise Refusal(400, "Function calling config is set without function_declarations.")
    allowed = (config or {}).get("allowedFunctionNames")
    if allowed and str(config.get("mode", "")).upper() not in ("ANY", "VALIDATED"):
        raise Refusal(400, "Allowed function names should be set only when function calling mode is ANY.")
    return tuple(names)
