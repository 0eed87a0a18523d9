from __future__ import annotations

from desktop_proxy.protocol.schema_references import References, united


def test_a_chain_of_references_is_followed() -> None:
    root = {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"type": "string"}}}
    assert References(root).resolved({"$ref": "#/$defs/a"}, ()) == ({"type": "string"}, ("#/$defs/a", "#/$defs/b"))


def test_a_ring_of_references_ends() -> None:
    root = {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}
    assert References(root).resolved({"$ref": "#/$defs/a"}, ())[0] == {"type": "object"}


def test_a_pointer_into_a_list_is_followed() -> None:
    root = {"anyOf": [{"type": "string"}, {"type": "integer"}]}
    assert References(root).resolved({"$ref": "#/anyOf/1"}, ())[0] == {"type": "integer"}


def test_a_union_requires_what_every_member_requires() -> None:
    members = [{"properties": {"a": {}}, "required": ["a", "b"]}, {"properties": {"b": {}}, "required": ["b"]}]
    assert united({"type": "object"}, members) == {
        "type": "object",
        "properties": {"a": {}, "b": {}},
        "required": ["b"],
    }
