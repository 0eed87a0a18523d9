from __future__ import annotations

import pytest

from desktop_proxy.settings import ProviderSettings, Settings
from desktop_proxy.ui.providers.entries import entry
from desktop_proxy.ui.providers.key_shape import odd_shape, owner
from tests.ui.providers.hands import ANTHROPIC_KEY, OPENAI_KEY, OPENROUTER_KEY, XAI_KEY

SETTINGS = Settings(
    providers={
        "deepseek": ProviderSettings(preset="deepseek"),
        "fast": ProviderSettings(preset="groq"),
        "gemini": ProviderSettings(base_url="https://gateway.test"),
    }
)


@pytest.mark.parametrize(
    ("name", "key", "found"),
    [
        ("openai", OPENAI_KEY, None),
        ("openai", XAI_KEY, "xai"),
        ("openai", ANTHROPIC_KEY, "anthropic"),
        ("openai", OPENROUTER_KEY, "openrouter"),
        ("fast", XAI_KEY, "xai"),
        # DeepSeek's keys look like OpenAI's, and a gateway's keys like anything.
        ("deepseek", OPENAI_KEY, None),
        ("gemini", OPENAI_KEY, None),
        ("openai", "sk-", None),
        ("openai", "", None),
    ],
)
def test_whose_key_it_is_seen_from_a_form(name: str, key: str, found: str | None):
    other = owner(key, entry(name, SETTINGS))
    assert (other.name if other else None) == found


def test_a_key_of_no_known_shape_is_odd_where_there_is_a_shape():
    assert odd_shape("somethingelse1234", entry("openai", SETTINGS))
    assert not odd_shape("somethingelse1234", entry("deepseek", SETTINGS))
    assert not odd_shape(OPENAI_KEY, entry("openai", SETTINGS))


def test_the_beginning_of_a_key_is_not_odd_yet():
    assert not odd_shape("sk-proj", entry("openai", SETTINGS))
