from __future__ import annotations

import re

from desktop_proxy.protocol.call_ids import CHAT_LIMIT, CallIds


def test_a_good_id_is_left_alone() -> None:
    assert CallIds(CHAT_LIMIT).take("toolu_01A09q90qw90lq917835lq9") == "toolu_01A09q90qw90lq917835lq9"


def test_long_odd_and_empty_ids_are_replaced_deterministically() -> None:
    for odd in ("x" * 41, "a/b", "ü", ""):
        taken = CallIds(CHAT_LIMIT).take(odd)
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,40}", taken)
        assert CallIds(CHAT_LIMIT).take(odd) == taken


def test_a_repeated_id_gets_another_each_time() -> None:
    ids = CallIds(CHAT_LIMIT)
    assert len({ids.take("a"), ids.take("a"), ids.take("a")}) == 3


def test_mistral_gets_nine_letters_and_digits() -> None:
    ids = CallIds(CHAT_LIMIT, "mistral")
    assert ids.take("abcDEF123") == "abcDEF123"
    assert re.fullmatch(r"[a-zA-Z0-9]{9}", ids.take("toolu_01"))
