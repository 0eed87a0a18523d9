from __future__ import annotations

import pytest

from desktop_proxy.commands.command import WrongInput
from desktop_proxy.commands.named_provider import all_names, named_provider
from desktop_proxy.commands.state import State
from desktop_proxy.protocol.errors import ApiError


@pytest.fixture
def state(tmp_path):
    state = State({"DESKTOP_PROXY_HOME": str(tmp_path)}, tmp_path)
    state.settings.update({"providers.team": {"base_url": "https://llm.example.com/v1"}})
    return state


@pytest.mark.parametrize(
    "said, name",
    [("openai", "openai"), ("Google", "gemini"), ("vertex", "vertex_ai"), ("team", "team"), ("cohere", "cohere")],
)
def test_names_as_people_say_them(state, said, name):
    assert named_provider(state, said).name == name


def test_an_unknown_name_is_wrong_input_with_the_nearest_one(state):
    with pytest.raises(WrongInput, match="did you mean “team”"):
        named_provider(state, "teem")


def test_a_preset_must_be_added_first(state):
    with pytest.raises(ApiError, match="providers add"):
        named_provider(state, "lmstudio")


def test_all_names_are_providers_and_endpoints_without_presets(state):
    assert all_names(state)[:2] == ["openai", "gemini"]
    assert all_names(state)[-1] == "team"
    assert "openrouter" not in all_names(state)
