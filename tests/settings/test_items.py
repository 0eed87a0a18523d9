from __future__ import annotations

from desktop_proxy.settings import ProviderSettings, Settings, dotted_items
from desktop_proxy.settings.document import NAMES


def test_every_setting_has_a_row_with_help():
    rows = dotted_items(Settings())
    assert [name for name, _, _ in rows] == list(NAMES)
    assert all(len(doc) > 10 for _, _, doc in rows)
    assert ("upstream.idle_timeout_s", 90.0) in [(name, value) for name, value, _ in rows]


def test_a_provider_has_rows_for_what_is_set():
    rows = dotted_items(Settings(providers={"mine": ProviderSettings(base_url="https://x.test", models=("a",))}))
    assert [(name, value) for name, value, _ in rows if name.startswith("providers.")] == [
        ("providers.mine.base_url", "https://x.test"),
        ("providers.mine.models", ("a",)),
    ]
