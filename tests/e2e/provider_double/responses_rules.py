"""What OpenAI's Responses API refuses."""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

import json
import typing
from collections.abc import Collection, Mapping
from typing import Any, Literal

from openai.types.responses import response_create_params

from .chat_flavours import TOOL_NAME
from .checks import check_schema_object, check_strict_schema, decode_data_url, decode_media, reject_unknown
from .facts import Facts
from .refusal import Refusal
from .script import Call, Conversation, Entry, digest

PARAMETERS = frozenset(typing.get_type_hints(response_create_params.ResponseCreateParamsBase)) | {"stream"}
INCLUDES = frozenset({"reasoning.encrypted_content", "web_search_call.action.sources"})
_PREFIXES = {"message": "msg_", "function_call": "fc_", "reasoning": "rs_"}


def read_responses_request(body: Mapping[str, Any], facts: Facts, issued: Collection[str]) -> Conversation:
    """Check a request and read its conversation; `issued` is the encrypted reasoning this server handed out."""
    reject_unknown(body, PARAMETERS)
    _check_limits(body, facts)
    conversation = Conversation(str(body["model"]), tools=_check_tools(body), reasoning=facts.reasons)
    form = (body.get("text") or {}).get("format") or {}
    if form.get("type") == "json_schema":
        if not form.get("name"):
            raise Refusal(
                400,
                "Missing required parameter: 'text.format.name'.",
                param="text.format.name",
                code="missing_required_parameter",
            )
        if form.get("strict"):
            check_strict_schema(form.get("schema"), "text.format.schema")
        conversation.answer_schema = form.get("schema") or {}
    if body.get("instructions"):
        conversation.add(Entry("text", "system", body["instructions"]))
    _InputReader(conversation, body, facts, issued).read()
    return conversation


def _check_limits(body: Mapping[str, Any], facts: Facts) -> None:
    limit = body.get("max_output_tokens")
    if limit is not None and limit < 16:
        text = f"Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got {limit} instead."
        raise Refusal(400, text, param="max_output_tokens", code="integer_below_min_value")
    if limit is not None and limit > facts.max_output:
        text = f"max_output_tokens is too large: {limit}. This model supports at most {facts.max_output} output tokens."
        raise Refusal(400, text, param="max_output_tokens", code="invalid_value")
    if facts.reasons:
        for name in ("temperature", "top_p"):
            if body.get(name) is not None:
                raise Refusal(400, f"Unsupported parameter: '{name}' is not supported with this model.", param=name)
    reasoning = body.get("reasoning") or {}
    if reasoning and not facts.reasons:
        raise Refusal(
            400, "Unsupported parameter: 'reasoning.effort' is not supported with this model.", param="reasoning.effort"
        )
    reject_unknown(reasoning, ("effort", "summary", "generate_summary"), "reasoning.")
    effort = reasoning.get("effort")
    if effort is not None and effort not in facts.efforts:
        text = f"Unsupported value: '{effort}' is not supported with the model. Supported values are: {facts.efforts}."
        raise Refusal(400, text, param="reasoning.effort", code="unsupported_value")
    for item in body.get("include") or ():
        if item not in INCLUDES:
            raise Refusal(400, f"Invalid value: '{item}'.", param="include", code="invalid_value")
    if len(body.get("user") or "") > 64:
        raise Refusal(
            400,
            "Invalid 'user': string too long. Expected a string with maximum length 64.",
            param="user",
            code="string_above_max_length",
        )
    for value in (body.get("metadata") or {}).values():
        if len(value) > 512:
            raise Refusal(400, "Invalid 'metadata': string too long.", param="metadata", code="string_above_max_length")


