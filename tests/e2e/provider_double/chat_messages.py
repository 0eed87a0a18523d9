"""What chat-completions servers refuse in `messages`, and what the conversation says."""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from .chat_flavours import TOOL_NAME, Flavour, Rules
from .checks import decode_data_url, decode_media, reject_unknown
from .facts import Facts
from .refusal import Refusal
from .script import Call, Conversation, Entry, digest


class MessageReader:
    """Walks `messages` and keeps the account of calls that still wait for their answer."""

    def __init__(self, conversation: Conversation, rules: Rules, flavour: Flavour, facts: Facts) -> None:
        self._conversation = conversation
        self._rules = rules
        self._flavour = flavour
        self._facts = facts
        self._open: dict[str, Call] = {}

    def read(self, messages: Any) -> None:
        if not isinstance(messages, list) or not messages:
            raise Refusal(
                400,
                "Invalid 'messages': empty array. Expected an array with minimum length 1.",
                param="messages",
                code="empty_array",
            )
        for index, message in enumerate(messages):
            path = f"messages.[{index}]"
            role = message.get("role")
            if role not in self._rules.roles:
                raise Refusal(
                    400,
                    f"Invalid value: '{role}'. Supported values are: {self._rules.roles}.",
                    param=f"{path}.role",
                    code="invalid_value",
                )
            reject_unknown(message, self._rules.message_fields, f"messages[{index}].")
            if role == "tool":
                self._read_result(message, path)
                continue
            self._refuse_open_calls(path)
            if role == "assistant":
                self._read_assistant(message, path)
            else:
                self._read_content(message.get("content"), "user" if role == "user" else "system", path)
        self._refuse_open_calls(f"messages.[{len(messages)}]")

    def _refuse_open_calls(self, path: str) -> None:
        if self._open:
            text = (
                "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
                f"The following tool_call_ids did not have response messages: {', '.join(self._open)}"
            )
            raise Refusal(400, text, param=f"{path}.role")

    def _read_result(self, message: Mapping[str, Any], path: str) -> None:
        call = self._open.pop(str(message.get("tool_call_id")), None)
        if call is None:
            text = "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."
            raise Refusal(400, text, param=f"{path}.role")
        content = message.get("content")
        if isinstance(content, list):
            if not content or any(part.get("type") != "text" for part in content):
                raise Refusal(
                    400,
                    "Invalid value for tool content. Supported values are: 'text'.",
                    param=f"{path}.content",
                    code="invalid_value",
                )
            content = "".join(part["text"] for part in content)
        if not isinstance(content, str):
            raise Refusal(
                400,
                f"Invalid type for '{path}.content': expected a string.",
                param=f"{path}.content",
                code="invalid_type",
            )
        self._conversation.add(Entry("result", "user", content, call))

    def _read_assistant(self, message: Mapping[str, Any], path: str) -> None:
        calls, content = message.get("tool_calls"), message.get("content")
        if not calls and content in (None, "", []):
            raise Refusal(
                400, f"Invalid value for 'content': expected a string, got null. ({path})", param=f"{path}.content"
            )
        if message.get("reasoning_content"):
            self._conversation.add(Entry("thinking", "assistant", message["reasoning_content"]))
        if content not in (None, ""):
            self._read_content(content, "assistant", path)
        if calls is not None and not calls:
            raise Refusal(
                400, f"Invalid '{path}.tool_calls': empty array.", param=f"{path}.tool_calls", code="empty_array"
            )
        for call in calls or ():
            self._open_call(call, path)

    def _open_call(self, call: Mapping[str, Any], path: str) -> None:
        reject_unknown(call, ("id", "type", "function"), f"{path}.tool_calls.")
        function = call.get("function") or {}
        reject_unknown(function, ("name", "arguments"), f"{path}.tool_calls.function.")
        if call.get("type") != "function" or not TOOL_NAME.match(function.get("name", "")):
            raise Refusal(400, f"Invalid '{path}.tool_calls': {call}", param=f"{path}.tool_calls", code="invalid_value")
        if not call.get("id") or (self._flavour == "openai" and len(call["id"]) > 40):
            raise Refusal(
                400,
                f"Invalid '{path}.tool_calls[0].id': string too long. Expected a string with maximum length 40.",
                param=f"{path}.tool_calls.id",
                code="string_above_max_length",
            )
        if call["id"] in self._open:
            raise Refusal(400, f"Duplicate tool call id {call['id']}.", param=f"{path}.tool_calls.id")
        try:
            arguments = json.loads(function.get("arguments", ""))
        except ValueError:
            raise Refusal(400, f"Invalid JSON in '{path}.tool_calls.function.arguments'.", param=path) from None
        made = Call(function["name"], arguments, call["id"])
        self._open[made.id] = made
        self._conversation.add(Entry("call", "assistant", call=made))

    def _read_content(self, content: Any, role: Literal["system", "user", "assistant"], path: str) -> None:
        if isinstance(content, str):
            self._conversation.add(Entry("text", role, content))
            return
        if not isinstance(content, Sequence) or not content:
            raise Refusal(
                400,
                f"Invalid '{path}.content': expected a string or a non-empty array.",
                param=f"{path}.content",
                code="invalid_type",
            )
        for number, part in enumerate(content):
            self._read_part(part, role, f"{path}.content[{number}]")

    def _read_part(self, part: Mapping[str, Any], role: Literal["system", "user", "assistant"], path: str) -> None:
        kind = part.get("type")
        if kind == "text":
            if set(part) - {"type", "text"} or not part.get("text"):
                raise Refusal(
                    400,
                    f"Invalid '{path}': text content blocks must be non-empty and plain.",
                    param=path,
                    code="invalid_value",
                )
            self._conversation.add(Entry("text", role, part["text"]))
        elif kind == "image_url" and role == "user" and self._facts.images:
            reject_unknown(part["image_url"], ("url", "detail"), f"{path}.image_url.")
            raw = decode_data_url(part["image_url"]["url"], path, ("image/",))
            self._conversation.add(Entry("image", role, digest(raw) if raw else part["image_url"]["url"]))
        elif kind == "file" and role == "user" and self._facts.documents and self._flavour == "openai":
            self._read_file(part.get("file") or {}, path)
        else:
            raise Refusal(
                400,
                f"Invalid value: '{kind}' in {path}. Supported values are: 'text'.",
                param=path,
                code="invalid_value",
            )

    def _read_file(self, file: Mapping[str, Any], path: str) -> None:
        reject_unknown(file, ("filename", "file_data", "file_id"), f"{path}.file.")
        if not file.get("filename"):
            raise Refusal(
                400,
                f"Missing required parameter: '{path}.file.filename'.",
                param=f"{path}.file.filename",
                code="missing_required_parameter",
            )
        data = str(file.get("file_data", ""))
        if not data.startswith("data:application/pdf;base64,"):
            raise Refusal(
                400,
                f"Invalid '{path}.file.file_data'. Expected a base64-encoded data URL.",
                param=path,
                code="invalid_value",
            )
        raw = decode_media("application/pdf", data.removeprefix("data:application/pdf;base64,"), path)
        self._conversation.add(Entry("document", "user", digest(raw)))
