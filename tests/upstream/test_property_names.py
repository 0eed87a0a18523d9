from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.upstream.property_names import hide, reveal

SCHEMA = {
    "type": "object",
    "properties": {
        "strict": {
            "type": "object",
            "properties": {"cache_control": {"type": "string"}},
            "required": ["cache_control"],
        },
        "properties": {"type": "array", "items": {"properties": {"required": {}}}},
    },
    "required": ["strict", "properties"],
}

json_values: Any = st.recursive(
    st.none() | st.booleans() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["properties", "required", "strict", "a"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_no_property_keeps_its_name() -> None:
    hidden = hide(SCHEMA)
    assert "strict" not in hidden["properties"]
    assert set(hidden["required"]) == set(hidden["properties"])


@given(json_values)
def test_what_was_hidden_comes_back(value: Any) -> None:
    assert reveal(hide(value)) == value


def test_the_given_schema_is_left_as_it_is() -> None:
    hide(SCHEMA)
    assert "strict" in SCHEMA["properties"]
