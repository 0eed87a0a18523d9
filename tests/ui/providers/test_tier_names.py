from __future__ import annotations

from desktop_proxy.routing import resolve
from desktop_proxy.routing.tiers import TIERS
from desktop_proxy.settings import Settings
from desktop_proxy.ui.providers.tier_names import ASKED_AS, SHOWN, title


def test_every_tier_is_shown_once_and_asked_for_by_a_name_that_means_it():
    assert sorted(SHOWN) == sorted(TIERS) == sorted(ASKED_AS)
    for tier in SHOWN:
        assert f"“{tier}” in the name" in resolve(ASKED_AS[tier], Settings()).reason


def test_the_word_is_written_as_claude_writes_it():
    assert title("opus") == "Opus"
