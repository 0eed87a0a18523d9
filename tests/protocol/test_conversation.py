from __future__ import annotations

from .asking import GEMINI, GPT5, LOCAL, OPENAI, chat, noted, responses, user

LINKED = {"type": "document", "source": {"type": "url", "url": "https://e.org/a.pdf"}}
FILE = {"file_url": "https://e.org/a.pdf"}


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


def test_a_document_at_an_address_reaches_providers_that_fetch_it() -> None:
    assert chat(user(LINKED), profile=GEMINI).body["messages"][0]["content"] == [{"type": "file", "file": FILE}]
    assert responses(user(LINKED), profile=GPT5).body["input"][0]["content"] == [{"type": "input_file", **FILE}]
    assert noted(chat(user(LINKED), profile=OPENAI), "messages.content.document") == "dropped"
