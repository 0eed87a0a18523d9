"""The names of called tools: each once, in order, and never more than a row can hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.called_tools import MAX_CHARACTERS, MAX_NAMES, CalledTools


def called(*names: str, kind: str = "tool_use") -> CalledTools:
    tools = CalledTools()
    for name in names:
        tools.note({"type": kind, "name": name})
    return tools


def test_each_name_once_in_the_order_of_its_first_call() -> None:
    assert called("Bash", "Read", "Bash").names() == "Bash Read"


def test_an_answer_without_tools_has_none() -> None:
    tools = called("x", kind="text")
    tools.note({"type": "tool_use"})
    tools.note(None)
    assert tools.names() is None


def test_what_a_model_invents_is_bounded() -> None:
    names = called(*(f"{number}{'x' * 1000}" for number in range(1000))).names()
    assert names is not None
    assert len(names.split()) == MAX_NAMES
    assert max(map(len, names.split())) == MAX_CHARACTERS


def test_a_name_with_blanks_stays_one_name() -> None:
    assert called("my  tool").names() == "my_tool"


@given(st.lists(st.recursive(st.none() | st.text(), lambda inner: st.dictionaries(st.text(), inner))))
def test_no_block_raises_and_names_can_be_stored(blocks: list[object]) -> None:
    tools = CalledTools()
    for block in blocks:
        tools.note(block)
        tools.note({"type": "tool_use", "name": block})
    (tools.names() or "").encode()