def _check_tools(body: Mapping[str, Any]) -> tuple[str, ...]:
    names = []
    for index, tool in enumerate(body.get("tools") or ()):
        path = f"tools[{index}]"
        if tool.get("type") in ("web_search", "web_search_preview"):
            names.append(str(tool["type"]))
            continue
        if tool.get("type") != "function":
            raise Refusal(400, f"Invalid value: '{tool.get('type')}'.", param=f"{path}.type", code="invalid_value")
        reject_unknown(tool, ("type", "name", "description", "parameters", "strict"), f"{path}.")
        if not TOOL_NAME.match(tool.get("name", "")):
            raise Refusal(
                400,
                f"Invalid '{path}.name': string does not match pattern '^[a-zA-Z0-9_-]+$'.",
                param=f"{path}.name",
                code="invalid_value",
            )
        check_schema_object(tool.get("parameters"), tool["name"], f"{path}.parameters")
        if tool.get("strict"):
            check_strict_schema(tool["parameters"], f"{path}.parameters")
        names.append(str(tool["name"]))
    if len(names) > 128:
        raise Refusal(400, "Invalid 'tools': array too long.", param="tools", code="array_above_max_length")
    choice = body.get("tool_choice")
    if not names and choice not in (None, "auto", "none"):
        raise Refusal(400, f"Tool choice '{choice}' must be specified with 'tools' parameter.", param="tool_choice")
    if isinstance(choice, Mapping) and choice.get("type") == "function" and choice.get("name") not in names:
        raise Refusal(400, f"Tool choice '{choice}' not found in 'tools' parameter.", param="tool_choice")
    return tuple(names)


