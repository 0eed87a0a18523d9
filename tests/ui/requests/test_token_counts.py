"""Tokens are counted one way wherever they are shown."""

from __future__ import annotations

from desktop_proxy.ui.requests.token_counts import all_tokens, exactly, tokens_in, tokens_in_text

from .rows import a_row


def test_what_went_in_holds_what_came_from_the_cache() -> None:
    row = a_row(input_tokens=48_257, cached_tokens=84_103, output_tokens=10)
    assert (tokens_in(row), all_tokens(row)) == (132_360, 132_370)
    assert tokens_in_text(row) == "132,360, of them 84,103 from the cache"
    assert tokens_in_text(a_row(input_tokens=5, cached_tokens=0)) == "5, of them 0 from the cache"


def test_what_nobody_told_is_no_number() -> None:
    assert (tokens_in(a_row()), all_tokens(a_row()), tokens_in_text(a_row()), exactly(None)) == (None, None, "", "")
    assert tokens_in_text(a_row(input_tokens=1200)) == "1,200"
    assert tokens_in(a_row(cached_tokens=7)) == 7
