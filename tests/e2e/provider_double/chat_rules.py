"""What chat-completions servers refuse in a request: limits, sampling, tools. Its messages: `chat_messages.py`."""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .chat_flavours import RULES, TOOL_NAME, Flavour
from .chat_messages import MessageReader
from .checks import check_schema_object, check_strict_schema, reject_unknown
from .facts import Facts
from .refusal import Refusal
from .script import Conversation


def read_chat_request(body: Mapping[str, Any], flavour: Flavour, facts: Facts) -> Conversation:
    """Check a request and read its conversation; raises `Refusal`."""
    rules = RULES[flavour]
    reject_unknown(body, rules.parameters)
    _check_limits(body, flavour, facts)
    _check_sampling(body, flavour, facts)
    names = _check_tools(body)
    _check_stream(body)
    conversation = Conversation(str(body["model"]), tools=names, reasoning=facts.reasons)
    schema = (body.get("response_format") or {}).get("json_schema")
    if schema is not None:
        if schema.get("strict"):
            check_strict_schema(schema.get("schema"), "response_format")
        conversation.answer_schema = schema.get("schema") or {}
    MessageReader(conversation, rules, flavour, facts).read(body.get("messages"))
    return conversation


def _check_limits(body: Mapping[str, Any], flavour: Flavour, facts: Facts) -> None:
    if flavour == "openai" and facts.reasons and "max_tokens" in body:
        text = (
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
        )
        raise Refusal(400, text, param="max_tokens", code="unsupported_parameter")
    for name in ("max_tokens", "max_completion_tokens"):
        limit = body.get(name)
        if limit is not None and limit > facts.max_output:
            text = f"{name} is too large: {limit}. This model supports at most {facts.max_output} completion tokens, whereas you provided {limit}."
            raise Refusal(400, text, param=name, code="invalid_value")
        if limit is not None and limit < 1:
            raise Refusal(
                400, f"Invalid '{name}': integer below minimum value.", param=name, code="integer_below_min_value"
            )
    user = body.get("user")
    if user is not None and len(user) > 64:
        text = f"Invalid 'user': string too long. Expected a string with maximum length 64, but got a string with length {len(user)} instead."
        raise Refusal(400, text, param="user", code="string_above_max_length")
    if body.get("metadata") is not None and not body.get("store"):
        raise Refusal(400, "The 'metadata' parameter is only allowed when 'store' is enabled.", param="metadata")


def _check_sampling(body: Mapping[str, Any], flavour: Flavour, facts: Facts) -> None:
    stop = body.get("stop")
    if isinstance(stop, list) and len(stop) > 4:
        text = f"Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length {len(stop)} instead."
        raise Refusal(400, text, param="stop", code="array_above_max_length")
    if stop is not None and facts.reasons and flavour != "compat":
        raise Refusal(
            400,
            "Unsupported parameter: 'stop' is not supported with this model.",
            param="stop",
            code="unsupported_parameter",
        )
    for name in ("temperature", "top_p"):
        if flavour == "openai" and facts.reasons and body.get(name) not in (None, 1):
            text = f"Unsupported value: '{name}' does not support {body[name]} with this model. Only the default (1) value is supported."
            raise Refusal(400, text, param=name, code="unsupported_value")
    effort = body.get("reasoning_effort")
    if effort is not None and flavour != "compat":
        if not facts.reasons:
            raise Refusal(400, "Unrecognized request argument supplied: reasoning_effort", param="reasoning_effort")
        if effort not in facts.efforts:
            text = f"Unsupported value: 'reasoning_effort' does not support '{effort}' with this model. Supported values are: {facts.efforts}."
            raise Refusal(400, text, param="reasoning_effort", code="unsupported_value")


def _check_tools(body: Mapping[str, Any]) -> tuple[str, ...]:
    tools = body.get("tools")
    if tools is None:
        for name in ("tool_choice", "parallel_tool_calls"):
            if body.get(name) is not None:
                text = f"Invalid value for '{name}': '{name}' is only allowed when 'tools' are specified."
                raise Refusal(400, text, param=name)
        return ()
    if not 1 <= len(tools) <= 128:
        raise Refusal(
            400,
            f"Invalid 'tools': expected an array of 1 to 128, but got {len(tools)}.",
            param="tools",
            code="array_above_max_length",
        )
    names = [_check_tool(tool, index) for index, tool in enumerate(tools)]
    choice = body.get("tool_choice")
    if isinstance(choice, Mapping) and choice.get("function", {}).get("name") not in names:
        raise Refusal(400, f"Tool choice {choice} not found in 'tools' parameter.", param="tool_choice")
    if isinstance(choice, str) and choice not in ("auto", "none", "required"):
        raise Refusal(
            400,
            f"Invalid value: '{choice}'. Supported values are: 'none', 'auto', and 'required'.",
            param="tool_choice",
        )
    return tuple(names)


def _check_tool(tool: Mapping[str, Any], index: int) -> str:
    path = f"tools[{index}]"
    if tool.get("type") != "function":
        raise Refusal(
            400,
            f"Invalid value: '{tool.get('type')}'. Supported values are: 'function'.",
            param=f"{path}.type",
            code="invalid_value",
        )
    reject_unknown(tool, ("type", "function"), f"{path}.")
    function = tool.get("function") or {}
    reject_unknown(function, ("name", "description", "parameters", "strict"), f"{path}.function.")
    name = function.get("name", "")
    if not TOOL_NAME.match(name):
        text = f"Invalid '{path}.function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."
        raise Refusal(400, text, param=f"{path}.function.name", code="invalid_value")
    if "parameters" in function:
        check_schema_object(function["parameters"], name, f"{path}.function.parameters")
        if function.get("strict"):
            check_strict_schema(function["parameters"], f"{path}.function.parameters")
    return str(name)


def _check_stream(body: Mapping[str, Any]) -> None:
    if body.get("stream_options") is not None and not body.get("stream"):
        raise Refusal(
            400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.", param="stream_options"
        )
