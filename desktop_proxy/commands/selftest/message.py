"""Asking the proxy for a streamed message, and putting the stream together as strictly as a client would."""

from __future__ import annotations

import json
from typing import Any

from desktop_proxy.commands.selftest.answers import TOOL
from desktop_proxy.commands.selftest.world import World


class Failed(Exception):
    """The message is a sentence."""


class Skipped(Exception):
    """It cannot be tried on this machine; the message says why."""


def require(holds: bool, otherwise: str) -> None:
    """Raise `Failed` with that sentence unless it holds."""
    if not holds:
        raise Failed(otherwise)


async def ask_for_message(world: World, model: str, prompt: str) -> dict[str, Any]:
    """Ask for a stream and put it together, strictly."""
    schema = {"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]}
    body = {
        "model": model,
        "max_tokens": 200,
        "stream": True,
        "tools": [{"name": TOOL, "description": "Lists the files of a folder.", "input_schema": schema}],
        "messages": [{"role": "user", "content": prompt}],
    }
    reply = await world.ask("POST", "/v1/messages", body)
    if reply.status != 200:
        raise Failed(reply.json()["error"]["message"])
    return assembled(reply.events())


def assembled(events: list[dict[str, Any]]) -> dict[str, Any]:
    """The message of a whole stream; raises `Failed` for an error in it or a missing end."""
    message: dict[str, Any] = {}
    arguments: dict[int, str] = {}
    for event in events:
        match event["type"]:
            case "error":
                raise Failed(event["error"]["message"])
            case "message_start":
                message = event["message"]
            case "content_block_start":
                message["content"].append(event["content_block"])
            case "content_block_delta" if event["delta"]["type"] == "text_delta":
                message["content"][event["index"]]["text"] += event["delta"]["text"]
            case "content_block_delta" if event["delta"]["type"] == "input_json_delta":
                arguments[event["index"]] = arguments.get(event["index"], "") + event["delta"]["partial_json"]
            case "message_delta":
                message |= event["delta"]
    require(bool(events) and events[-1]["type"] == "message_stop", "The stream ended without message_stop.")
    for index, text in arguments.items():
        message["content"][index]["input"] = json.loads(text or "{}")
    return message
