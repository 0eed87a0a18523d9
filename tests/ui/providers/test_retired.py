from __future__ import annotations

from datetime import date

from desktop_proxy.providers import Retirement
from desktop_proxy.ui.providers.retired import retired_words

GONE = Retirement("gemini-2.0-flash", "2026-06-01", "gemini-3.5-flash-lite")


def test_past_and_future_are_told_apart():
    assert retired_words(GONE, date(2026, 6, 1)) == "was retired on 2026-06-01"
    assert retired_words(GONE, date(2026, 5, 31)) == "retires on 2026-06-01"
