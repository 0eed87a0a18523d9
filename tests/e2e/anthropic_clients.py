"""What the tests of Anthropic's clients share: a model name, a tool with every schema keyword, short spellings."""

from __future__ import annotations

from typing import Any

MODEL = "claude-sonnet-5"
WEATHER: Any = {
    "name": "weather",
    "description": "The weather of a city",
    "input_schema": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "city": {"type": "string", "minLength": 1},
            "unit": {"anyOf": [{"const": "C"}, {"const": "F"}]},
            "days": {"type": "integer", "exclusiveMinimum": 0},
            "extra": {"type": "object", "additionalProperties": {"type": "string"}, "propertyNames": {"maxLength": 9}},
            "site": {"type": ["string", "null"], "format": "uri"},
        },
        "required": ["city"],
        "additionalProperties": False,
    },
}


def said(message: Any) -> str:
    return "".join(block.text for block in message.content if block.type == "text")


def user(text: Any) -> list[Any]:
    return [{"role": "user", "content": text}]
