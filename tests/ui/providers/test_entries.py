from __future__ import annotations

from desktop_proxy.settings import ProviderSettings, Settings
from desktop_proxy.ui.providers.entries import entries, entry

SETTINGS = Settings(
    providers={
        "openai": ProviderSettings(base_url="https://gateway.test/v1"),
        "groq": ProviderSettings(preset="groq"),
        "fast": ProviderSettings(preset="groq"),
        "team": ProviderSettings(base_url="https://team.test/v1"),
        "broken": ProviderSettings(preset="azure", base_url_fault="is not an address"),
    }
)


def test_the_tables_own_rows_come_first_then_endpoints_and_the_demo_last():
    names = [found.name for found in entries(SETTINGS)]
    assert names == ["openai", "gemini", "vertex_ai", "xai", "anthropic", "groq", "fast", "team", "broken", "demo"]


def test_only_what_the_user_added_can_be_removed():
    assert [found.name for found in entries(SETTINGS) if found.is_endpoint] == ["groq", "fast", "team", "broken"]


def test_one_whose_address_cannot_be_used_keeps_its_row_and_says_why():
    broken = entry("broken", SETTINGS)
    assert broken.label == "Azure OpenAI"
    assert "is not an address" in broken.fault


def test_a_key_may_be_the_presets_where_the_address_is_the_presets():
    assert entry("fast", SETTINGS).preset_key == "groq"
    assert entry("groq", SETTINGS).preset_key is None
    assert entry("team", SETTINGS).preset_key is None


def test_who_has_a_key_at_all():
    assert [found.name for found in entries(SETTINGS) if not found.takes_key] == ["vertex_ai", "demo"]
