from __future__ import annotations

from desktop_proxy.commands.first_steps import first_steps
from desktop_proxy.settings import Settings

URL = "http://127.0.0.1:9"


def said(**sections):
    return "\n".join(first_steps(Settings.model_validate(sections), URL))


def test_the_demo_is_followed_by_how_to_add_a_key():
    assert "keys set openai" in said()


def test_a_chosen_provider_is_named_and_no_key_is_asked_for():
    text = said(routing={"preferred_provider": "xai", "naming": "classic"})
    assert "Answering: xai/grok-3" in text
    assert "keys set" not in text


def test_a_provider_without_models_says_what_to_do():
    text = said(providers={"t": {"base_url": "https://t.example/v1"}}, routing={"preferred_provider": "t"})
    assert text.startswith("Nobody answers yet: ")


def test_open_access_is_said_with_the_line_that_works():
    assert f"ANTHROPIC_BASE_URL={URL} claude" in said(server={"require_token": False})
