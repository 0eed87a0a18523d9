from __future__ import annotations

import pytest

from desktop_proxy.protocol.search_wishes import search_wishes

SEARCH = {
    "allowed_domains": ["a.org", "b.org"],
    "blocked_domains": ["c.org"],
    "user_location": {"type": "approximate", "city": "Bonn", "country": "DE"},
    "max_uses": 3,
}


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("gemini", ["allowed_domains", "blocked_domains", "user_location", "max_uses"]),
        ("chat", ["allowed_domains", "blocked_domains", "max_uses"]),
        ("responses", ["blocked_domains"]),
    ],
)
def test_what_the_provider_has_no_field_for_is_said(shape, said) -> None:
    assert [field for field, _ in search_wishes(SEARCH, shape)] == said


def test_the_words_hold_the_values() -> None:
    assert [words for _, words in search_wishes(SEARCH, "gemini")] == [
        "When you search the web, use only results from these domains: a.org, b.org.",
        "When you search the web, use no result from these domains: c.org.",
        "When you search the web, take this for the place of the user: Bonn, DE.",
        "Search the web at most 3 times.",
    ]


def test_nothing_asked_is_nothing_said() -> None:
    assert search_wishes({"name": "web_search", "allowed_domains": [], "user_location": None}, "gemini") == []
