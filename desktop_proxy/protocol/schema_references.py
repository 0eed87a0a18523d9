"""JSON Schema without `$ref` and `allOf`: references inlined, conjunctions merged; safe on cycles and on bombs.

Only references inside the same schema are followed; nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

Schema = dict[str, Any]

MAX_NODES = 4000
"""Nodes one schema may grow to; a schema that doubles itself at every reference ends there."""


class References:
    """Resolves the nodes of one root schema."""

    def __init__(self, root: Schema) -> None:
        self._root = root
        self._left = MAX_NODES

    def resolved(self, node: Schema, trail: tuple[str, ...]) -> tuple[Schema, tuple[str, ...]]:
        """`node` without `$ref` and `allOf`, and the references passed on the way to it.

        A reference into its own trail, or one that leads nowhere, leaves the words beside it and no shape.
        """
        self._left -= 1
        while isinstance(node.get("$ref"), str):
            pointer = node["$ref"]
            beside = {key: value for key, value in node.items() if key != "$ref"}
            target = self._target(pointer) if pointer not in trail and self._left > 0 else None
            trail = (*trail, pointer)
            if target is None:
                return {"type": "object", **beside}, trail
            node = {**target, **beside}
        if isinstance(node.get("allOf"), list):
            node, trail = self._merged(node, trail)
        return node, trail

    def _merged(self, node: Schema, trail: tuple[str, ...]) -> tuple[Schema, tuple[str, ...]]:
        merged: Schema = {}
        for member in [*node["allOf"], {key: value for key, value in node.items() if key != "allOf"}]:
            if isinstance(member, dict):
                member, trail = self.resolved(member, trail)
                merge_into(merged, member)
        return merged, trail

    def _target(self, pointer: str) -> Schema | None:
        target: Any = self._root
        if not pointer.startswith("#"):
            return None
        for step in pointer[1:].split("/")[1:]:
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            if isinstance(target, Mapping):
                target = target.get(key)
            elif isinstance(target, list) and key.isdecimal() and int(key) < len(target):
                target = target[int(key)]
            else:
                return None
        return target if isinstance(target, dict) else None


def listed(node: Schema, key: str) -> list[Any]:
    """The list under a key; empty where there is none: a schema is whatever the client wrote."""
    value = node.get(key)
    return value if isinstance(value, list) else []


def strings(node: Schema, key: str) -> list[str]:
    """The strings in the list under a key."""
    return [value for value in listed(node, key) if isinstance(value, str)]


def merge_into(merged: Schema, member: Schema) -> None:
    """Add `member` to `merged`: properties and required join, everything else is the last one's."""
    for key, value in member.items():
        known = merged.get(key)
        if key == "properties" and isinstance(known, dict) and isinstance(value, dict):
            merged[key] = {**known, **value}
        elif key == "required" and isinstance(known, list) and isinstance(value, list):
            merged[key] = [*known, *(name for name in value if name not in known)]
        else:
            merged[key] = value


def united(base: Schema, members: list[Schema]) -> Schema:
    """One object that takes what any of `members` takes: their properties, and what all of them require."""
    objects = [member for member in members if "properties" in member or "required" in member]
    if not objects:
        return base
    required = [set(strings(member, "required")) for member in objects]
    common = set.intersection(*required) if len(objects) == len(members) else set()
    union = dict(base)
    for member in objects:
        merge_into(union, _properties(member))
    merge_into(union, _properties(base))
    own = strings(base, "required")
    names = [*own, *sorted(common.difference(own))]
    return {**union, "required": names} if names else union


def _properties(node: Schema) -> Schema:
    properties = node.get("properties")
    return {"properties": properties if isinstance(properties, dict) else {}}
