from __future__ import annotations

from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.providers.fetched import FetchedModels


def test_a_list_is_kept_for_every_page_of_the_window(bridge: CoreBridge):
    told: list[str] = []
    FetchedModels.of(bridge).changed.connect(told.append)
    FetchedModels.of(bridge).keep("openai", ["gpt-4.1", "o1"])
    assert FetchedModels.of(bridge).models("openai") == ("gpt-4.1", "o1")
    assert FetchedModels.of(bridge).fetched_at("openai") is not None
    assert told == ["openai"]


def test_who_was_not_asked_has_nothing(bridge: CoreBridge):
    assert FetchedModels.of(bridge).models("xai") == ()
    assert FetchedModels.of(bridge).fetched_at("xai") is None
