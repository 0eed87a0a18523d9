from __future__ import annotations

import json

import pytest
from hypothesis import given

from desktop_proxy.clients.json_object import (
    JsonFault,
    Layout,
    append,
    indent,
    layout,
    object_at,
    parse,
    remove,
    replace,
)

from .documents import settings_texts

NEW = Layout("\n  ", "\n", ": ")


def values(text: str) -> dict:
    return {member.name: member.value for member in parse(text).members}


def appended(text: str, name: str = "new", raw: str = '"x"') -> str:
    return append(text, parse(text), name, raw, NEW)


@pytest.mark.parametrize(
    "before, after",
    [
        ("{}", '{\n  "new": "x"\n}'),
        ('{"a":1}', '{"a":1,"new":"x"}'),
        ('{"a": 1}', '{"a": 1, "new": "x"}'),
        ('{ "a": 1 }', '{ "a": 1, "new": "x" }'),
        ('{"a": 1,"b": 2}', '{"a": 1,"b": 2, "new": "x"}'),
        ('{\n\t"a": 1\n}\n', '{\n\t"a": 1,\n\t"new": "x"\n}\n'),
        ('{\r\n    "a" : 1\r\n}', '{\r\n    "a" : 1,\r\n    "new" : "x"\r\n}'),
        ('{\n  "a": 1,\n\n  "b": 2\n}', '{\n  "a": 1,\n\n  "b": 2,\n  "new": "x"\n}'),
        ('{\n    "a": 1\n,   "b": 2\n}', '{\n    "a": 1\n,   "b": 2,   "new": "x"\n}'),
    ],
)
def test_a_new_member_looks_like_the_others(before: str, after: str) -> None:
    assert appended(before) == after


@given(settings_texts())
def test_what_is_appended_is_removed_to_the_last_character(text: str) -> None:
    after = appended(text)
    assert values(after) == values(text) | {"new": "x"}
    if parse(text).members:
        assert remove(after, parse(after), parse(after).members[-1]) == text


@given(settings_texts())
def test_any_member_can_be_removed_and_the_others_keep_their_text(text: str) -> None:
    root = parse(text)
    for member in root.members:
        after = remove(text, root, member)
        assert values(after) == {name: value for name, value in values(text).items() if name != member.name}
        for other in root.members:
            assert other is member or text[other.start : other.end] in after


@given(settings_texts())
def test_a_replaced_value_can_be_put_back(text: str) -> None:
    for index, member in enumerate(parse(text).members):
        after = replace(text, member, '"x"')
        again = parse(after).members[index]
        assert again.value == "x"
        assert replace(after, again, text[member.value_start : member.end]) == text


@pytest.mark.parametrize(
    "text, fault",
    [
        ("", "is not valid JSON (line 1"),
        ("{", "is not valid JSON (line 1"),
        ('{\n  "a"', "is not valid JSON (line 2"),
        ('{\n  "a": 1,\n}', "is not valid JSON (line 3"),
        ('{"a": 1} x', "is not valid JSON (line 1"),
        ('{"a": 1}\n{}', "is not valid JSON (line 2"),
        ("{} // note", "is not valid JSON (line 1"),
        ("{'a': 1}", "is not valid JSON (line 1"),
        ('{1: "a"}', "is not valid JSON (line 1"),
        ('{"a" "b"}', "is not valid JSON (line 1"),
        ('{"a": 1 "b": 2}', "is not valid JSON (line 1"),
        ('{"a": NaN}', "is not valid JSON: NaN is no number"),
        ('{"a": "\n"}', "is not valid JSON (line 1"),
        ("\x00" * 20, "is not valid JSON (line 1"),
        ("[]", "is not a JSON object"),
        ("null", "is not a JSON object"),
        ('{"a":' * 100_000, "is nested too deeply"),
    ],
)
def test_what_is_no_object_is_refused(text: str, fault: str) -> None:
    with pytest.raises(JsonFault) as raised:
        parse(text)
    assert str(raised.value).startswith(fault)


def test_a_number_keeps_its_digits_and_is_no_text() -> None:
    found = parse('{"a": 1.0, "b": "1.0", "c": ' + "9" * 6000 + "}").members
    assert found[0].value != found[1].value
    assert found[2].value == ("9" * 6000,)


def test_a_name_that_is_there_twice_is_found_twice() -> None:
    assert [member.value for member in parse('{"a": "x", "b": "", "\\u0061": "y"}').named("a")] == ["x", "y"]


def test_an_object_in_an_object_is_found_by_its_place() -> None:
    text = '{"env": { "A": "x" }}'
    inner = object_at(text, parse(text).members[0].value_start)
    assert [member.name for member in inner.members] == ["A"]
    assert text[inner.start : inner.end] == '{ "A": "x" }'


def test_an_inner_object_is_laid_out_as_the_outer_one() -> None:
    outer = layout('{\n\t"a": 1\n}', parse('{\n\t"a": 1\n}'))
    assert outer
    text = append('{"env": {}}', object_at('{"env": {}}', 8), "A", '"x"', outer.inner(indent(outer)))
    assert text == '{"env": {\n\t\t"A": "x"\n\t}}'
    flat = layout('{"a": 1}', parse('{"a": 1}'))
    assert flat
    assert flat.inner("  ") == Layout("", "", ": ")
    assert layout("{}", parse("{}")) is None


def test_four_megabytes_are_parsed_in_a_moment() -> None:
    text = json.dumps({str(number): [number] * 10 for number in range(60_000)}, indent=1)
    assert len(text) > 4_000_000
    assert len(parse(text).members) == 60_000
