from __future__ import annotations

from pathlib import Path

import pytest

from desktop_proxy.environment import Environment
from desktop_proxy.providers import provider
from desktop_proxy.settings import SettingsStore
from desktop_proxy.ui.providers.new_endpoint import NewEndpoint, address_problem, free_name, name_problem, presets

GROQ = provider("groq")
OLLAMA = provider("ollama")


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json", Environment())


@pytest.mark.parametrize(
    ("new", "settings"),
    [
        (NewEndpoint(GROQ, "groq", GROQ.base_url), {"preset": "groq"}),
        (NewEndpoint(GROQ, "fast", GROQ.base_url), {"preset": "groq"}),
        (NewEndpoint(GROQ, "fast", "https://g.test/v1"), {"preset": "groq", "base_url": "https://g.test/v1"}),
        (NewEndpoint(None, "team", "https://t.test/v1"), {"base_url": "https://t.test/v1"}),
        (
            NewEndpoint(OLLAMA, "box", "http://box.test/v1", accepts_http=True),
            {"preset": "ollama", "base_url": "http://box.test/v1", "allow_insecure_http": True},
        ),
        (NewEndpoint(None, "team", "https://t.test/v1", accepts_http=True), {"base_url": "https://t.test/v1"}),
    ],
)
def test_only_what_differs_from_the_preset_is_stored(store: SettingsStore, new: NewEndpoint, settings: dict):
    assert new.settings == settings
    assert not name_problem(new, store) and not address_problem(new, store)
    store.update({f"providers.{new.name}": new.settings})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Give it a name"),
        ("openai", "is built in"),
        ("google", "is built in"),
        ("team", "already"),
        ("Team A", "must be small letters"),
        ("a.b", "must be small letters"),
    ],
)
def test_names_that_cannot_be_are_told_in_words(store: SettingsStore, name: str, said: str):
    store.update({"providers.team.base_url": "https://t.test/v1"})
    problem = name_problem(NewEndpoint(None, name, "https://x.test"), store)
    assert said in problem and "providers." not in problem


@pytest.mark.parametrize(
    ("url", "said"),
    [("", "needs an address"), ("nonsense", "is not an address"), ("http://box.test/v1", "unencrypted")],
)
def test_addresses_that_cannot_be_are_told_in_words(store: SettingsStore, url: str, said: str):
    problem = address_problem(NewEndpoint(None, "team", url), store)
    assert said in problem and "providers." not in problem and "allow_insecure_http" not in problem


def test_a_preset_with_an_address_needs_none(store: SettingsStore):
    assert address_problem(NewEndpoint(GROQ, "fast", ""), store) == ""
    assert address_problem(NewEndpoint(provider("azure"), "work", ""), store) != ""


def test_a_name_that_is_taken_gets_a_number(store: SettingsStore):
    assert free_name("groq", store) == "groq"
    store.update({"providers.groq.preset": "groq", "providers.groq-2.preset": "groq"})
    assert free_name("groq", store) == "groq-3"


def test_every_preset_of_the_table_is_offered():
    names = [row.name for row in presets()]
    assert names[0] == "openrouter" and names[-1] == "litellm" and "openai" not in names
