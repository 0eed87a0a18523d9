"""What Gemini refuses in `contents`: the order of turns, answers without calls, missing and foreign signatures."""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Literal

from .checks import decode_media
from .facts import Facts
from .refusal import Refusal
from .script import Call, Conversation, Entry, digest

SKIP_SIGNATURE = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I="


class ContentsReader:
    """Walks `contents`: turns of calls and their answers, and signatures."""

    def __init__(self, conversation: Conversation, facts: Facts, issued: Collection[str]) -> None:
        self._conversation = conversation
        self._facts = facts
        self._issued = issued
        self._open: list[Call] = []

    def read(self, contents: list[Mapping[str, Any]]) -> None:
        if not contents:
            raise Refusal(400, "* GenerateContentRequest.contents: contents is not specified")
        turn = max((index for index, content in enumerate(contents) if _begins_turn(content)), default=0)
        before: str | None = None
        for index, content in enumerate(contents):
            role, parts = content.get("role"), content.get("parts") or []
            if role not in ("user", "model") and not (role is None and len(contents) == 1):
                raise Refusal(400, "Please use a valid role: user, model.")
            if not parts:
                raise Refusal(400, "* GenerateContentRequest.contents.parts: contents.parts must not be empty.")
            if any("functionCall" in part for part in parts):
                self._check_call_turn(parts, before, must_sign=self._facts.signs_calls and index > turn)
            self._check_answers(parts, before, last=index == len(contents) - 1)
            for part in parts:
                self._read_part(part, "assistant" if role == "model" else "user", index)
            before = "call" if any("functionCall" in part for part in parts) else str(role)
        if self._open:
            raise Refusal(400, "Please ensure that function call turns are followed by a function response turn.")

    def _check_call_turn(self, parts: list[Mapping[str, Any]], before: str | None, *, must_sign: bool) -> None:
        if before != "user":
            text = "Please ensure that function call turn comes immediately after a user turn or after a function response turn."
            raise Refusal(400, text)
        first = next(part for part in parts if "functionCall" in part)
        if must_sign and not first.get("thoughtSignature"):
            name = first["functionCall"].get("name")
            text = (
                "Function call is missing a thought_signature in functionCall parts. This is required for tools to work "
                f"correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:{name}`, position 2."
            )
            raise Refusal(400, text)

    def _check_answers(self, parts: list[Mapping[str, Any]], before: str | None, *, last: bool) -> None:
        answers = sum("functionResponse" in part for part in parts)
        if answers and before != "call":
            raise Refusal(
                400, "Please ensure that function response turn comes immediately after a function call turn."
            )
        if before == "call" and answers != len(self._open):
            text = "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn."
            raise Refusal(400, text)

    def _read_part(self, part: Mapping[str, Any], role: Literal["user", "assistant"], index: int) -> None:
        signature = part.get("thoughtSignature") or ""
        if signature and signature not in self._issued and signature != SKIP_SIGNATURE:
            raise Refusal(400, "Thought signature is not valid.")
        kinds = set(part) - {"thought", "thoughtSignature", "mediaResolution", "videoMetadata"}
        if len(kinds) != 1:
            text = f"* GenerateContentRequest.contents[{index}].parts[0].data: required oneof field 'data' must have one initialized field"
            raise Refusal(400, text)
        kind = kinds.pop()
        if kind == "text":
            if not part["text"] and not signature:
                raise Refusal(400, "Unable to submit request because it must have a text parameter.")
            self._conversation.add(
                Entry("thinking" if part.get("thought") else "text", role, part["text"], signature=signature)
            )
        elif kind == "functionCall":
            made = Call(
                part["functionCall"]["name"], part["functionCall"].get("args") or {}, part["functionCall"].get("id", "")
            )
            self._open.append(made)
            self._conversation.add(Entry("call", role, call=made, signature=signature))
        elif kind == "functionResponse":
            self._read_answer(part["functionResponse"])
        elif kind == "inlineData":
            self._read_media(part["inlineData"], role)
        elif kind == "fileData":
            self._conversation.add(Entry("image", role, part["fileData"].get("fileUri", "")))
        else:
            raise Refusal(400, f"Unsupported part {kind}.")

    def _read_answer(self, answer: Mapping[str, Any]) -> None:
        given = answer.get("id")
        fitting = [
            call
            for call in self._open
            if call.name == answer.get("name") and (not given or not call.id or call.id == given)
        ]
        if not fitting:
            raise Refusal(400, "Please ensure that the function response parts match the function call parts by name.")
        self._open.remove(fitting[0])
        if not isinstance(answer.get("response"), Mapping):
            raise Refusal(
                400,
                "Invalid value at 'contents[].parts[].function_response.response' (type.googleapis.com/google.protobuf.Struct)",
            )
        self._conversation.add(Entry("result", "user", _as_text(answer["response"]), fitting[0]))
        for part in answer.get("parts") or ():
            self._read_media(part.get("inlineData") or {}, "user")

    def _read_media(self, data: Mapping[str, Any], role: Literal["user", "assistant"]) -> None:
        kind = str(data.get("mimeType", ""))
        raw = decode_media(kind, str(data.get("data", "")), "inline_data")
        self._conversation.add(Entry("document" if kind == "application/pdf" else "image", role, digest(raw)))


def _as_text(response: Mapping[str, Any]) -> str:
    plain = {key: value if isinstance(value, str) else json.dumps(value) for key, value in response.items()}
    return "\n".join(f"{key}: {value}" for key, value in plain.items())


def _begins_turn(content: Mapping[str, Any]) -> bool:
    parts = content.get("parts") or []
    return (
        content.get("role") == "user"
        and any("text" in part for part in parts)
        and not any("functionResponse" in part for part in parts)
    )
