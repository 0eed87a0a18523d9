from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.tool_arguments import ArgumentText, arguments_text


def put_together(*fragments: str) -> str:
    arguments = ArgumentText()
    return "".join([arguments.add(fragment) for fragment in fragments if fragment]) + arguments.finish()


@pytest.mark.parametrize(
    ("fragments", "text"),
    [
        ((), "{}"),
        (("", " "), "{}"),
        (("null",), "{}"),
        (('""',), "{}"),
        (("{}",), "{}"),
        (('{"a":', "1}"), '{"a":1}'),
        (("{", '"a"', ":1}"), '{"a":1}'),
        (("\n", ' {"a":1}'), '{"a":1}'),
        (("{}", '{"a":1}'), '{"a":1}'),
        (('"{\\"a\\":1}"',), '{"a":1}'),
        (('{"a":1}', '{"a":1}'), '{"a":1}'),
        (('{"a"', ":1}", '{"a":1}'), '{"a":1}'),
        (('{"a', '{"a":', '{"a":1}'), '{"a":1}'),
        (('{"a', '{"a":1}'), '{"a":1}'),
        (("{", '{"a":', '{"a":1}'), '{"a":1}'),
        (('{"a":', '{"a":1}}'), '{"a":{"a":1}}'),
        (('{"a":', '{"a":', "1}}"), '{"a":{"a":1}}'),
        (('{"a', "b"), '{"ab'),
        (("[1", ",2]"), "[1,2]"),
        (("not json",), "not json"),
    ],
)
def test_fragments_give_the_arguments_once(fragments: tuple[str, ...], text: str) -> None:
    assert put_together(*fragments) == text


def test_arguments_are_passed_on_as_they_come() -> None:
    arguments = ArgumentText()
    assert [arguments.add(fragment) for fragment in ('{"a', '": "b', '"}')] == ['{"a', '": "b', '"}']


def test_complete_means_a_whole_object() -> None:
    arguments = ArgumentText()
    assert not arguments.complete()
    arguments.add('{"a":{}')
    assert not arguments.complete()
    arguments.add("}")
    assert arguments.complete()


@pytest.mark.parametrize(
    ("streamed", "whole", "text"),
    [
        ("", '{"a":1}', '{"a":1}'),
        ("{}", '{"a":1}', '{"a":1}'),
        ('{"a"', '{"a":1}', '{"a":1}'),
        ('{"a":1}', '{"a":1}', '{"a":1}'),
        ('{"a": 1}', '{"a":1}', '{"a": 1}'),
    ],
)
def test_the_whole_text_fills_in_what_was_not_streamed(streamed: str, whole: str, text: str) -> None:
    arguments = ArgumentText()
    sent = arguments.add(streamed) if streamed else ""
    assert sent + arguments.add_whole(whole) + arguments.finish() == text


def test_an_object_instead_of_text_is_written_as_json() -> None:
    assert arguments_text({"a": [1, None]}) == '{"a":[1,null]}'
    assert arguments_text(None) == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text('a{}" \\', max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["b", "cd", "{", "}"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["path", "edits", "é"]), JSON), st.data())
def test_any_division_gives_the_same_object(value: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value, ensure_ascii=False)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert json.loads(put_together(*pieces)) == value
