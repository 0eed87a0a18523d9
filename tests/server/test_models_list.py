"""The model list as values."""

from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server.models_list import KEYED_PROVIDERS, one, page
from desktop_proxy.settings import Settings

SETTINGS = Settings.model_validate({"routing": {"preferred_provider": "openai"}})


def test_claude_s_names_come_with_what_answers_them() -> None:
    first = page(SETTINGS, (), {"limit": "1"})["data"][0]
    assert first["id"].startswith("claude-")
    assert "openai/" in first["display_name"]


def test_models_of_a_provider_with_a_key_are_listed() -> None:
    without = page(SETTINGS, (), {"limit": "1000"})["data"]
    with_key = page(SETTINGS, ("xai",), {"limit": "1000"})["data"]
    assert any(model["id"].startswith("anthropic/xai/") for model in with_key)
    assert len(with_key) > len(without)


def test_the_default_page_has_twenty() -> None:
    listed = page(SETTINGS, KEYED_PROVIDERS, {})
    assert len(listed["data"]) == 20
    assert listed["has_more"]


def test_a_page_after_the_last_is_empty() -> None:
    last = page(SETTINGS, (), {"limit": "1000"})["last_id"]
    assert page(SETTINGS, (), {"after_id": last}) == {
        "data": [],
        "has_more": False,
        "first_id": None,
        "last_id": None,
    }


def test_a_name_that_says_its_model_is_one_though_not_listed() -> None:
    assert one(SETTINGS, (), "openai/gpt-next")["display_name"] == "openai/gpt-next → openai/gpt-next"
    assert one(SETTINGS, (), "gpt-4o")["id"] == "gpt-4o"


@pytest.mark.parametrize("name", ["nothing", "nobody/model"])
def test_any_other_name_is_not_found(name: str) -> None:
    with pytest.raises(ApiError) as caught:
        one(SETTINGS, (), name)
    assert caught.value.status == 404
