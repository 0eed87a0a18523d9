"""Names of tool parameters, hidden from LiteLLM while it converts a schema.

Its conversions remove every key called `strict`, `additionalProperties` or `cache_control` wherever it stands, so a
parameter of that name would vanish from `properties` and stay in `required`, which providers answer with 400.
"""

from __future__ import annotations

from typing import Any

_MARK = "\u2063"


def hide(schema: Any) -> Any:
    """A copy of a JSON schema (or anything that holds schemas) whose property names no conversion knows."""
    return _renamed(schema, lambda name: name + _MARK)


def reveal(schema: Any) -> Any:
    """The copy with its own names again."""
    return _renamed(schema, lambda name: name.removesuffix(_MARK))


def _renamed(value: Any, rename: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(item, rename) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: _renamed(child, rename) for key, child in value.items()}
    properties, required = value.get("properties"), value.get("required")
    if isinstance(properties, dict):
        result["properties"] = {rename(name): _renamed(child, rename) for name, child in properties.items()}
        if isinstance(required, list):
            result["required"] = [rename(name) if isinstance(name, str) else name for name in required]
    return result
