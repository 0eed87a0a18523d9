from __future__ import annotations

from .asking import (
    LOCAL,
    chat,
    noted,
)


def test_the_cache_key_of_openai_is_a_hash_of_the_user_id() -> None:
    translation = chat(metadata={"user_id": "u" * 150})
    assert len(translation.body["prompt_cache_key"]) == 32
    assert "user" not in translation.body
    assert noted(translation, "metadata.user_id") == "rewritten"
    assert "prompt_cache_key" not in chat().body


def test_the_user_id_goes_to_nobody_else() -> None:
    translation = chat(metadata={"user_id": "me"}, profile=LOCAL)
    assert "prompt_cache_key" not in translation.body
    assert noted(translation, "metadata.user_id") == "dropped"
