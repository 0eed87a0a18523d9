from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.tool_names import ToolNames, accepted_name


@pytest.mark.parametrize("name", ["Read", "mcp__server__tool", "a-b_C9", "x" * 64])
def test_a_good_name_is_left_alone(name: str) -> None:
    assert accepted_name(name, 64) == name


@given(st.text(max_size=200), st.sampled_from([32, 64]))
def test_every_name_becomes_one_that_providers_take(name: str, limit: int) -> None:
    accepted = accepted_name(name, limit)
    assert re.fullmatch(r"[a-zA-Z_][a-zA-Z0-9_-]*", accepted)
    assert len(accepted) <= limit
    assert accepted == accepted_name(name, limit)


def test_names_alike_in_their_first_letters_stay_apart() -> None:
    assert accepted_name("x" * 70 + "a", 64) != accepted_name("x" * 70 + "b", 64)
    assert accepted_name("a.b", 64) != accepted_name("a_b", 64)


def test_only_changed_names_have_a_way_back() -> None:
    names = ToolNames(64)
    assert names.accepted("Read") == "Read"
    odd = names.accepted("a.b")
    assert names.changed == {odd: "a.b"}
