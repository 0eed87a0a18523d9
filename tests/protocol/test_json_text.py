from __future__ import annotations

import pytest

from desktop_proxy.protocol.json_text import load


def test_half_a_character_costs_that_character_and_nothing_else() -> None:
    assert load(b'{"a": "x \\ud83d y", "b": "\\ud83d\\ude00"}') == {"a": "x ? y", "b": "\U0001f600"}


@pytest.mark.parametrize("data", [b"", b"{", b'{"a": NaN}', b'{"a": NaN, "b": "\\ud83d"}', b'["\\ud83d"', b"\xff"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        load(data)


def test_deep_nesting_is_refused_and_not_recursed_into() -> None:
    with pytest.raises(ValueError):
        load(b'["\\ud83d",' + b"[" * 100_000 + b"]" * 100_000 + b"]")
