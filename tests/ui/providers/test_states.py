from __future__ import annotations

import pytest

from desktop_proxy.credentials.credentials import KeyInfo
from desktop_proxy.settings import ProviderSettings, Settings
from desktop_proxy.ui.providers.entries import entry
from desktop_proxy.ui.providers.states import state_of, words

SETTINGS = Settings(
    providers={
        "ollama": ProviderSettings(preset="ollama"),
        "team": ProviderSettings(base_url="https://team.test/v1"),
        "broken": ProviderSettings(base_url_fault="is not an address"),
    }
)


@pytest.mark.parametrize(
    ("name", "source", "word", "tone"),
    [
        ("openai", None, "Looking for its key", ""),
        ("openai", "keyring", "Key from keyring", "ok"),
        ("openai", "environment", "Key from environment", "ok"),
        ("openai", ".env", "Key from .env file", "ok"),
        ("openai", "session", "Key for this session", "warning"),
        ("openai", "none", "No key", ""),
        ("openai", "unavailable", "Keyring unavailable", "warning"),
        ("ollama", "none", "No key needed", "ok"),
        ("team", "none", "No key", ""),
        ("demo", None, "Ready", "ok"),
        ("vertex_ai", None, "Not set up", ""),
        ("broken", "keyring", "Address cannot be used", "error"),
    ],
)
def test_each_state_is_a_word_with_a_tone(name: str, source: str | None, word: str, tone: str):
    found = state_of(entry(name, SETTINGS), KeyInfo(name, source) if source else None)
    assert (found.word, found.tone) == (word, tone)


def test_a_refused_key_is_an_error_and_only_a_key_can_be_refused():
    found = state_of(entry("openai", SETTINGS), KeyInfo("openai", "keyring"), refused=True)
    assert (found.word, found.tone, found.icon) == ("Key refused", "error", "alert-circle")
    assert state_of(entry("openai", SETTINGS), KeyInfo("openai", "none"), refused=True).word == "No key"


@pytest.mark.parametrize("field", ["project", "credentials_file"])
def test_vertex_is_ready_with_a_project_of_its_own_or_its_credentials(field: str):
    settings = Settings(providers={"vertex_ai": ProviderSettings(**{field: "x"})})
    assert state_of(entry("vertex_ai", settings), None).word == "Ready"


def test_states_of_another_meaning_have_another_shape():
    infos = [KeyInfo("openai", source) for source in ("keyring", "none", "unavailable", "session")]
    assert len({state_of(entry("openai", SETTINGS), info).icon for info in infos}) == 4


def test_every_word_can_be_measured():
    assert "Key from keyring" in words()