class _InputReader:
    """Walks `input`: pairs calls with outputs, and reasoning with what follows it."""

    def __init__(
        self, conversation: Conversation, body: Mapping[str, Any], facts: Facts, issued: Collection[str]
    ) -> None:
        self._conversation = conversation
        self._body = body
        self._facts = facts
        self._issued = issued
        self._calls: dict[str, Call] = {}
        self._answered: set[str] = set()

    def read(self) -> None:
        items = self._body.get("input")
        if isinstance(items, str):
            self._conversation.add(Entry("text", "user", items))
            return
        if not items:
            raise Refusal(400, "Missing required parameter: 'input'.", param="input", code="missing_required_parameter")
        for index, item in enumerate(items):
            self._check_id(item, index)
            kind = item.get("type", "message")
            if kind == "message":
                self._read_message(item, f"input[{index}]")
            elif kind == "function_call":
                self._read_call(item, f"input[{index}]")
            elif kind == "function_call_output":
                self._read_output(item, f"input[{index}]")
            elif kind == "reasoning":
                self._read_reasoning(item, items[index + 1 :])
            else:
                raise Refusal(400, f"Invalid value: '{kind}'.", param=f"input[{index}].type", code="invalid_value")
        for call_id in self._calls:
            if call_id not in self._answered:
                raise Refusal(400, f"No tool output found for function call {call_id}.", param="input")

    def _check_id(self, item: Mapping[str, Any], index: int) -> None:
        prefix = _PREFIXES.get(item.get("type", "message"))
        if prefix and item.get("id") and not item["id"].startswith(prefix):
            text = f"Invalid 'input[{index}].id': '{item['id']}'. Expected an ID that begins with '{prefix}'."
            raise Refusal(400, text, param=f"input[{index}].id", code="invalid_value")

    def _read_message(self, item: Mapping[str, Any], path: str) -> None:
        reject_unknown(item, ("type", "role", "content", "id", "status", "phase"), f"{path}.")
        role = item.get("role")
        if role not in ("user", "assistant", "system", "developer"):
            raise Refusal(400, f"Invalid value: '{role}'.", param=f"{path}.role", code="invalid_value")
        speaker: Literal["system", "user", "assistant"] = "system" if role in ("system", "developer") else role
        content = item.get("content")
        if isinstance(content, str):
            self._conversation.add(Entry("text", speaker, content))
            return
        if not content:
            raise Refusal(400, f"Invalid '{path}.content': empty array.", param=f"{path}.content", code="empty_array")
        for number, part in enumerate(content):
            self._read_part(part, speaker, f"{path}.content[{number}]")

    def _read_part(self, part: Mapping[str, Any], role: Literal["system", "user", "assistant"], path: str) -> None:
        kind, allowed = (
            part.get("type"),
            ("output_text", "refusal") if role == "assistant" else ("input_text", "input_image", "input_file"),
        )
        if kind not in allowed:
            text = f"Invalid value: '{kind}'. Supported values are: {allowed}."
            raise Refusal(400, text, param=path, code="invalid_value")
        if kind in ("input_text", "output_text"):
            reject_unknown(part, ("type", "text", "annotations", "logprobs"), f"{path}.")
            if not part.get("text"):
                raise Refusal(400, f"Invalid '{path}.text': empty string.", param=path, code="invalid_value")
            self._conversation.add(Entry("text", role, part["text"]))
        elif kind == "input_image":
            reject_unknown(part, ("type", "image_url", "detail", "file_id"), f"{path}.")
            if not isinstance(part.get("image_url"), str):
                raise Refusal(
                    400, f"Invalid type for '{path}.image_url': expected a string.", param=path, code="invalid_type"
                )
            raw = decode_data_url(part["image_url"], path, ("image/",))
            self._conversation.add(Entry("image", role, digest(raw) if raw else part["image_url"]))
        elif kind == "input_file":
            self._read_file(part, path)

    def _read_file(self, part: Mapping[str, Any], path: str) -> None:
        reject_unknown(part, ("type", "filename", "file_data", "file_id", "file_url"), f"{path}.")
        data = str(part.get("file_data", ""))
        if not part.get("filename"):
            raise Refusal(
                400, f"Missing required parameter: '{path}.filename'.", param=path, code="missing_required_parameter"
            )
        if not data.startswith("data:application/pdf;base64,"):
            raise Refusal(
                400,
                f"Invalid '{path}.file_data'. Expected a base64-encoded data URL.",
                param=path,
                code="invalid_value",
            )
        raw = decode_media("application/pdf", data.removeprefix("data:application/pdf;base64,"), path)
        self._conversation.add(Entry("document", "user", digest(raw)))

    def _read_call(self, item: Mapping[str, Any], path: str) -> None:
        reject_unknown(item, ("type", "id", "call_id", "name", "arguments", "status"), f"{path}.")
        call_id = item.get("call_id") or ""
        if not 1 <= len(call_id) <= 64:
            raise Refusal(
                400,
                f"Invalid '{path}.call_id': string too long. Expected a string with maximum length 64.",
                param=f"{path}.call_id",
                code="string_above_max_length",
            )
        if call_id in self._calls:
            raise Refusal(400, f"Duplicate item found with call_id {call_id}.", param=path)
        if item.get("id") and not any(entry.kind == "thinking" for entry in self._conversation.entries):
            text = f"Item '{item['id']}' of type 'function_call' was provided without its required 'reasoning' item."
            raise Refusal(400, text, param="input")
        try:
            arguments = json.loads(item.get("arguments", ""))
        except ValueError:
            raise Refusal(400, f"Invalid JSON in '{path}.arguments'.", param=path) from None
        self._calls[call_id] = Call(item["name"], arguments, call_id)
        self._conversation.add(Entry("call", "assistant", call=self._calls[call_id]))

    def _read_output(self, item: Mapping[str, Any], path: str) -> None:
        reject_unknown(item, ("type", "id", "call_id", "output", "status"), f"{path}.")
        call = self._calls.get(item.get("call_id", ""))
        if call is None:
            raise Refusal(
                400, f"No tool call found for function call output with call_id {item.get('call_id')}.", param="input"
            )
        self._answered.add(call.id)
        output = item.get("output")
        if isinstance(output, str):
            self._conversation.add(Entry("result", "user", output, call))
            return
        texts = [part["text"] for part in output or () if part.get("type") == "input_text"]
        self._conversation.add(Entry("result", "user", "".join(texts), call))
        if not output:
            raise Refusal(400, f"Invalid '{path}.output': empty array.", param=path, code="empty_array")
        for number, part in enumerate(output):
            if part.get("type") != "input_text":
                self._read_part(part, "user", f"{path}.output[{number}]")

    def _read_reasoning(self, item: Mapping[str, Any], following: list[Mapping[str, Any]]) -> None:
        reject_unknown(item, ("type", "id", "summary", "encrypted_content", "content", "status"), "input.")
        if "summary" not in item:
            raise Refusal(
                400,
                "Missing required parameter: 'input.summary'.",
                param="input.summary",
                code="missing_required_parameter",
            )
        rest = [other.get("type", "message") for other in following]
        while rest and rest[0] == "reasoning":
            rest.pop(0)
        spoken = bool(rest) and (
            rest[0] == "function_call" or following[len(following) - len(rest)].get("role") == "assistant"
        )
        if not spoken:
            text = f"Item '{item.get('id')}' of type 'reasoning' was provided without its required following item."
            raise Refusal(400, text, param="input")
        secret = item.get("encrypted_content")
        if not secret and not self._body.get("store"):
            text = f"Item with id '{item.get('id')}' not found. Items are not persisted when `store` is set to false."
            raise Refusal(404, text, param="input")
        if secret not in self._issued:
            text = "The encrypted content could not be verified. Reason: Encrypted content could not be decrypted or parsed."
            raise Refusal(400, text, code="invalid_encrypted_content")
        self._conversation.add(Entry("thinking", "assistant", signature=secret))
