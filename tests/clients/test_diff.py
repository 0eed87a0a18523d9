from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_proxy.clients.diff import is_secret, readable_diff, shown

PATH = Path("settings.json")
KEY = "sk-ant-api03-0123456789abcdefwxyz"
TOKEN = "dp-Kq8Rz3Wm5Xv7Lp1Nc9-tail"


def changed(old: str, new: str) -> list[str]:
    return [line for line in readable_diff(old, new, PATH).splitlines()[2:] if line[:1] in "+-"]


def test_changed_lines_are_shown_and_secrets_are_masked():
    old = f'{{\n  "env": {{\n    "ANTHROPIC_API_KEY": "{KEY}"\n  }}\n}}\n'
    new = f'{{\n  "env": {{\n    "ANTHROPIC_API_KEY": "",\n    "ANTHROPIC_AUTH_TOKEN": "{TOKEN}"\n  }}\n}}\n'
    assert changed(old, new) == [
        '-    "ANTHROPIC_API_KEY": "sk-…wxyz"',
        '+    "ANTHROPIC_API_KEY": "",',
        '+    "ANTHROPIC_AUTH_TOKEN": "dp-…tail"',
    ]


def test_secrets_around_the_change_and_in_other_shapes_are_not_shown():
    lines = [
        f'"SOME_TOKEN": "{TOKEN}"',
        f'"Authorization": "Bearer {TOKEN}"',
        f'"command": "run --with {KEY}"',
        '"url": "https://user:hunter2@host.example/x"',
        f'"nested": {{"password": "{TOKEN}", "b": 1, "dbSecret": "short"}}',
    ]
    old = "{\n" + ",\n".join(lines) + "\n}"
    text = readable_diff(old, old.replace('"b": 1', '"b": 2'), PATH)
    for secret in (TOKEN, KEY, "hunter2", "short"):
        assert secret not in text
    assert '"b": 2' in text


def test_a_new_file_is_all_new_lines_and_no_change_is_no_diff():
    assert changed("", '{\n  "a": 1\n}\n') == ["+{", '+  "a": 1', "+}"]
    assert readable_diff("{}", "{}", PATH) == ""


def test_two_secrets_that_look_alike_are_still_a_change():
    assert changed('{"token": "dp-1111111111111abcd"}', '{"token": "dp-2222222222222abcd"}') == [
        '-{"token": "dp-…abcd"}',
        '+{"token": "dp-…abcd"}',
    ]


def test_one_long_line_is_shown_with_a_line_for_each_value():
    old = {"a": ["x", 12345678901234567890123], "e": {}, "t": 'say "hi" {,', "env": {"A": "1"}, "b": "y" * 200}
    new = {**old, "env": {"A": "2"}}
    assert changed(json.dumps(old), json.dumps(new)) == ['-    "A": "1"', '+    "A": "2"']
    whole = readable_diff("", json.dumps(old), PATH)
    assert json.loads("".join(line[1:] for line in whole.splitlines()[3:])) == old


@pytest.mark.parametrize("name", ["ANTHROPIC_API_KEY", "token", "clientSecret", "PASSWORDS", "MY_CREDENTIALS"])
def test_names_of_secrets(name: str):
    assert is_secret(name)
    assert shown(name, TOKEN) == "dp-…tail"
    assert shown(name, "") == ""


def test_other_values_are_shown_as_they_are():
    assert not is_secret("apiKeyHelper")
    assert shown("ANTHROPIC_BASE_URL", "https://u:p@gate.example") == "https://…@gate.example"
    assert KEY not in shown("ANYTHING", f"x {KEY}")


def test_four_megabytes_take_a_moment():
    old = json.dumps({f"name{number}": {"value": number} for number in range(60_000)}, indent=2)
    text = readable_diff(old, old.replace('"name7"', '"other"'), PATH)
    assert '+  "other": {' in text
