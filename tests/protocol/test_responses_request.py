from __future__ import annotations

from .asking import GPT5, responses, text, user


def test_the_smallest_request_is_stateless_and_streams() -> None:
    assert responses(user("Hi")).body == {
        "model": "gpt-5.1",
        "input": [{"type": "message", "role": "user", "content": "Hi"}],
        "stream": True,
        "store": False,
        "max_output_tokens": 1000,
        "include": ["reasoning.encrypted_content"],
    }


def test_the_system_prompt_is_the_instructions() -> None:
    header = "x-anthropic-billing-header: cc_version=2.1;"
    assert responses(system=[text(header), text("Be kind.")]).body["instructions"] == "Be kind."
    assert "instructions" not in responses().body


def test_the_cache_key_is_sent_for_openai() -> None:
    assert responses(metadata={"user_id": "me"}, profile=GPT5).body["prompt_cache_key"]
